#include <cstdio>
#include <numeric>

#include "model/weights.h"
#include "train/calibration_file.h"
#include "train/commands.h"
#include "train/files.h"
#include "train/parameter_file.h"
#include "train/settings.h"

namespace mixgrad::train {
namespace {

constexpr int kProgressEpochs = 10;
constexpr int kValidateOneIn = 20;

/// Of the data sets that scripts/mixture-data reads, by its names for them.
struct Dataset {
  const char *key, *name, *url, *licence;
};
constexpr Dataset kDatasets[] = {
    {"excess-properties", "Excess enthalpies and volumes", "https://doi.org/10.5281/zenodo.19825669",
     "Apache-2.0"},
    {"thermoml", "ThermoML archive (thermoml-equilibration)",
     "https://github.com/lilyminium/thermoml-equilibration", "MIT"},
    {"idac", "Activity coefficients at infinite dilution, Brouwer et al.",
     "https://github.com/edgarsmdn/GH-GNN", "MIT"},
    {"viscosity", "Viscosities, Bilodeau et al.", "https://github.com/chemcognition-lab/chemixhub", "MIT"},
};

std::vector<TrainingData> training_data_of(const ConductivityData& electrolytes, const MixtureData& liquids) {
  std::vector<TrainingData> out{
      {"CALiSol-23", "https://doi.org/10.1038/s41597-024-03575-8", "CC BY 4.0", electrolytes.rows()}};
  for (const Dataset& dataset : kDatasets) {
    const auto found = liquids.rows_of_dataset.find(dataset.key);
    if (found != liquids.rows_of_dataset.end())
      out.push_back({dataset.name, dataset.url, dataset.licence, found->second});
  }
  return out;
}

}  // namespace

Status ship(const Arguments& arguments) {
  const auto data = read_conductivity_data(arguments.text("data"));
  if (!data) return data.error();
  if (data->rows() < 2)
    return Error{"bad_data", "data",
                 "holds one row; there should be one to train on and one to validate with"};
  auto settings = read_settings(arguments.text("settings"), arguments.all("set"));
  if (!settings) return settings.error();
  if (settings->conductivity.dense_law)
    return Error{"bad_value", "dense_law", "the law for dense tables is not shipped; it should be false"};
  settings->shape.molecular = MolecularHeads::laws;
  const auto mixtures = read_mixture_data(arguments.text("mixtures"));
  if (!mixtures) return mixtures.error();
  const auto start = read_parameters(arguments.text("start"));
  if (!start) return start.error();
  const auto calibration = read_calibrations(arguments.text("calibration"));
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
  auto trained = train_network(*data, one_in(kValidateOneIn, data->rows(), settings->seed), *settings,
                               checkpoint, progress, note, &*start);
  if (!trained) return trained.error();

  std::vector<int> every_row(static_cast<std::size_t>(data->rows()));
  std::iota(every_row.begin(), every_row.end(), 0);
  std::vector<int> every_row_of_mixtures(mixtures->rows.size());
  std::iota(every_row_of_mixtures.begin(), every_row_of_mixtures.end(), 0);
  const ModelFile model{
      arguments.text("version", "0.1.0"), arguments.text("revision", "unknown"),
      std::move(trained->network),        *calibration,
      known_ground_of(*data, every_row),  liquid_ground_of(*mixtures, every_row_of_mixtures),
      training_data_of(*data, *mixtures)};
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
