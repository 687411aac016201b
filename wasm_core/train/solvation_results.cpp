#include "train/solvation_results.h"

#include "train/files.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// A list of numbers under two keys; empty if there is none.
std::vector<double> list(const json& row, const char* number, const char* part) {
  std::vector<double> out;
  const json::json_pointer pointer(std::string("/") + number + "/" + part);
  if (!row.contains(pointer)) return out;
  for (const json& value : row.at(pointer)) {
    if (!value.is_number()) return {};
    out.push_back(value.get<double>());
  }
  return out;
}

}  // namespace

Result<ProtocolRows> read_solvation_rows(const std::string& path, SolvationNumber number) {
  const auto file = read_json_object(path);
  if (!file) return file.error();
  const Error wrong{"bad_file", path, "is nothing that evaluate-solvation wrote"};
  if (!file->contains("protocol") || !(*file)["protocol"].is_string() || !file->contains("folds"))
    return wrong;
  ProtocolRows out{(*file)["protocol"].get<std::string>(), {}};
  const char* name = kSolvationNames[static_cast<std::size_t>(number)];
  int fold = 0;
  for (const json& entry : (*file)["folds"]) {
    if (!entry.is_object() || !entry.contains("rows")) return wrong;
    for (const json& row : entry["rows"]) {
      const std::vector<double> simulated = list(row, name, "simulated"),
                                predicted = list(row, name, "predicted"),
                                deviation = list(row, name, "deviation"),
                                total = list(row, "total_coordination", "predicted");
      const bool whole = !simulated.empty() && predicted.size() == simulated.size() &&
                         deviation.size() == simulated.size() && total.size() == 1 && row.contains("known") &&
                         row["known"].is_boolean() && row.contains("row") && row["row"].is_number_integer();
      if (!whole) return wrong;
      for (std::size_t i = 0; i < simulated.size(); ++i) {
        const double extent = number == SolvationNumber::total  ? 1
                              : number == SolvationNumber::free ? share_extent(predicted[i])
                                                                : share_extent(predicted[i] / total[0]);
        out.rows.push_back({row["row"].get<int>(), fold, simulated[i], predicted[i], deviation[i],
                            row["known"].get<bool>(), extent});
      }
    }
    ++fold;
  }
  return out;
}

}  // namespace mixgrad::train
