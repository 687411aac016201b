#include "molecule/species.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "molecule/commonchem.h"
#include "molecule/species_data.h"

namespace mixgrad {
namespace {

using nlohmann::json;

Species read_species(const json& entry, const json& graphs, Role role) {
  Species species;
  species.id = entry["id"].get<std::string>();
  species.name = entry["name"].get<std::string>();
  species.smiles = entry["smiles"].get<std::string>();
  species.role = role;
  species.aliases = entry["aliases"].get<std::vector<std::string>>();
  species.molar_volume_cm3_per_mol = entry["molar_volume_cm3_per_mol"].get<double>();
  Result<MolecularGraph> graph = graph_from_commonchem_json(graphs[species.id]);
  if (!graph) std::abort();  // compiled in, and every entry is tested
  species.graph = std::move(*graph);
  species.molar_mass_g_per_mol = molar_mass_g_per_mol(species.graph);
  species.formula = hill_formula(species.graph);
  return species;
}

std::vector<Species> read_library() {
  const json library = json::parse(data::species_json, nullptr, false);
  const json graphs = json::parse(data::species_graphs_json, nullptr, false);
  std::vector<Species> all;
  for (const json& entry : library["solvents"]) all.push_back(read_species(entry, graphs, Role::solvent));
  for (const json& entry : library["salts"]) all.push_back(read_species(entry, graphs, Role::salt));
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
