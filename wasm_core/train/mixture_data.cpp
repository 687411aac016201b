#include "train/mixture_data.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "model/calibration.h"
#include "train/files.h"
#include "train/settings.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

const MeasuredFacts kFacts[kMeasured] = {
    {"density", "density_g_per_cm3", 0.01},
    {"excess_volume", "excess_volume_cm3_per_mol", 0.15},
    {"excess_enthalpy", "excess_enthalpy_J_per_mol", 300},
    {"log_gamma_infinite", "log_gamma_infinite", 0.5},
    {"viscosity", "log_viscosity_mPa_s", 0.15},
};

/// Gives molecules and systems their indices, in order of first appearance.
class Index {
 public:
  Index(MixtureData& data, const json& graphs) : data_(data), graphs_(graphs) {}

  Result<int> molecule(const std::string& smiles) {
    const auto [entry, is_new] = molecules_.try_emplace(smiles, static_cast<int>(data_.molecules.size()));
    if (!is_new) return entry->second;
    const auto found = graphs_.find(smiles);
    if (found == graphs_.end())
      return Error{"bad_data", "components", "'" + smiles + "' is not in molecules.json"};
    const auto graph = graph_from_commonchem(found->dump());
    if (!graph) return graph.error();
    const auto features = features_of(*graph);
    if (!features) return features.error();
    data_.molecules.push_back(smiles);
    data_.features.push_back(*features);
    data_.molar_mass_g_per_mol.push_back(molar_mass_g_per_mol(*graph));
    data_.volume_estimate_cm3_per_mol.push_back(estimated_molar_volume_cm3_per_mol(*graph));
    return entry->second;
  }

  int system(int first, int second) {
    const auto [entry, is_new] =
        systems_.try_emplace({first, second}, static_cast<int>(data_.systems.size()));
    if (is_new) data_.systems.push_back({first, second});
    return entry->second;
  }

 private:
  MixtureData& data_;
  const json& graphs_;
  std::map<std::string, int> molecules_;
  std::map<std::pair<int, int>, int> systems_;
};

Status append_row(const json& row, Measured property, MixtureData& data, Index& index) {
  const std::string field = facts_of(property).field;
  for (const auto& [key, value] : row.items()) {
    static const std::set<std::string> known = {
        "source", "dataset", "components", "mole_fractions", "temperature_K", "pressure_kPa", "derived"};
    if (!known.count(key) && key != field)
      return Error{"bad_data", key, "'" + key + "' is not a field of this measurement"};
  }
  const auto number = [&](const json& found, const std::string& name, double low) -> Result<double> {
    if (found.is_number() && found.get<double>() > low) return found.get<double>();
    return Error{"bad_data", name, "'" + name + "' should be a number above " + json(low).dump()};
  };
  const auto member = [&](const std::string& name) { return row.contains(name) ? row[name] : json(); };
  const json components = member("components"), fractions = member("mole_fractions");
  if (!components.is_array() || components.empty() || components.size() > 2)
    return Error{"bad_data", "components", "should be one or two SMILES"};
  if (!fractions.is_array() || fractions.size() != components.size())
    return Error{"bad_data", "mole_fractions", "should be one for each component"};
  const bool positive = property == Measured::molar_volume;
  const auto value = number(member(field), field, positive ? 0 : -1e9);
  if (!value) return value.error();
  const auto temperature = number(member("temperature_K"), "temperature_K", 100);  // less was meant in °C
  if (!temperature) return temperature.error();

  int molecule[2] = {-1, -1};
  double x[2] = {0, 0};
  for (std::size_t i = 0; i < components.size(); ++i) {
    if (!components[i].is_string()) return Error{"bad_data", "components", "should be SMILES"};
    const auto found = index.molecule(components[i].get<std::string>());
    if (!found) return found.error();
    molecule[i] = *found;
    const auto fraction = number(fractions[i], "mole_fractions", -1e-12);
    if (!fraction) return fraction.error();
    x[i] = *fraction;
  }
  if (std::abs(x[0] + x[1] - 1) > 1e-3) return Error{"bad_data", "mole_fractions", "should sum to 1"};
  const bool pair = components.size() == 2;
  const bool pure_is_meant = property == Measured::molar_volume || property == Measured::log_viscosity;
  if (!pair && !pure_is_meant) return Error{"bad_data", "components", "should be two SMILES"};
  if (pair && molecule[0] == molecule[1])
    return Error{"bad_data", "components", "should be two different molecules"};
  const bool dilute = x[0] == 0 || x[1] == 0;
  if (property == Measured::log_gamma && !dilute)
    return Error{"bad_data", "mole_fractions", "should be 0 for the solute: it is at infinite dilution"};
  if (pair && molecule[1] < molecule[0]) std::swap(molecule[0], molecule[1]), std::swap(x[0], x[1]);
  double y = *value;
  if (property == Measured::molar_volume) {
    double mass = 0;
    for (std::size_t i = 0; i < components.size(); ++i)
      mass += x[i] * data.molar_mass_g_per_mol[static_cast<std::size_t>(molecule[i])];
    y = mass / y;
  }
  const json dataset = member("dataset");
  if (!dataset.is_string()) return Error{"bad_data", "dataset", "should be the name of the row's data set"};
  ++data.rows_of_dataset[dataset.get<std::string>()];
  data.rows.push_back({property, index.system(molecule[0], molecule[1]), x[0], *temperature, y});
  return {};
}

}  // namespace

const MeasuredFacts& facts_of(Measured property) { return kFacts[static_cast<std::size_t>(property)]; }

double extent_of(const MixtureRow& row) {
  const bool vanishes = row.property == Measured::excess_volume || row.property == Measured::excess_enthalpy;
  return vanishes ? mixing_extent(row.mole_fraction, 1 - row.mole_fraction) : 1;
}

LiquidGround liquid_ground_of(const MixtureData& data, const std::vector<int>& rows) {
  LiquidGround ground;
  for (const int r : rows) {
    const MixtureRow& row = data.rows[static_cast<std::size_t>(r)];
    const MixtureSystem& system = data.systems[static_cast<std::size_t>(row.system)];
    std::vector<std::string> smiles{data.molecules[static_cast<std::size_t>(system.first)]};
    if (system.second >= 0) smiles.push_back(data.molecules[static_cast<std::size_t>(system.second)]);
    ground.include(row.property, smiles, row.temperature_K);
  }
  return ground;
}

bool on_known_ground(const LiquidGround& ground, const MixtureData& data, const MixtureRow& row) {
  const MixtureSystem& system = data.systems[static_cast<std::size_t>(row.system)];
  std::vector<std::string> smiles{data.molecules[static_cast<std::size_t>(system.first)]};
  // At infinite dilution the solute counts as a component, though its share is 0.
  std::vector<double> x{row.property == Measured::log_gamma ? 0.5 : row.mole_fraction};
  if (system.second >= 0) {
    smiles.push_back(data.molecules[static_cast<std::size_t>(system.second)]);
    x.push_back(1 - x[0]);
  }
  return ground.state(row.property, {smiles, smiles, x, row.temperature_K}) == DomainState::known_ground;
}

Result<MixtureData> read_mixture_data(const std::string& folder) {
  const auto graphs = read_json_object(folder + "/molecules.json");
  if (!graphs) return graphs.error();
  MixtureData data;
  Index index(data, *graphs);
  for (int p = 0; p < kMeasured; ++p) {
    const auto property = static_cast<Measured>(p);
    data.first_row[p] = static_cast<int>(data.rows.size());
    const std::string path = folder + "/" + facts_of(property).file + ".jsonl";
    std::ifstream file(path);
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      const std::string where = path + " line " + std::to_string(number);
      const json row = json::parse(line, nullptr, false);
      if (!row.is_object()) return Error{"bad_data", where, "not a JSON object"};
      if (const Status status = append_row(row, property, data, index); !status)
        return Error{"bad_data", where + "." + status.error().field, status.error().message};
    }
  }
  data.first_row[kMeasured] = static_cast<int>(data.rows.size());
  if (data.rows.empty()) return Error{"bad_data", folder, "holds no rows"};
  return data;
}

Result<std::vector<Split>> read_mixture_splits(const std::string& folder, const std::string& protocol,
                                               const MixtureData& data) {
  std::vector<Split> all;
  for (int p = 0; p < kMeasured; ++p) {
    const int first = data.first_row[p], count = data.first_row[p + 1] - first;
    if (count == 0) continue;
    const auto part =
        read_splits(folder + "/" + facts_of(static_cast<Measured>(p)).file + ".splits.json", protocol, count);
    if (!part) return part.error();
    if (all.empty()) all.resize(part->size());
    if (part->size() != all.size())
      return Error{"bad_data", folder, "the properties have different numbers of folds of " + protocol};
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].name = (*part)[i].name;
      const auto append = [first](const std::vector<int>& from, std::vector<int>& to) {
        for (const int row : from) to.push_back(first + row);
      };
      append((*part)[i].train, all[i].train);
      append((*part)[i].validation, all[i].validation);
      append((*part)[i].test, all[i].test);
    }
  }
  return all;
}

}  // namespace mixgrad::train
