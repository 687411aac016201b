#include <algorithm>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <numeric>
#include <thread>

#include "model/weights.h"
#include "train/commands.h"
#include "train/files.h"
#include "train/jobs.h"
#include "train/settings.h"
#include "train/solvation_task.h"

namespace mixgrad::train {
namespace {

using nlohmann::ordered_json;

/// What the ensemble says of one species of a held-out row.
struct Told {
  double mean = 0, deviation = 0;
};

Told told(const std::vector<double>& heads) {
  const double n = static_cast<double>(heads.size());
  Told out;
  for (const double y : heads) out.mean += y / n;
  for (const double y : heads) out.deviation += (y - out.mean) * (y - out.mean) / n;
  out.deviation = std::sqrt(out.deviation);
  return out;
}

/// Of what was simulated and what was predicted: pooled over all species.
class Score {
 public:
  void add(double simulated, double predicted) {
    ++n_, sum_ += simulated, square_ += simulated * simulated;
    error_ += (predicted - simulated) * (predicted - simulated);
  }
  double r_squared() const { return 1 - error_ / (square_ - sum_ * sum_ / n_); }
  double rmse() const { return std::sqrt(error_ / n_); }

 private:
  double n_ = 0, sum_ = 0, square_ = 0, error_ = 0;
};

}  // namespace

Status evaluate_solvation(const Arguments& arguments) {
  const auto threads = arguments.whole_number(
      "threads", 1, 1024, static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 1024u)));
  if (!threads) return threads.error();
  const std::string folder = arguments.text("data"), protocol = arguments.text("protocol"),
                    out = arguments.text("out");
  const auto bytes = read_file(arguments.text("model"));
  if (!bytes) return bytes.error();
  const auto model = read_model_file(std::as_bytes(std::span(*bytes)));
  if (!model) return model.error();
  const auto data = read_solvation_data(folder);
  if (!data) return data.error();
  const auto splits =
      read_splits(folder + "/solvation.splits.json", protocol, static_cast<int>(data->rows.size()));
  if (!splits) return splits.error();
  const std::string on = arguments.text("on", "test");
  if (on != "test" && on != "validation")
    return Error{"bad_argument", "on", "'" + on + "' should be test or validation"};
  if (const Status writable = check_writable(out); !writable) return writable;

  const SolvationSettings settings;
  const SolvationEmbeddings embeddings = embed(model->network, *data);
  std::vector<Status> status(splits->size());
  std::vector<ordered_json> folds(splits->size());
  Score fraction, total, free;
  std::mutex scores;
  run_jobs(static_cast<int>(splits->size()), *threads, [&](int i) {
    const Split& split = (*splits)[static_cast<std::size_t>(i)];
    const bool final = on == "test";
    std::vector<int> seen = split.train;
    if (final) seen.insert(seen.end(), split.validation.begin(), split.validation.end());
    std::sort(seen.begin(), seen.end());
    const auto heads = train_solvation(only_known(*data, seen), embeddings, seen, settings);
    if (!heads) {
      status[static_cast<std::size_t>(i)] = heads.error();
      return;
    }
    const KnownGround ground = solvation_ground_of(*data, seen);
    ordered_json rows = ordered_json::array();
    for (const int r : final ? split.test : split.validation) {
      const SolvationRow& row = data->rows[static_cast<std::size_t>(r)];
      const std::size_t species = row.per_lithium.size();
      std::vector<std::vector<double>> coordination(species), free_share(species);
      for (std::size_t k = 0; k < heads->heads.size(); ++k) {
        const auto share = predict_solvation(*heads, k, *data, embeddings, row);
        for (std::size_t s = 0; s < species; ++s)
          coordination[s].push_back(share[s].coordination), free_share[s].push_back(share[s].free);
      }
      // Of every species the coordination and the free share, and of the whole row the total.
      ordered_json numbers[kSolvationNumbers];
      const auto append = [&](SolvationNumber number, double simulated, const std::vector<double>& heads) {
        ordered_json& out = numbers[static_cast<std::size_t>(number)];
        const Told t = told(heads);
        out["simulated"].push_back(simulated);
        out["predicted"].push_back(t.mean);
        out["deviation"].push_back(t.deviation);
        return t.mean;
      };
      std::vector<double> sum(heads->heads.size());
      for (const auto& of_species : coordination) {
        for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += of_species[k];
      }
      const double simulated = std::accumulate(row.coordination.begin(), row.coordination.end(), 0.0);
      const double predicted = append(SolvationNumber::total, simulated, sum);
      const std::lock_guard lock(scores);
      total.add(simulated, predicted);
      for (std::size_t s = 0; s < species; ++s) {
        const double c = append(SolvationNumber::coordination, row.coordination[s], coordination[s]);
        fraction.add(row.coordination[s] / simulated, c / predicted);
        free.add(row.free[s], append(SolvationNumber::free, row.free[s], free_share[s]));
      }
      ordered_json one = {{"row", r}, {"known", on_known_ground(ground, *data, row)}};
      for (int k = 0; k < kSolvationNumbers; ++k) one[kSolvationNames[k]] = numbers[k];
      rows.push_back(one);
    }
    folds[static_cast<std::size_t>(i)] = {{"name", split.name}, {"rows", rows}};
  });
  for (const Status& s : status) {
    if (!s) return s;
  }
  std::printf(
      "%s, %s rows: fractions R² %.4f, RMSE %.4f; total R² %.4f, RMSE %.3f; free R² %.4f, RMSE %.4f\n",
      protocol.c_str(), on.c_str(), fraction.r_squared(), fraction.rmse(), total.r_squared(), total.rmse(),
      free.r_squared(), free.rmse());
  return write_file(out, ordered_json({{"protocol", protocol}, {"on", on}, {"folds", folds}}).dump() + "\n");
}

}  // namespace mixgrad::train
