#include "train/calibration_file.h"

#include "train/files.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json to_json(const Calibration::Terms& terms) {
  return {{"quantile", terms.quantile}, {"noise", terms.noise}};
}

Result<Calibration> calibration_of(const json& file, const std::string& property, const std::string& path) {
  Calibration out;
  for (const auto& [group, terms] :
       {std::pair{"known_ground", &out.known_ground}, std::pair{"elsewhere", &out.elsewhere}}) {
    for (const auto& [name, term] :
         {std::pair{"quantile", &terms->quantile}, std::pair{"noise", &terms->noise}}) {
      const json::json_pointer pointer("/" + property + "/" + group + "/" + name);
      if (!file.contains(pointer) || !file.at(pointer).is_number())
        return Error{"bad_file", path, "lacks the number " + property + "." + group + "." + name};
      *term = file.at(pointer).get<double>();
    }
  }
  return out;
}

}  // namespace

Status write_calibrations(const std::string& path, const std::vector<CalibratedProperty>& properties) {
  ordered_json content = ordered_json::object();
  for (const CalibratedProperty& property : properties) {
    ordered_json table = ordered_json::array();
    for (const Coverage& row : property.coverage) {
      table.push_back({{"protocol", row.protocol},
                       {"state", row.state},
                       {"rows", row.rows},
                       {"share_inside_90", row.share_inside},
                       {"median_half_width", row.median_half_width}});
    }
    content[property.name] = {{"known_ground", to_json(property.calibration.known_ground)},
                              {"elsewhere", to_json(property.calibration.elsewhere)},
                              {"coverage", table}};
  }
  return write_file(path, content.dump(1) + "\n");
}

Result<Calibrations> read_calibrations(const std::string& path) {
  const auto file = read_json_object(path);
  if (!file) return file.error();
  Calibrations out;
  const auto conductivity = calibration_of(*file, "conductivity", path);
  if (!conductivity) return conductivity.error();
  out.conductivity = *conductivity;
  for (std::size_t k = 0; k < out.measured.size(); ++k) {
    if (!file->contains(kMeasuredNames[k].key)) continue;
    const auto measured = calibration_of(*file, kMeasuredNames[k].key, path);
    if (!measured) return measured.error();
    out.measured[k] = *measured;
  }
  return out;
}

}  // namespace mixgrad::train
