#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

#include "design/maximise.h"
#include "train/commands.h"
#include "train/conductivity_task.h"
#include "train/files.h"
#include "train/settings.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

constexpr int kProgressEpochs = 10;
constexpr int kValidateOneIn = 20;
constexpr double kNear = 0.02;  // of the end, in every mole fraction

/// One salt at one molality and temperature, in systems of solvents, each begun at the same mole fractions.
struct Study {
  std::int32_t salt = 0;
  double molality_mol_per_kg = 0, temperature_K = 0;
  std::vector<std::vector<std::int32_t>> systems;  // molecule indices
  std::vector<std::vector<double>> starts;         // of all solvents but the last, which is the rest
};

/// κ of a trained network over the mole fractions of a system's solvents.
class NetworkConductivity final : public design::Objective {
 public:
  NetworkConductivity(const Architecture<float>& network, const ConductivityData& data, const Study& study,
                      const std::vector<std::int32_t>& solvents)
      : network_(network), data_(data), study_(study), solvents_(solvents) {}

  int dimension() const override { return static_cast<int>(solvents_.size()); }

  void evaluate(const double* points, int count, double* value, double* gradient) override {
    ConductivityBatch batch;
    batch.rows = count;
    for (int i = 0; i < count; ++i) {
      batch.component.insert(batch.component.end(), solvents_.begin(), solvents_.end());
      batch.component_row.insert(batch.component_row.end(), solvents_.size(), i);
      batch.salt.push_back(study_.salt);
      batch.state.push_back(static_cast<float>(study_.molality_mol_per_kg));
      batch.state.push_back(static_cast<float>(study_.temperature_K));
    }
    batch.mole_fraction.assign(points, points + batch.component.size());
    const CompositionGradient found = composition_gradient(network_, data_, batch);
    std::copy(found.conductivity_mS_per_cm.begin(), found.conductivity_mS_per_cm.end(), value);
    std::copy(found.by_mole_fraction.begin(), found.by_mole_fraction.end(), gradient);
  }

 private:
  const Architecture<float>& network_;
  const ConductivityData& data_;
  const Study& study_;
  const std::vector<std::int32_t>& solvents_;
};

/// The place of a JSON string among ids; −1 where it is none of them.
std::int32_t index_of(const json& id, const std::vector<std::string>& ids) {
  const auto found = id.is_string() ? std::find(ids.begin(), ids.end(), id.get<std::string>()) : ids.end();
  return found == ids.end() ? -1 : static_cast<std::int32_t>(found - ids.begin());
}

Result<Study> read_study(const std::string& path, const ConductivityData& data) {
  const auto content = read_json_object(path);
  if (!content) return content.error();
  const auto wrong = [&](const std::string& message) { return Error{"bad_file", path, message}; };
  for (const char* number : {"molality_mol_per_kg", "temperature_K"}) {
    if (!content->contains(number) || !content->at(number).is_number())
      return wrong("lacks the number " + std::string(number));
  }
  for (const char* list : {"systems", "starts"}) {
    if (!content->contains(list) || !content->at(list).is_array() || content->at(list).empty())
      return wrong("lacks the list " + std::string(list));
  }
  Study study;
  study.salt = index_of(content->value("salt", json()), data.salt_ids);
  if (study.salt < 0) return wrong("'salt' should be a salt of the rows");
  study.molality_mol_per_kg = content->at("molality_mol_per_kg").get<double>();
  study.temperature_K = content->at("temperature_K").get<double>();
  std::size_t size = 0;
  for (const json& ids : content->at("systems")) {
    study.systems.emplace_back();
    for (const json& id : ids) {
      study.systems.back().push_back(index_of(id, data.molecule_ids));
      if (study.systems.back().back() < 0) return wrong(id.dump() + " is no solvent of the rows");
    }
    if (size != 0 && size != ids.size()) return wrong("the systems should be of one size");
    size = ids.size();
  }
  for (const json& start : content->at("starts")) {
    study.starts.emplace_back();
    for (const json& x : start) {
      if (!x.is_number()) return wrong("a start should be a list of mole fractions");
      study.starts.back().push_back(x.get<double>());
    }
    if (study.starts.back().size() + 1 != size)
      return wrong("a start should give the mole fractions of all solvents but the last");
  }
  return study;
}

/// Where the path comes near its end to stay.
int steps_to_the_end(const design::DesignRun& run) {
  const std::size_t n = run.point.size(), steps = run.trace_values.size();
  std::size_t step = steps;
  const auto near = [&](std::size_t s) {
    for (std::size_t i = 0; i < n; ++i) {
      if (std::abs(run.trace_points[s * n + i] - run.point[i]) > kNear) return false;
    }
    return true;
  };
  while (step > 0 && near(step - 1)) --step;
  return static_cast<int>(step);
}

}  // namespace

Status ascend(const Arguments& arguments) {
  const auto data = read_conductivity_data(arguments.text("data"));
  if (!data) return data.error();
  const auto settings = read_settings(arguments.text("settings"), arguments.all("set"));
  if (!settings) return settings.error();
  if (!settings->law) return Error{"bad_value", "law", "only the law has an ascent; it should be true"};
  const auto study = read_study(arguments.text("study"), *data);
  if (!study) return study.error();
  const std::string out = arguments.text("out");
  if (const Status writable = check_writable(out); !writable) return writable;

  const auto progress = [&](int epoch, double loss, double error) {
    if (epoch % kProgressEpochs != 0) return;
    std::printf("ascend  epoch %4d/%d  loss %.5f  validation %.4f\n", epoch, settings->epochs, loss, error);
    std::fflush(stdout);
  };
  const auto trained =
      train_network(*data, one_in(kValidateOneIn, data->rows(), settings->seed), *settings, "", progress, {});
  if (!trained) return trained.error();

  json systems = json::array();
  for (const auto& solvents : study->systems) {
    const std::size_t n = solvents.size();
    json ids = json::array(), ascents = json::array();
    for (const std::int32_t solvent : solvents)
      ids.push_back(data->molecule_ids[static_cast<std::size_t>(solvent)]);
    design::Polytope simplex{std::vector<double>(n, 0), std::vector<double>(n, 1), {}};
    simplex.sums.emplace_back();
    for (std::size_t i = 0; i < n; ++i) simplex.sums[0].variables.push_back(static_cast<int>(i));
    for (std::vector<double> start : study->starts) {
      double rest = 1;
      for (const double x : start) rest -= x;
      start.push_back(std::max(0.0, rest));
      NetworkConductivity conductivity(trained->network, *data, *study, solvents);
      design::Options options;
      options.starts = 1;
      const auto run = design::maximise(conductivity, simplex, start, options);
      if (!run) return run.error();
      ascents.push_back({{"start", start},
                         {"end", run->point},
                         {"before_mS_per_cm", run->trace_values.front()},
                         {"after_mS_per_cm", run->value},
                         {"converged", run->converged},
                         {"steps", run->iterations},
                         {"steps_to_the_end", steps_to_the_end(*run)}});
    }
    systems.push_back({{"solvents", ids}, {"ascents", ascents}});
  }
  const json report{{"validation_error", trained->validation_loss}, {"near", kNear}, {"systems", systems}};
  return write_file(out, report.dump() + "\n");
}

}  // namespace mixgrad::train
