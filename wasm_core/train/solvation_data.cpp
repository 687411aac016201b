#include "train/solvation_data.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <set>

#include "molecule/species.h"
#include "train/files.h"
#include "train/mixture_data.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// Index of a name in a list, appended where it is new.
int index_in(std::vector<std::string>& names, const std::string& name, bool& is_new) {
  const auto found = std::find(names.begin(), names.end(), name);
  is_new = found == names.end();
  const int index = static_cast<int>(found - names.begin());
  if (is_new) names.push_back(name);
  return index;
}

std::string library_name(const std::string& smiles) {
  for (const Species& species : built_in_species()) {
    if (species.smiles == smiles) return species.id;
  }
  return smiles;
}

Result<int> molecule(const std::string& smiles, const json& graphs, SolvationData& data) {
  bool is_new;
  const int index = index_in(data.molecules, smiles, is_new);
  if (!is_new) return index;
  const auto found = graphs.find(smiles);
  if (found == graphs.end())
    return Error{"bad_data", "components", "'" + smiles + "' is not in molecules.json"};
  const auto graph = graph_from_commonchem(found->dump());
  if (!graph) return graph.error();
  const auto features = features_of(*graph);
  if (!features) return features.error();
  data.names.push_back(library_name(smiles));
  data.features.push_back(*features);
  return index;
}

Result<int> salt(const std::string& id, SolvationData& data) {
  bool is_new;
  const int index = index_in(data.salts, id, is_new);
  if (!is_new) return index;
  const Species* species = find_species(id);
  if (!species || species->role != Role::salt)
    return Error{"bad_data", "salt", "'" + id + "' is no salt of the built-in library"};
  for (const MolecularGraph& ion : connected_components(species->graph)) {
    if (net_charge(ion) > 0) continue;
    const auto features = features_of(ion);
    if (!features) return features.error();
    data.anions.push_back(*features);
  }
  return index;
}

Result<std::vector<double>> numbers(const json& row, const char* name, std::size_t count, double low,
                                    double high) {
  const auto found = row.find(name);
  std::vector<double> out;
  if (found != row.end() && found->is_array()) {
    for (const json& value : *found) {
      if (value.is_number() && value.get<double>() >= low && value.get<double>() <= high)
        out.push_back(value.get<double>());
    }
    if (out.size() == count && found->size() == count) return out;
  }
  return Error{"bad_data", name,
               "should be " + std::to_string(count) + " numbers from " + json(low).dump() + " to " +
                   json(high).dump()};
}

Status append_row(const json& row, const json& graphs, SolvationData& data) {
  const auto components = row.find("components"), id = row.find("salt");
  if (components == row.end() || !components->is_array() || components->empty())
    return Error{"bad_data", "components", "should be a list of SMILES"};
  if (id == row.end() || !id->is_string()) return Error{"bad_data", "salt", "should be a library id"};
  SolvationRow out;
  for (const json& smiles : *components) {
    if (!smiles.is_string()) return Error{"bad_data", "components", "should be a list of SMILES"};
    const auto index = molecule(smiles.get<std::string>(), graphs, data);
    if (!index) return index.error();
    out.molecule.push_back(*index);
  }
  const auto index = salt(id->get<std::string>(), data);
  if (!index) return index.error();
  out.salt = *index;
  const std::size_t species = out.molecule.size() + 1;
  const auto molality = row.find("molality_mol_per_kg");
  if (molality == row.end() || !molality->is_number() || !(molality->get<double>() > 0))
    return Error{"bad_data", "molality_mol_per_kg", "should be a number above 0"};
  const auto amount = numbers(row, "per_lithium", species, 0, 1e6),
             coordination = numbers(row, "coordination", species, 0, 20),
             free = numbers(row, "free", species, 0, 1);
  for (const auto* read : {&amount, &coordination, &free}) {
    if (!*read) return read->error();
  }
  out.molality_mol_per_kg = molality->get<double>();
  out.per_lithium = *amount, out.coordination = *coordination, out.free = *free;
  data.rows.push_back(std::move(out));
  return {};
}

/// Calls use(query) with the row as the domain check sees it.
template <class Use>
auto with_query(const SolvationData& data, const SolvationRow& row, const Use& use) {
  std::vector<std::string> names;
  std::vector<double> x(row.per_lithium.begin(), row.per_lithium.end() - 1);
  const double all = std::accumulate(x.begin(), x.end(), 0.0);
  for (double& share : x) share /= all;
  for (const int m : row.molecule) names.push_back(data.names[static_cast<std::size_t>(m)]);
  return use(DomainQuery{names, x, data.salts[static_cast<std::size_t>(row.salt)], row.molality_mol_per_kg,
                         kSolvationTemperature_K});
}

}  // namespace

KnownGround solvation_ground_of(const SolvationData& data, const std::vector<int>& rows) {
  KnownGround ground;
  for (const int r : rows) {
    with_query(data, data.rows[static_cast<std::size_t>(r)],
               [&](const DomainQuery& query) { ground.include(query); });
  }
  return ground;
}

bool on_known_ground(const KnownGround& ground, const SolvationData& data, const SolvationRow& row) {
  return with_query(
      data, row, [&](const DomainQuery& query) { return ground.state(query) == DomainState::known_ground; });
}

SolvationData only_known(const SolvationData& data, const std::vector<int>& rows) {
  std::set<int> left_out;
  for (const SolvationRow& row : data.rows) left_out.insert(row.molecule.begin(), row.molecule.end());
  for (const int r : rows) {
    for (const int known : data.rows[static_cast<std::size_t>(r)].molecule) left_out.erase(known);
  }
  SolvationData out = data;
  std::erase_if(out.competitions, [&](const Competition& c) {
    return left_out.count(c.molecule) + left_out.count(c.rival) > 0;
  });
  return out;
}

Result<SolvationData> read_solvation_data(const std::string& folder) {
  const auto graphs = read_json_object(folder + "/molecules.json");
  if (!graphs) return graphs.error();
  SolvationData data;
  const std::string path = folder + "/solvation.jsonl";
  std::ifstream file(path);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::string where = path + " line " + std::to_string(number);
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object()) return Error{"bad_data", where, "not a JSON object"};
    if (const Status status = append_row(row, *graphs, data); !status)
      return Error{"bad_data", where + "." + status.error().field, status.error().message};
  }
  if (data.rows.empty()) return Error{"bad_data", path, "holds no rows"};
  std::ifstream competitions(folder + "/competition.jsonl");
  for (int number = 1; std::getline(competitions, line); ++number) {
    const std::string where = folder + "/competition.jsonl line " + std::to_string(number);
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object() || !row.contains("molecule") || !row["molecule"].is_string() ||
        !row.contains("rival") || !row["rival"].is_string() || !row.contains("log_ratio") ||
        !row["log_ratio"].is_number())
      return Error{"bad_data", where, "should have two SMILES, molecule and rival, and a number log_ratio"};
    const auto first = molecule(row["molecule"].get<std::string>(), *graphs, data),
               second = molecule(row["rival"].get<std::string>(), *graphs, data);
    if (!first || !second) return Error{"bad_data", where, (first ? second : first).error().message};
    data.competitions.push_back({*first, *second, row["log_ratio"].get<double>()});
  }
  return data;
}

}  // namespace mixgrad::train
