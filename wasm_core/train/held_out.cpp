#include "train/held_out.h"

#include <cmath>

#include "train/conductivity_task.h"
#include "train/files.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json to_json(const Figures& f) {
  return {{"rows", f.rows},
          {"mean_absolute_error_mS_per_cm", f.mean_absolute_error_mS_per_cm},
          {"root_mean_square_error_mS_per_cm", f.root_mean_square_error_mS_per_cm},
          {"r_squared", f.r_squared},
          {"median_relative_error", f.median_relative_error},
          {"mean_absolute_log_error", f.mean_absolute_log_error}};
}

bool is_row(const json& r) {
  if (!r.is_array() || r.size() != 6 || !r[5].is_boolean()) return false;
  for (std::size_t i = 0; i < 5; ++i) {
    if (!(i < 2 ? r[i].is_number_integer() : r[i].is_number())) return false;
  }
  return true;
}

}  // namespace

Result<std::vector<HeldOutRow>> held_out_rows(const Architecture<float>& network,
                                              const ConductivityData& data, const Split& split, int fold) {
  std::vector<int> seen = split.train;
  seen.insert(seen.end(), split.validation.begin(), split.validation.end());
  const KnownGround ground = known_ground_of(data, seen);
  const std::vector<float> y = predict_rows(network, data, split.test);
  const std::size_t heads = network.heads.size();
  std::vector<HeldOutRow> out;
  for (std::size_t i = 0; i < split.test.size(); ++i) {
    const float* head = y.data() + i * heads;
    double mean = 0, variance = 0;
    for (std::size_t k = 0; k < heads; ++k) mean += head[k] / static_cast<double>(heads);
    for (std::size_t k = 0; k < heads; ++k)
      variance += (head[k] - mean) * (head[k] - mean) / static_cast<double>(heads);
    if (!std::isfinite(mean) || !std::isfinite(variance))
      return Error{"bad_data", split.name,
                   "the prediction of row " + std::to_string(split.test[i]) + " is not finite"};
    out.push_back({split.test[i], fold, data.log_conductivity[static_cast<std::size_t>(split.test[i])], mean,
                   std::sqrt(variance), on_known_ground(ground, data, split.test[i]), 1});
  }
  return out;
}

std::vector<HeldOutRow> ProtocolResults::pooled() const {
  std::vector<HeldOutRow> all;
  for (const auto& fold : rows) all.insert(all.end(), fold.begin(), fold.end());
  return all;
}

Status write_results(const std::string& path, const ProtocolResults& results) {
  ordered_json folds = ordered_json::array(), table = ordered_json::array();
  for (std::size_t i = 0; i < results.folds.size(); ++i) {
    ordered_json fold = {{"name", results.folds[i]}};
    fold.update(to_json(figures_of(results.rows[i])));
    folds.push_back(fold);
  }
  const std::vector<HeldOutRow> pooled = results.pooled();
  for (const HeldOutRow& r : pooled)
    table.push_back({r.row, r.fold, r.measured, r.mean, r.deviation, r.known_ground});
  const ordered_json content = {{"protocol", results.protocol},
                                {"law", results.law},
                                {"pooled", to_json(figures_of(pooled))},
                                {"folds", folds},
                                {"rows", table}};
  return write_file(path, content.dump(1) + "\n");
}

Result<ProtocolRows> read_held_out_rows(const std::string& path) {
  const auto file = read_json_object(path);
  if (!file) return file.error();
  const auto protocol = file->find("protocol"), table = file->find("rows");
  if (protocol == file->end() || !protocol->is_string() || table == file->end() || !table->is_array() ||
      table->empty()) {
    return Error{"bad_file", path, "should hold a 'protocol' and its 'rows', as evaluate writes them"};
  }
  ProtocolRows out{protocol->get<std::string>(), {}};
  for (const json& r : *table) {
    if (!is_row(r)) {
      return Error{"bad_file", path,
                   "row " + r.dump() +
                       " should be [row, fold, ln measured, ln predicted, deviation, on known ground]"};
    }
    out.rows.push_back({r[0], r[1], r[2], r[3], r[4], r[5], 1});
  }
  return out;
}

}  // namespace mixgrad::train
