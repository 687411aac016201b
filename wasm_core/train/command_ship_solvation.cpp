#include <cstdio>
#include <numeric>

#include "model/weights.h"
#include "train/calibration_file.h"
#include "train/commands.h"
#include "train/files.h"
#include "train/solvation_results.h"
#include "train/solvation_task.h"

namespace mixgrad::train {
namespace {

/// The same model with heads for solvation, all else as it is, bit by bit.
ModelFile with_solvation(ModelFile model, const SolvationHeads& heads, int width) {
  ArchitectureShape shape = model.network.shape;
  shape.solvation_width = width;
  Architecture<float> network(shape);
  const auto take = [&](const ParameterSet<float>& from) {
    for (auto& p : network.parameters.all) {
      for (const auto& q : from.all) {
        if (q.name == p.name) p.value = q.value;
      }
    }
  };
  take(model.network.parameters);
  take(heads.parameters);
  network.parameters.refresh_transposed();
  model.network = std::move(network);
  return model;
}

}  // namespace

Status ship_solvation(const Arguments& arguments) {
  const auto bytes = read_file(arguments.text("model"));
  if (!bytes) return bytes.error();
  auto model = read_model_file(std::as_bytes(std::span(*bytes)));
  if (!model) return model.error();
  const auto data = read_solvation_data(arguments.text("data"));
  if (!data) return data.error();
  const std::string out = arguments.text("out"), report = arguments.text("calibration");
  for (const std::string& path : {out, report}) {
    if (const Status writable = check_writable(path); !writable) return writable;
  }

  std::vector<CalibratedProperty> calibrated;
  for (int k = 0; k < kSolvationNumbers; ++k) {
    std::vector<ProtocolRows> protocols;
    for (const std::string& path : arguments.all("rows")) {
      const auto rows = read_solvation_rows(path, static_cast<SolvationNumber>(k));
      if (!rows) return rows.error();
      protocols.push_back(*rows);
    }
    const auto calibration = fit_calibration(protocols);
    if (!calibration) return calibration.error();
    const auto coverage = measure_coverage(protocols);
    if (!coverage) return coverage.error();
    model->calibration.solvation[static_cast<std::size_t>(k)] = *calibration;
    calibrated.push_back({kSolvationNames[k], *calibration, *coverage});
  }
  if (const Status written = write_calibrations(report, calibrated); !written) return written;

  SolvationSettings settings;
  settings.heads = model->network.shape.heads;
  std::vector<int> every_row(data->rows.size());
  std::iota(every_row.begin(), every_row.end(), 0);
  const auto heads = train_solvation(*data, embed(model->network, *data), every_row, settings);
  if (!heads) return heads.error();
  ModelFile shipped = with_solvation(std::move(*model), *heads, settings.width);
  shipped.solvation_ground = solvation_ground_of(*data, every_row);
  const TrainingData used[] = {
      {"Li+ solvation from molecular dynamics, Zhao et al.", "https://github.com/BattModels/IsingElectrolyte",
       "MIT", static_cast<int>(data->rows.size())},
      {"ComBat database", "https://github.com/rashatwi/combat", "CC BY 4.0",
       static_cast<int>(data->competitions.size())}};
  for (const TrainingData& source : used) {
    std::erase_if(shipped.training_data,
                  [&](const TrainingData& known) { return known.name == source.name; });
    if (source.rows > 0) shipped.training_data.push_back(source);
  }
  const auto file = write_model_file(shipped);
  if (!file) return file.error();
  std::printf("%s: %zu bytes, %zu weights\n", out.c_str(), file->size(), shipped.network.parameters.count());
  return write_file(out, {reinterpret_cast<const char*>(file->data()), file->size()});
}

}  // namespace mixgrad::train
