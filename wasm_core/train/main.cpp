// mixgrad_train: trains and evaluates the model. `scripts/train` is the way to call it.
//
//   evaluate   cross-validates one protocol with one variant, writes its figures and held-out rows
//   calibrate  fits the 90 % interval to held-out rows, measures its coverage
//   ship       trains on all rows and writes the model file
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>

#include "model/weights.h"
#include "train/calibrate.h"
#include "train/evaluation.h"
#include "train/jobs.h"
#include "train/settings.h"

namespace {

using namespace mixgrad;
using namespace mixgrad::train;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr int kProgressEpochs = 10;

/// `--name value` pairs of the command line; `--set key=value` and `--rows file` may come several times.
struct Arguments {
  std::map<std::string, std::vector<std::string>> values;

  std::string get(const std::string& name, const std::string& fallback = "") const {
    const auto found = values.find(name);
    return found == values.end() ? fallback : found->second.back();
  }
  std::vector<std::string> all(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::vector<std::string>{} : found->second;
  }
  int threads() const {
    const std::string text = get("threads");
    return text.empty() ? static_cast<int>(std::max(1u, std::thread::hardware_concurrency()))
                        : std::max(1, std::atoi(text.c_str()));
  }
};

int fail(const Error& error) {
  std::fprintf(stderr, "mixgrad_train: %s: %s\n", error.field.c_str(), error.message.c_str());
  return 1;
}

int write(const std::string& path, const ordered_json& content) {
  std::ofstream file(path);
  file << content.dump(1) << "\n";
  return file.flush() ? 0 : fail({"bad_value", path, "cannot be written"});
}

ordered_json to_json(const Figures& f) {
  return {{"rows", f.rows},
          {"mean_absolute_error_mS_per_cm", f.mean_absolute_error_mS_per_cm},
          {"root_mean_square_error_mS_per_cm", f.root_mean_square_error_mS_per_cm},
          {"r_squared", f.r_squared},
          {"median_relative_error", f.median_relative_error},
          {"mean_absolute_log_error", f.mean_absolute_log_error}};
}

std::vector<HeldOutRow> held_out(const Architecture<float>& network, const ConductivityData& data,
                                 const Split& split, int fold, bool law) {
  std::vector<int> seen = split.train;
  seen.insert(seen.end(), split.validation.begin(), split.validation.end());
  const KnownGround ground = known_ground_of(data, seen);
  const std::vector<float> y = predict_rows(network, data, split.test, law);
  const std::size_t heads = network.heads.size();
  std::vector<HeldOutRow> out;
  for (std::size_t i = 0; i < split.test.size(); ++i) {
    const float* head = y.data() + i * heads;
    double mean = 0, variance = 0;
    for (std::size_t k = 0; k < heads; ++k) mean += head[k] / static_cast<double>(heads);
    for (std::size_t k = 0; k < heads; ++k)
      variance += (head[k] - mean) * (head[k] - mean) / static_cast<double>(heads);
    out.push_back({split.test[i], fold, data.log_conductivity[static_cast<std::size_t>(split.test[i])], mean,
                   std::sqrt(variance), on_known_ground(ground, data, split.test[i])});
  }
  return out;
}

/// One line of progress at a time, whatever thread it comes from.
class Console {
 public:
  template <class... Values>
  void print(const char* format, Values... values) {
    const std::lock_guard lock(mutex_);
    std::printf(format, values...);
    std::fflush(stdout);
  }

 private:
  std::mutex mutex_;
};

int evaluate(const Arguments& a) {
  const auto data = read_conductivity_data(a.get("data"));
  if (!data) return fail(data.error());
  const auto settings = read_settings(a.get("settings"), a.all("set"));
  if (!settings) return fail(settings.error());
  const std::string protocol = a.get("protocol");
  const auto splits = read_splits(a.get("splits"), protocol, data->rows());
  if (!splits) return fail(splits.error());
  const std::string work = a.get("work");

  Console console;
  std::vector<std::vector<HeldOutRow>> rows(splits->size());
  run_jobs(static_cast<int>(splits->size()), a.threads(), [&](int i) {
    const Split& split = (*splits)[static_cast<std::size_t>(i)];
    const std::string checkpoint = work.empty()
                                       ? ""
                                       : work + "/" + protocol + (settings->law ? "-law-" : "-law-free-") +
                                             std::to_string(i) + ".checkpoint";
    const TrainedNetwork trained =
        train_network(*data, split, *settings, checkpoint, [&](int epoch, double loss, double error) {
          if (epoch % kProgressEpochs == 0)
            console.print("%-34s epoch %4d/%d  loss %.5f  validation %.4f\n", split.name.c_str(), epoch,
                          settings->epochs, loss, error);
        });
    rows[static_cast<std::size_t>(i)] = held_out(trained.network, *data, split, i, settings->law);
    const Figures f = figures_of(rows[static_cast<std::size_t>(i)]);
    console.print(
        "%-34s done: best epoch %d of %d, validation %.4f; test n %d, MAE %.3f mS/cm, median %.1f %%, log "
        "%.3f\n",
        split.name.c_str(), trained.best_epoch, trained.epochs, trained.validation_loss, f.rows,
        f.mean_absolute_error_mS_per_cm, 100 * f.median_relative_error, f.mean_absolute_log_error);
  });

  std::vector<HeldOutRow> pooled;
  ordered_json folds = ordered_json::array(), table = ordered_json::array();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    pooled.insert(pooled.end(), rows[i].begin(), rows[i].end());
    ordered_json fold = {{"name", (*splits)[i].name}};
    fold.update(to_json(figures_of(rows[i])));
    folds.push_back(fold);
  }
  for (const HeldOutRow& r : pooled)
    table.push_back({r.row, r.fold, r.log_measured, r.log_mean, r.log_deviation, r.known_ground});
  const Figures all = figures_of(pooled);
  console.print("%s, %s: MAE %.4f mS/cm, median relative %.4f, R² %.4f, log %.4f\n", protocol.c_str(),
                settings->law ? "law" : "law-free", all.mean_absolute_error_mS_per_cm,
                all.median_relative_error, all.r_squared, all.mean_absolute_log_error);
  return a.get("out").empty() ? 0
                              : write(a.get("out"), {{"protocol", protocol},
                                                     {"law", settings->law},
                                                     {"pooled", to_json(all)},
                                                     {"folds", folds},
                                                     {"rows", table}});
}

Result<json> read_json(const std::string& path) {
  std::ifstream file(path);
  json content = json::parse(file, nullptr, false);
  if (!content.is_object()) return Error{"bad_value", path, "is not a JSON file"};
  return content;
}

int calibrate(const Arguments& a) {
  std::vector<ProtocolRows> protocols;
  for (const std::string& path : a.all("rows")) {
    const auto file = read_json(path);
    if (!file) return fail(file.error());
    ProtocolRows p{file->value("protocol", ""), {}};
    for (const json& r : file->value("rows", json::array()))
      p.rows.push_back({r[0], r[1], r[2], r[3], r[4], r[5]});
    if (p.rows.empty()) return fail({"bad_value", path, "holds no rows"});
    protocols.push_back(std::move(p));
  }
  const Calibration c = fit_calibration(protocols);
  ordered_json coverage = ordered_json::array();
  for (const Coverage& row : measure_coverage(protocols)) {
    coverage.push_back({{"protocol", row.protocol},
                        {"state", row.state},
                        {"rows", row.rows},
                        {"share_inside_90", row.share_inside},
                        {"median_half_width_log", row.median_half_width}});
    std::printf("%-20s %-13s n %5d  inside %.3f  median half-width %.3f\n", row.protocol.c_str(),
                row.state.c_str(), row.rows, row.share_inside, row.median_half_width);
  }
  const auto terms = [](const Calibration::Terms& t) {
    return ordered_json{{"quantile", t.quantile}, {"noise", t.noise}};
  };
  return write(
      a.get("out"),
      {{"known_ground", terms(c.known_ground)}, {"elsewhere", terms(c.elsewhere)}, {"coverage", coverage}});
}

int ship(const Arguments& a) {
  const auto data = read_conductivity_data(a.get("data"));
  if (!data) return fail(data.error());
  const auto settings = read_settings(a.get("settings"), a.all("set"));
  if (!settings) return fail(settings.error());
  const auto calibration = read_json(a.get("calibration"));
  if (!calibration) return fail(calibration.error());

  // One row in twenty tells when to stop; all others train.
  Split split{"ship", {}, {}, {}};
  std::vector<int> order(static_cast<std::size_t>(data->rows()));
  for (int r = 0; r < data->rows(); ++r) order[static_cast<std::size_t>(r)] = r;
  Random random(settings->seed);
  random.shuffle(order);
  for (std::size_t i = 0; i < order.size(); ++i)
    (i % 20 == 0 ? split.validation : split.train).push_back(order[i]);
  const std::string checkpoint = a.get("work").empty() ? "" : a.get("work") + "/ship.checkpoint";
  TrainedNetwork trained =
      train_network(*data, split, *settings, checkpoint, [&](int epoch, double loss, double error) {
        if (epoch % kProgressEpochs != 0) return;
        std::printf("ship  epoch %4d/%d  loss %.5f  validation %.4f\n", epoch, settings->epochs, loss, error);
        std::fflush(stdout);
      });

  const auto terms = [&](const char* name) {
    const json part = calibration->value(name, json::object());
    return Calibration::Terms{part.value("quantile", 0.0), part.value("noise", 0.0)};
  };
  ModelFile model{a.get("version", "0.1.0"),
                  a.get("revision", "unknown"),
                  std::move(trained.network),
                  {terms("known_ground"), terms("elsewhere")},
                  known_ground_of(*data, order),
                  {{"CALiSol-23", "10.1038/s41597-024-03575-8", "CC BY 4.0", data->rows()}}};
  const std::vector<std::byte> bytes = write_model_file(model);
  if (bytes.empty()) return fail({"bad_value", "weights", "the trained weights are not finite"});
  std::ofstream file(a.get("out"), std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) return fail({"bad_value", a.get("out"), "cannot be written"});
  std::printf("%s: %zu bytes, %zu weights, best epoch %d, validation %.4f\n", a.get("out").c_str(),
              bytes.size(), model.network.parameters.count(), trained.best_epoch, trained.validation_loss);
  return 0;
}

constexpr const char* kUsage =
    "mixgrad_train evaluate  --data D.jsonl --splits S.json --protocol P --settings T.json --out O.json\n"
    "mixgrad_train calibrate --rows O.json [--rows O2.json …] --out C.json\n"
    "mixgrad_train ship      --data D.jsonl --settings T.json --calibration C.json --out W.safetensors "
    "[--version V] [--revision R]\n"
    "Also: --threads N, --set key=value (a training setting), --work FOLDER (checkpoints; a run that was cut "
    "off goes on).\n";

}  // namespace

int main(int argc, char** argv) {
  static const std::set<std::string> known = {"data",     "splits",  "protocol",    "settings",
                                              "out",      "rows",    "calibration", "version",
                                              "revision", "threads", "set",         "work"};
  Arguments a;
  bool good = argc >= 2 && argc % 2 == 0;
  for (int i = 2; good && i < argc; i += 2) {
    good = std::strncmp(argv[i], "--", 2) == 0 && known.count(argv[i] + 2);
    if (good) a.values[argv[i] + 2].push_back(argv[i + 1]);
  }
  const std::string command = argc >= 2 ? argv[1] : "";
  if (good && command == "evaluate") return evaluate(a);
  if (good && command == "calibrate") return calibrate(a);
  if (good && command == "ship") return ship(a);
  std::fputs(kUsage, stderr);
  return 2;
}
