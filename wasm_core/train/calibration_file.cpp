#include "train/calibration_file.h"

#include "train/files.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json to_json(const Calibration::Terms& terms) {
  return {{"quantile", terms.quantile}, {"noise", terms.noise}};
}

}  // namespace

Status write_calibration(const std::string& path, const Calibration& calibration,
                         const std::vector<Coverage>& coverage) {
  ordered_json table = ordered_json::array();
  for (const Coverage& row : coverage) {
    table.push_back({{"protocol", row.protocol},
                     {"state", row.state},
                     {"rows", row.rows},
                     {"share_inside_90", row.share_inside},
                     {"median_half_width_log", row.median_half_width}});
  }
  const ordered_json content = {{"known_ground", to_json(calibration.known_ground)},
                                {"elsewhere", to_json(calibration.elsewhere)},
                                {"coverage", table}};
  return write_file(path, content.dump(1) + "\n");
}

Result<Calibration> read_calibration(const std::string& path) {
  const auto file = read_json_object(path);
  if (!file) return file.error();
  Calibration out;
  for (const auto& [group, terms] :
       {std::pair{"known_ground", &out.known_ground}, std::pair{"elsewhere", &out.elsewhere}}) {
    for (const auto& [name, term] :
         {std::pair{"quantile", &terms->quantile}, std::pair{"noise", &terms->noise}}) {
      const json::json_pointer pointer(std::string("/") + group + "/" + name);
      if (!file->contains(pointer) || !file->at(pointer).is_number())
        return Error{"bad_file", path, std::string("lacks the number ") + group + "." + name};
      *term = file->at(pointer).get<double>();
    }
  }
  return out;
}

}  // namespace mixgrad::train
