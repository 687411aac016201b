#include "train/dataset.h"

#include <array>
#include <cmath>
#include <fstream>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

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

/// The fields of a row; the first one missing or wrong is kept as the error.
class RowReader {
 public:
  explicit RowReader(const json& row) : row_(row) {
    static const std::set<std::string> known = {"source",   "source_group",  "salt",
                                                "amount",   "amount_unit",   "basis",
                                                "solvents", "temperature_K", "conductivity_mS_per_cm"};
    for (const auto& [key, value] : row.items()) {
      if (!known.count(key)) refuse(key, "'" + key + "' is not a field of a measurement");
    }
  }

  std::string text(const char* key) {
    const auto found = row_.find(key);
    if (found != row_.end() && found->is_string()) return found->get<std::string>();
    refuse(key, std::string("'") + key + "' should be a text");
    return {};
  }

  /// One of `names`; its index.
  std::size_t choice(const char* key, std::initializer_list<const char*> names) {
    const std::string chosen = text(key);
    std::string all;
    std::size_t index = 0;
    for (const char* name : names) {
      if (chosen == name) return index;
      all += (index++ ? " or " : "") + std::string(name);
    }
    refuse(key, "'" + chosen + "' should be " + all);
    return 0;
  }

  double number_above(const char* key, double low) {
    const auto found = row_.find(key);
    if (found != row_.end() && found->is_number() && found->get<double>() > low) return found->get<double>();
    refuse(key, std::string("'") + key + "' should be a number above " + json(low).dump());
    return low + 1;
  }

  void refuse(const std::string& key, const std::string& message) {
    if (!failed()) error_ = {"bad_data", key, message};
  }
  bool failed() const { return !error_.code.empty(); }
  const Error& error() const { return error_; }

 private:
  const json& row_;
  Error error_;
};

Status append_row(const json& row, ConductivityData& data, MoleculeTable& molecules,
                  std::map<std::string, int>& sources) {
  RowReader fields(row);
  const std::string salt_id = fields.text("salt"), group = fields.text("source_group");
  const Basis basis =
      std::array{Basis::mole, Basis::mass, Basis::volume}[fields.choice("basis", {"mole", "mass", "volume"})];
  const bool is_molarity = fields.choice("amount_unit", {"mol_per_kg", "mol_per_l"}) == 1;
  const double amount = fields.number_above("amount", 0),
               conductivity = fields.number_above("conductivity_mS_per_cm", 0);
  const double temperature = fields.number_above("temperature_K", 100);  // less was meant in °C
  const Species* salt = find_species(salt_id);
  if (!salt || salt->role != Role::salt)
    fields.refuse("salt", "'" + salt_id + "' is not a salt of the library");
  const auto solvents = row.find("solvents");
  if (solvents == row.end() || !solvents->is_object() || solvents->empty())
    fields.refuse("solvents", "should be an object of amounts");
  if (fields.failed()) return fields.error();

  std::vector<MolarFacts> facts;
  std::vector<double> amounts;
  double total = 0;
  for (const auto& [id, share] : solvents->items()) {
    const Species* solvent = find_species(id);
    if (!solvent || solvent->role != Role::solvent)
      return Error{"bad_data", "solvents", "'" + id + "' is not a solvent of the library"};
    if (!share.is_number() || !(share.get<double>() >= 0))
      return Error{"bad_data", "solvents." + id, "should be a number of at least 0"};
    const auto molecule = molecules.solvent(*solvent);
    if (!molecule) return molecule.error();
    facts.push_back({solvent->molar_mass_g_per_mol, solvent->molar_volume_cm3_per_mol});
    amounts.push_back(share.get<double>());
    total += amounts.back();
    data.component.push_back(*molecule);
  }
  if (!(total > 0)) return Error{"bad_data", "solvents", "all amounts are 0"};
  std::vector<double> x(facts.size());
  mole_fractions(basis, facts, amounts, x);

  const double molality = is_molarity ? molality_from_molarity(amount, specific_volume_l_per_kg(facts, x),
                                                               salt->molar_volume_cm3_per_mol)
                                      : amount;
  if (!(molality > 0) || !std::isfinite(molality))
    return Error{"bad_data", "amount", "so much salt would fill the litre by itself"};
  const auto salt_index = molecules.salt(*salt);
  if (!salt_index) return salt_index.error();

  data.mole_fraction.insert(data.mole_fraction.end(), x.begin(), x.end());
  data.row_begin.push_back(static_cast<int>(data.component.size()));
  data.salt.push_back(*salt_index);
  data.molality_mol_per_kg.push_back(molality);
  data.temperature_K.push_back(temperature);
  data.log_conductivity.push_back(std::log(conductivity));
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
    if (!row.is_object()) return Error{"bad_data", "line " + std::to_string(number), "not a JSON object"};
    if (const Status status = append_row(row, data, molecules, sources); !status) {
      return Error{"bad_data", "line " + std::to_string(number) + "." + status.error().field,
                   status.error().message};
    }
  }
  if (data.rows() == 0) return Error{"bad_data", "data", path + " holds no rows"};
  return data;
}

}  // namespace mixgrad::train
