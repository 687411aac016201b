#include <cstdio>
#include <numeric>

#include "model/weights.h"
#include "random.h"
#include "train/calibration_file.h"
#include "train/commands.h"
#include "train/files.h"
#include "train/settings.h"

namespace mixgrad::train {
namespace {

constexpr int kProgressEpochs = 10;
constexpr int kValidateOneIn = 20;

/// One row in twenty tells when to stop; all others train.
Split split_of(int rows, std::uint64_t seed) {
  Split split{"ship", {}, {}, {}};
  std::vector<int> order(static_cast<std::size_t>(rows));
  std::iota(order.begin(), order.end(), 0);
  Random random(seed);
  random.shuffle(order);
  for (std::size_t i = 0; i < order.size(); ++i)
    (i % kValidateOneIn == 0 ? split.validation : split.train).push_back(order[i]);
  return split;
}

}  // namespace

Status ship(const Arguments& arguments) {
  const auto data = read_conductivity_data(arguments.text("data"));
  if (!data) return data.error();
  if (data->rows() < 2)
    return Error{"bad_data", "data",
                 "holds one row; there should be one to train on and one to validate with"};
  const auto settings = read_settings(arguments.text("settings"), arguments.all("set"));
  if (!settings) return settings.error();
  const auto calibration = read_calibration(arguments.text("calibration"));
  if (!calibration) return calibration.error();
  const std::string out = arguments.text("out"), work = arguments.text("work");
  const std::string checkpoint = work.empty() ? "" : work + "/ship.checkpoint";
  if (const Status writable = check_writable(out); !writable) return writable;
  if (!work.empty()) {
    if (const Status writable = check_writable(checkpoint); !writable) return writable;
  }

  const auto progress = [&](int epoch, double loss, double error) {
    if (epoch % kProgressEpochs != 0) return;
    std::printf("ship  epoch %4d/%d  loss %.5f  validation %.4f\n", epoch, settings->epochs, loss, error);
    std::fflush(stdout);
  };
  const auto note = [](const std::string& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
  };
  auto trained =
      train_network(*data, split_of(data->rows(), settings->seed), *settings, checkpoint, progress, note);
  if (!trained) return trained.error();

  std::vector<int> every_row(static_cast<std::size_t>(data->rows()));
  std::iota(every_row.begin(), every_row.end(), 0);
  const ModelFile model{arguments.text("version", "0.1.0"),
                        arguments.text("revision", "unknown"),
                        std::move(trained->network),
                        *calibration,
                        known_ground_of(*data, every_row),
                        {{"CALiSol-23", "10.1038/s41597-024-03575-8", "CC BY 4.0", data->rows()}}};
  const auto bytes = write_model_file(model);
  if (!bytes) return bytes.error();
  if (const Status written = write_file(out, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
      !written)
    return written;
  std::printf("%s: %zu bytes, %zu weights, best epoch %d (%d steps skipped), validation %.4f\n", out.c_str(),
              bytes->size(), model.network.parameters.count(), trained->best_epoch, trained->skipped_steps,
              trained->validation_loss);
  return {};
}

}  // namespace mixgrad::train
