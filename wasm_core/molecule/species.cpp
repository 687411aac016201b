#include "molecule/species.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "molecule/commonchem.h"
#include "molecule/species_data.h"

namespace mixgrad {
namespace {

Species read_species(const Json& entry, const Json& graphs, Role role) {
  Species species;
  species.id = entry.find("id")->string();
  species.name = entry.find("name")->string();
  species.smiles = entry.find("smiles")->string();
  species.role = role;
  for (const Json& alias : entry.find("aliases")->items()) species.aliases.push_back(alias.string());
  species.molar_volume_cm3_per_mol = entry.find("molar_volume_cm3_per_mol")->number();
  Result<MolecularGraph> graph = graph_from_commonchem_json(*graphs.find(species.id));
  if (!graph) std::abort();  // compiled in, and every entry is tested
  species.graph = std::move(*graph);
  species.molar_mass_g_per_mol = molar_mass_g_per_mol(species.graph);
  species.formula = hill_formula(species.graph);
  return species;
}

std::vector<Species> read_library() {
  const std::optional<Json> library = Json::parse(data::species_json);
  const std::optional<Json> graphs = Json::parse(data::species_graphs_json);
  std::vector<Species> all;
  for (const Json& entry : library->find("solvents")->items())
    all.push_back(read_species(entry, *graphs, Role::solvent));
  for (const Json& entry : library->find("salts")->items())
    all.push_back(read_species(entry, *graphs, Role::salt));
  return all;
}

/// Equal but for the case of ASCII letters.
bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::span<const Species> built_in_species() {
  static const std::vector<Species> all = read_library();
  return all;
}

const Species* find_species(std::string_view text) {
  const std::span<const Species> all = built_in_species();
  const auto find = [&](auto&& matches) {
    const auto found = std::find_if(all.begin(), all.end(), matches);
    return found == all.end() ? nullptr : &*found;
  };
  if (const Species* s = find([&](const Species& x) { return x.id == text; })) return s;
  if (const Species* s = find([&](const Species& x) { return same_letters(x.id, text); })) return s;
  if (const Species* s = find([&](const Species& x) {
        return same_letters(x.name, text) ||
               std::any_of(x.aliases.begin(), x.aliases.end(),
                           [&](const std::string& alias) { return same_letters(alias, text); });
      })) {
    return s;
  }
  return find([&](const Species& x) { return x.smiles == text; });
}

}  // namespace mixgrad
