#include <algorithm>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <thread>

#include "train/commands.h"
#include "train/files.h"
#include "train/jobs.h"
#include "train/settings.h"

namespace mixgrad::train {
namespace {

using nlohmann::ordered_json;

constexpr int kProgressEpochs = 10;

/// A measured row in its own unit, and what the ensemble says.
struct Predicted {
  int row;
  double measured, mean, deviation;
  bool known;
};

std::vector<Predicted> predicted_rows(const Architecture<float>& network, const MixtureData& data,
                                      const Split& split) {
  std::vector<int> seen = split.train;
  seen.insert(seen.end(), split.validation.begin(), split.validation.end());
  const LiquidGround ground = liquid_ground_of(data, seen);
  const std::vector<int>& rows = split.test;
  const std::vector<float> y = predict_mixture_rows(network, data, rows);
  const auto heads = static_cast<std::size_t>(network.shape.heads);
  std::vector<Predicted> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const MixtureRow& row = data.rows[static_cast<std::size_t>(rows[i])];
    const double unit = unit_of(row);
    double mean = 0, variance = 0;
    for (std::size_t k = 0; k < heads; ++k) mean += y[i * heads + k] / static_cast<double>(heads);
    for (std::size_t k = 0; k < heads; ++k)
      variance += (y[i * heads + k] - mean) * (y[i * heads + k] - mean) / static_cast<double>(heads);
    out.push_back(
        {rows[i], row.value, mean * unit, std::sqrt(variance) * unit, on_known_ground(ground, data, row)});
  }
  return out;
}

struct Score {
  int rows = 0;
  double mean_absolute_error = 0, r_squared = 0;
};

Score score_of(const std::vector<Predicted>& rows) {
  Score s;
  double sum = 0, square = 0, error_square = 0;
  for (const Predicted& r : rows) {
    sum += r.measured;
    square += r.measured * r.measured;
    error_square += (r.mean - r.measured) * (r.mean - r.measured);
    s.mean_absolute_error += std::abs(r.mean - r.measured);
  }
  const double n = static_cast<double>(rows.size());
  s.rows = static_cast<int>(rows.size());
  s.mean_absolute_error /= n;
  s.r_squared = 1 - error_square / (square - sum * sum / n);
  return s;
}

}  // namespace

Status evaluate_mixtures(const Arguments& arguments) {
  const auto threads = arguments.whole_number(
      "threads", 1, 1024, static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 1024u)));
  if (!threads) return threads.error();
  const std::string folder = arguments.text("data"), protocol = arguments.text("protocol"),
                    out = arguments.text("out");
  auto data = read_mixture_data(folder);
  if (!data) return data.error();
  auto settings = read_settings(arguments.text("settings"), arguments.all("set"));
  if (!settings) return settings.error();
  const auto splits = read_mixture_splits(folder, protocol, *data);
  if (!splits) return splits.error();
  settings->shape.molecular = settings->law ? MolecularHeads::laws : MolecularHeads::law_free;
  if (const Status writable = check_writable(out); !writable) return writable;

  std::mutex console;
  std::vector<Status> status(splits->size());
  std::vector<std::vector<Predicted>> results(splits->size());
  run_jobs(static_cast<int>(splits->size()), *threads, [&](int i) {
    const auto fold = static_cast<std::size_t>(i);
    const Split& split = (*splits)[fold];
    MixtureTask task(*data, split, settings->mixture, settings->shape.pair);
    RunOptions options;
    options.name = split.name;
    options.progress = [&](int epoch, double loss, double error) {
      if (epoch % kProgressEpochs != 0) return;
      const std::lock_guard lock(console);
      std::printf("%-24s epoch %4d/%d  loss %.5f  validation %.4f\n", split.name.c_str(), epoch,
                  settings->epochs, loss, error);
      std::fflush(stdout);
    };
    const auto trained = train_network(task, *settings, options);
    if (!trained) {
      status[fold] = trained.error();
      return;
    }
    results[fold] = predicted_rows(trained->network, *data, split);
    const std::lock_guard lock(console);
    std::printf("%-24s done: best epoch %d of %d, validation %.4f\n", split.name.c_str(), trained->best_epoch,
                trained->epochs, trained->validation_loss);
    std::fflush(stdout);
  });
  for (const Status& s : status) {
    if (!s) return s;
  }

  ordered_json properties = ordered_json::object();
  for (int p = 0; p < kMeasured; ++p) {
    if (data->first_row[p] == data->first_row[p + 1]) continue;
    const MeasuredFacts& facts = facts_of(static_cast<Measured>(p));
    ordered_json folds = ordered_json::array();
    std::vector<Predicted> pooled;
    for (std::size_t fold = 0; fold < splits->size(); ++fold) {
      ordered_json row = ordered_json::array(), measured = row, predicted = row, deviation = row, known = row,
                   extent = row;
      for (const Predicted& r : results[fold]) {
        if (r.row < data->first_row[p] || r.row >= data->first_row[p + 1]) continue;
        pooled.push_back(r);
        row.push_back(r.row - data->first_row[p]);
        measured.push_back(r.measured);
        predicted.push_back(r.mean);
        deviation.push_back(r.deviation);
        known.push_back(r.known);
        extent.push_back(extent_of(data->rows[static_cast<std::size_t>(r.row)]));
      }
      folds.push_back({{"name", (*splits)[fold].name},
                       {"row", row},
                       {"measured", measured},
                       {"predicted", predicted},
                       {"deviation", deviation},
                       {"known", known},
                       {"extent", extent}});
    }
    const Score score = score_of(pooled);
    std::printf("%s, %s, %s: %d rows, MAE %.5g, R² %.4f\n", protocol.c_str(),
                settings->law ? "law" : "law-free", facts.file, score.rows, score.mean_absolute_error,
                score.r_squared);
    properties[facts.file] = {{"rows", score.rows},
                              {"mean_absolute_error", score.mean_absolute_error},
                              {"r_squared", score.r_squared},
                              {"folds", folds}};
  }
  const ordered_json content = {{"protocol", protocol}, {"law", settings->law}, {"properties", properties}};
  return write_file(out, content.dump() + "\n");
}

}  // namespace mixgrad::train
