#include "molecule/species.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "molecule/commonchem.h"
#include "molecule/species_data.h"

namespace mixgrad {
namespace {

const Json& member(const Json& object, std::string_view key) {
  static const Json none;
  const Json* value = object.find(key);
  return value ? *value : none;
}

/// Nothing where something is missing.
std::optional<Species> read_species(const Json& entry, const Json& graphs, Role role) {
  Species species;
  species.id = member(entry, "id").string();
  species.name = member(entry, "name").string();
  species.smiles = member(entry, "smiles").string();
  species.role = role;
  for (const Json& alias : member(entry, "aliases").items()) species.aliases.push_back(alias.string());
  species.molar_volume_cm3_per_mol = member(entry, "molar_volume_cm3_per_mol").number();
  Result<MolecularGraph> graph = graph_from_commonchem_json(member(graphs, species.id));
  if (!graph || species.name.empty() || species.smiles.empty() || !(species.molar_volume_cm3_per_mol > 0))
    return std::nullopt;
  species.graph = std::move(*graph);
  species.molar_mass_g_per_mol = molar_mass_g_per_mol(species.graph);
  species.formula = hill_formula(species.graph);
  return species;
}

}  // namespace

std::vector<Species> read_species_library(std::string_view json) {
  const std::optional<Json> parts = Json::parse(json);
  if (!parts || parts->items().size() != 2) return {};
  const Json &library = parts->items()[0], &graphs = parts->items()[1];
  std::vector<Species> all;
  for (const auto& [role, key] : {std::pair{Role::solvent, "solvents"}, std::pair{Role::salt, "salts"}}) {
    for (const Json& entry : member(library, key).items()) {
      std::optional<Species> species = read_species(entry, graphs, role);
      if (!species) return {};
      all.push_back(std::move(*species));
    }
  }
  return all;
}

namespace {

/// Equal but for the case of ASCII letters.
bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::span<const Species> built_in_species() {
  static const std::vector<Species> all = read_species_library(data::species());
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
