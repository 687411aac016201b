#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "train/commands.h"
#include "train/files.h"
#include "train/held_out.h"
#include "train/jobs.h"
#include "train/parameter_file.h"
#include "train/settings.h"

namespace mixgrad::train {
namespace {

constexpr int kProgressEpochs = 10;

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

}  // namespace

Status evaluate(const Arguments& arguments) {
  const auto threads = arguments.whole_number(
      "threads", 1, 1024, static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 1024u)));
  if (!threads) return threads.error();
  const auto data = read_conductivity_data(arguments.text("data"));
  if (!data) return data.error();
  const auto settings = read_settings(arguments.text("settings"), arguments.all("set"));
  if (!settings) return settings.error();
  ProtocolResults results{arguments.text("protocol"), settings->law, {}, {}};
  const auto splits = read_splits(arguments.text("splits"), results.protocol, data->rows());
  if (!splits) return splits.error();
  const std::string out = arguments.text("out"), work = arguments.text("work");
  if (const Status writable = check_writable(out); !writable) return writable;
  const std::string form = results.law ? "law" : settings->conductivity.plain_states ? "plain" : "law-free";
  const std::string variant = results.protocol + "-" + form + "-";
  const auto checkpoint_of = [&](int fold) {
    return work.empty() ? "" : work + "/" + variant + std::to_string(fold) + ".checkpoint";
  };
  if (!work.empty()) {
    if (const Status writable = check_writable(checkpoint_of(0)); !writable) return writable;
  }

  std::optional<ParameterSet<float>> start;
  if (const std::string path = arguments.text("start"); !path.empty()) {
    auto read = read_parameters(path);
    if (!read) return read.error();
    start = std::move(*read);
  }

  Console console;
  results.rows.resize(splits->size());
  std::vector<Status> status(splits->size());
  std::atomic<bool> failed = false;
  run_jobs(static_cast<int>(splits->size()), *threads, [&](int i) {
    if (failed) return;
    const auto fold = static_cast<std::size_t>(i);
    const Split& split = (*splits)[fold];
    const auto progress = [&](int epoch, double loss, double error) {
      if (epoch % kProgressEpochs == 0)
        console.print("%-34s epoch %4d/%d  loss %.5f  validation %.4f\n", split.name.c_str(), epoch,
                      settings->epochs, loss, error);
    };
    const auto note = [&](const std::string& line) { console.print("%s\n", line.c_str()); };
    const auto trained =
        train_network(*data, split, *settings, checkpoint_of(i), progress, note, start ? &*start : nullptr);
    const auto rows = trained ? held_out_rows(trained->network, *data, split, i)
                              : Result<std::vector<HeldOutRow>>(trained.error());
    if (!rows) {
      status[fold] = rows.error();
      failed = true;
      return;
    }
    results.rows[fold] = *rows;
    const Figures f = figures_of(*rows);
    console.print(
        "%-34s done: best epoch %d of %d (%d steps skipped), validation %.4f; test n %d, MAE %.3f mS/cm, "
        "median %.1f %%, log %.3f\n",
        split.name.c_str(), trained->best_epoch, trained->epochs, trained->skipped_steps,
        trained->validation_loss, f.rows, f.mean_absolute_error_mS_per_cm, 100 * f.median_relative_error,
        f.mean_absolute_log_error);
  });
  for (const Status& s : status) {
    if (!s) return s;
  }

  for (const Split& split : *splits) results.folds.push_back(split.name);
  const Figures all = figures_of(results.pooled());
  console.print("%s, %s: MAE %.4f mS/cm, median relative %.4f, R² %.4f, log %.4f\n", results.protocol.c_str(),
                form.c_str(), all.mean_absolute_error_mS_per_cm, all.median_relative_error, all.r_squared,
                all.mean_absolute_log_error);
  return write_results(out, results);
}

}  // namespace mixgrad::train
