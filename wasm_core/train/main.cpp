// mixgrad_train: trains and evaluates the model. `scripts/train` is the way to call it.
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "train/evaluation.h"
#include "train/jobs.h"
#include "train/settings.h"

namespace {

using namespace mixgrad;
using namespace mixgrad::train;
using nlohmann::ordered_json;

struct Arguments {
  std::map<std::string, std::string> option;
  std::vector<std::string> overrides;
};

int fail(const Error& error) {
  std::fprintf(stderr, "mixgrad_train: %s: %s\n", error.field.c_str(), error.message.c_str());
  return 1;
}

ordered_json to_json(const Figures& f) {
  return {{"rows", f.rows},
          {"mean_absolute_error_mS_per_cm", f.mean_absolute_error_mS_per_cm},
          {"root_mean_square_error_mS_per_cm", f.root_mean_square_error_mS_per_cm},
          {"r_squared", f.r_squared},
          {"median_relative_error", f.median_relative_error},
          {"mean_absolute_log_error", f.mean_absolute_log_error}};
}

std::vector<HeldOutRow> held_out(const Architecture<float>& network, const ConductivityData& data, const std::vector<int>& rows, bool law) {
  const std::vector<float> y = predict_rows(network, data, rows, law);
  const std::size_t heads = network.heads.size();
  std::vector<HeldOutRow> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double sum = 0, square = 0;
    for (std::size_t k = 0; k < heads; ++k) sum += y[i * heads + k];
    const double mean = sum / static_cast<double>(heads);
    for (std::size_t k = 0; k < heads; ++k) square += (y[i * heads + k] - mean) * (y[i * heads + k] - mean);
    HeldOutRow row;
    row.row = rows[i];
    row.log_measured = data.log_conductivity[static_cast<std::size_t>(rows[i])];
    row.log_mean = mean;
    row.log_deviation = std::sqrt(square / static_cast<double>(heads));
    out.push_back(row);
  }
  return out;
}

int evaluate(Arguments& a) {
  const auto data = read_conductivity_data(a.option["data"]);
  if (!data) return fail(data.error());
  auto settings = read_settings(a.option["settings"], a.overrides);
  if (!settings) return fail(settings.error());
  const std::string protocol = a.option["protocol"];
  const auto splits = read_splits(a.option["splits"], protocol, data->rows());
  if (!splits) return fail(splits.error());

  std::mutex console;
  std::vector<std::vector<HeldOutRow>> result(splits->size());
  run_jobs(static_cast<int>(splits->size()), std::stoi(a.option["threads"]), [&](int i) {
    const Split& split = (*splits)[static_cast<std::size_t>(i)];
    const TrainedNetwork trained = train_network(*data, split, *settings, [&](int epoch, double loss, double error) {
      if (epoch % 20 != 0) return;
      const std::lock_guard lock(console);
      std::printf("%-36s epoch %4d  loss %.5f  validation %.4f\n", split.name.c_str(), epoch, loss, error);
      std::fflush(stdout);
    });
    result[static_cast<std::size_t>(i)] = held_out(trained.network, *data, split.test, settings->law);
    const Figures f = figures_of(result[static_cast<std::size_t>(i)]);
    const std::lock_guard lock(console);
    std::printf("%-36s done: best epoch %d of %d, validation %.4f, test n %d, MAE %.3f mS/cm, median %.1f %%, log %.3f\n", split.name.c_str(),
                trained.best_epoch, trained.epochs, trained.validation_loss, f.rows, f.mean_absolute_error_mS_per_cm,
                100 * f.median_relative_error, f.mean_absolute_log_error);
    std::fflush(stdout);
  });

  std::vector<HeldOutRow> pooled;
  ordered_json folds = ordered_json::array();
  for (std::size_t i = 0; i < result.size(); ++i) {
    pooled.insert(pooled.end(), result[i].begin(), result[i].end());
    ordered_json fold = to_json(figures_of(result[i]));
    fold["name"] = (*splits)[i].name;
    folds.push_back(fold);
  }
  const Figures all = figures_of(pooled);
  std::printf("%s %s: %s\n", protocol.c_str(), settings->law ? "law" : "law-free", to_json(all).dump().c_str());
  if (!a.option["out"].empty()) {
    ordered_json rows = ordered_json::array();
    for (const HeldOutRow& r : pooled) rows.push_back({r.row, r.log_measured, r.log_mean, r.log_deviation});
    std::ofstream(a.option["out"]) << ordered_json{{"protocol", protocol}, {"pooled", to_json(all)}, {"folds", folds}, {"rows", rows}}.dump() << "\n";
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments a;
  a.option["threads"] = std::to_string(std::max(1u, std::thread::hardware_concurrency()));
  for (int i = 2; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--set") == 0) {
      a.overrides.push_back(argv[i + 1]);
    } else if (std::strncmp(argv[i], "--", 2) == 0) {
      a.option[argv[i] + 2] = argv[i + 1];
    }
  }
  if (argc > 1 && std::strcmp(argv[1], "evaluate") == 0) return evaluate(a);
  std::fprintf(stderr, "usage: mixgrad_train evaluate --data D.jsonl --splits S.json --settings T.json --protocol P [--out O.json] [--threads N] [--set key=value]\n");
  return 2;
}
