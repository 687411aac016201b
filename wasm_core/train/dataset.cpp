#include "train/dataset.h"

#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "model/composition.h"
#include "molecule/species.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// Gives every species that occurs a molecule index, in order of first appearance.
class MoleculeTable {
 public:
  explicit MoleculeTable(ConductivityData& data) : data_(data) {}

  Result<int> solvent(const Species& species) {
    const auto [entry, is_new] = solvents_.try_emplace(species.id, data_.molecules.molecule_count);
    if (is_new) {
      const auto features = features_of(species.graph);
      if (!features) return features.error();
      append(*features, species.id);
    }
    return entry->second;
  }

  Result<int> salt(const Species& species) {
    const auto [entry, is_new] = salts_.try_emplace(species.id, static_cast<int>(data_.salt_ids.size()));
    if (is_new) {
      int cation = -1, anion = -1;
      for (const MolecularGraph& ion : connected_components(species.graph)) {
        const auto features = features_of(ion);
        if (!features) return features.error();
        (net_charge(ion) > 0 ? cation : anion) = data_.molecules.molecule_count;
        append(*features, species.id);
      }
      if (cation < 0 || anion < 0) {
        return Error{"bad_data", "salt", species.id + " does not consist of one cation and one anion"};
      }
      data_.salt_ids.push_back(species.id);
      data_.salt_cation.push_back(cation);
      data_.salt_anion.push_back(anion);
    }
    return entry->second;
  }

 private:
  void append(const GraphFeatures& features, const std::string& id) {
    data_.molecules.append(features);
    data_.molecule_ids.push_back(id);
  }

  ConductivityData& data_;
  std::map<std::string, int> solvents_, salts_;
};

Result<Basis> basis_from(const std::string& name) {
  if (name == "mole") return Basis::mole;
  if (name == "mass") return Basis::mass;
  if (name == "volume") return Basis::volume;
  return Error{"bad_data", "basis", "'" + name + "' is not mole, mass or volume"};
}

Status append_row(const json& row, ConductivityData& data, MoleculeTable& molecules,
                  std::map<std::string, int>& sources) {
  const Species* salt = find_species(row.value("salt", ""));
  if (!salt || salt->role != Role::salt)
    return Error{"bad_data", "salt", "'" + row.value("salt", "") + "' is not in the library"};
  const auto basis = basis_from(row.value("basis", ""));
  if (!basis) return basis.error();

  std::vector<MolarFacts> facts;
  std::vector<double> amounts;
  for (const auto& [id, amount] : row.at("solvents").items()) {
    const Species* solvent = find_species(id);
    if (!solvent || solvent->role != Role::solvent)
      return Error{"bad_data", "solvents", "'" + id + "' is not in the library"};
    const auto molecule = molecules.solvent(*solvent);
    if (!molecule) return molecule.error();
    facts.push_back({solvent->molar_mass_g_per_mol, solvent->molar_volume_cm3_per_mol});
    amounts.push_back(amount.get<double>());
    data.component.push_back(*molecule);
  }
  std::vector<double> x(facts.size());
  mole_fractions(*basis, facts, amounts, x);

  double molality = row.value("amount", 0.0);
  if (row.value("amount_unit", "") == "mol_per_l") {
    molality =
        molality_from_molarity(molality, specific_volume_l_per_kg(facts, x), salt->molar_volume_cm3_per_mol);
  }
  const double conductivity = row.value("conductivity_mS_per_cm", 0.0);
  const double temperature = row.value("temperature_K", 0.0);
  if (!(molality > 0) || !(conductivity > 0) || !(temperature > 190)) {
    return Error{"bad_data", "amount",
                 "salt amount and conductivity must be positive and the temperature above 190 K"};
  }
  const auto salt_index = molecules.salt(*salt);
  if (!salt_index) return salt_index.error();

  data.mole_fraction.insert(data.mole_fraction.end(), x.begin(), x.end());
  data.row_begin.push_back(static_cast<int>(data.component.size()));
  data.salt.push_back(*salt_index);
  data.molality_mol_per_kg.push_back(molality);
  data.temperature_K.push_back(temperature);
  data.log_conductivity.push_back(std::log(conductivity));
  const std::string group = row.value("source_group", row.value("source", ""));
  const auto [entry, is_new] = sources.try_emplace(group, static_cast<int>(data.sources.size()));
  if (is_new) data.sources.push_back(group);
  data.source.push_back(entry->second);
  return {};
}

/// One row in the terms of the domain check; owns what the query points to.
struct RowQuery {
  std::vector<std::string> solvents;
  std::vector<double> x;
  DomainQuery query;

  RowQuery(const ConductivityData& data, int row) {
    const auto r = static_cast<std::size_t>(row);
    for (int c = data.row_begin[r]; c < data.row_begin[r + 1]; ++c) {
      solvents.push_back(
          data.molecule_ids[static_cast<std::size_t>(data.component[static_cast<std::size_t>(c)])]);
      x.push_back(data.mole_fraction[static_cast<std::size_t>(c)]);
    }
    query = {solvents, x, data.salt_ids[static_cast<std::size_t>(data.salt[r])], data.molality_mol_per_kg[r],
             data.temperature_K[r]};
  }
};

}  // namespace

KnownGround known_ground_of(const ConductivityData& data, const std::vector<int>& rows) {
  KnownGround ground;
  for (const int row : rows) ground.include(RowQuery(data, row).query);
  return ground;
}

bool on_known_ground(const KnownGround& ground, const ConductivityData& data, int row) {
  return ground.state(RowQuery(data, row).query) == DomainState::known_ground;
}

Result<ConductivityData> read_conductivity_data(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error{"bad_data", "data", "cannot open " + path};
  ConductivityData data;
  data.row_begin.push_back(0);
  MoleculeTable molecules(data);
  std::map<std::string, int> sources;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object() || !row.contains("solvents")) {
      return Error{"bad_data", "line " + std::to_string(number), "not a JSON object with solvents"};
    }
    if (const Status status = append_row(row, data, molecules, sources); !status) {
      return Error{"bad_data", "line " + std::to_string(number) + "." + status.error().field,
                   status.error().message};
    }
  }
  if (data.rows() == 0) return Error{"bad_data", "data", path + " holds no rows"};
  return data;
}

}  // namespace mixgrad::train
