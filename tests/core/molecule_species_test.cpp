// The built-in library: complete, consistent, found by every name.
#include "molecule/species.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "molecule/features.h"
#include "molecule/species_data.h"

namespace mixgrad {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

TEST(Species, TheLibraryHoldsSolventsThenSalts) {
  const auto all = built_in_species();
  const auto solvents =
      std::count_if(all.begin(), all.end(), [](const Species& s) { return s.role == Role::solvent; });
  EXPECT_GE(solvents, 38);
  EXPECT_GE(static_cast<long>(all.size()) - solvents, 12);
  EXPECT_TRUE(
      std::is_partitioned(all.begin(), all.end(), [](const Species& s) { return s.role == Role::solvent; }));
}

TEST(Species, ADamagedLibraryIsNone) {
  const std::string text(data::species());
  EXPECT_EQ(read_species_library(text).size(), built_in_species().size());
  for (const std::size_t length : {text.size() - 2, text.size() / 2, std::size_t{1}, std::size_t{0}})
    EXPECT_TRUE(read_species_library(text.substr(0, length)).empty()) << length;
  for (const std::string key :
       {"\"id\"", "\"name\"", "\"smiles\"", "\"molar_volume_cm3_per_mol\"", "\"EC\": {", "\"atoms\":[{"}) {
    std::string damaged = text;
    const std::size_t at = damaged.find(key);
    ASSERT_NE(at, std::string::npos) << key;
    damaged[at + 1] = '_';
    EXPECT_TRUE(read_species_library(damaged).empty()) << key;
  }
}

TEST(Species, EveryOneIsComplete) {
  for (const Species& species : built_in_species()) {
    SCOPED_TRACE(species.id);
    EXPECT_FALSE(species.name.empty());
    EXPECT_FALSE(species.smiles.empty());
    EXPECT_FALSE(species.formula.empty());
    EXPECT_EQ(net_charge(species.graph), 0);
    EXPECT_TRUE(features_of(species.graph));
    EXPECT_NEAR(molar_mass_g_per_mol(species.graph), species.molar_mass_g_per_mol, 1e-12);
    const auto parts = connected_components(species.graph);
    if (species.role == Role::solvent) {
      EXPECT_EQ(parts.size(), 1U);
      // A typing error in a density would show: Girolami's estimate is good to 20 % at worst.
      EXPECT_NEAR(species.molar_volume_cm3_per_mol / estimated_molar_volume_cm3_per_mol(species.graph), 1.0,
                  0.2);
    } else {
      ASSERT_EQ(parts.size(), 2U);
      EXPECT_EQ(net_charge(parts[0]) * net_charge(parts[1]), -1);
      EXPECT_GT(species.molar_volume_cm3_per_mol, 0);
      EXPECT_LT(species.molar_volume_cm3_per_mol, 1.2 * estimated_molar_volume_cm3_per_mol(species.graph));
    }
  }
}

TEST(Species, NamesAreUnique) {
  std::map<std::string, std::string> owner;
  for (const Species& species : built_in_species()) {
    std::vector<std::string> keys = species.aliases;
    keys.insert(keys.end(), {species.id, species.name});
    for (const std::string& key : keys) {
      const auto [entry, is_new] = owner.try_emplace(lower(key), species.id);
      EXPECT_TRUE(is_new || entry->second == species.id)
          << key << " is " << entry->second << " and " << species.id;
    }
    const auto [entry, is_new] = owner.try_emplace("smiles " + species.smiles, species.id);
    EXPECT_TRUE(is_new) << species.smiles << " is " << entry->second << " and " << species.id;
  }
}

TEST(Species, EachIsFoundByAllItsNames) {
  for (const Species& species : built_in_species()) {
    EXPECT_EQ(find_species(species.id), &species);
    EXPECT_EQ(find_species(lower(species.id)), &species);
    EXPECT_EQ(find_species(species.name), &species);
    EXPECT_EQ(find_species(species.smiles), &species);
    for (const std::string& alias : species.aliases) EXPECT_EQ(find_species(alias), &species) << alias;
  }
  EXPECT_EQ(find_species(""), nullptr);
  EXPECT_EQ(find_species("unobtainium"), nullptr);
}

struct Known {
  const char* id;
  const char* formula;
  double molar_mass_g_per_mol;
};

class KnownSpecies : public testing::TestWithParam<Known> {};

TEST_P(KnownSpecies, HasItsFormulaAndMass) {
  const Species* species = find_species(GetParam().id);
  ASSERT_NE(species, nullptr);
  EXPECT_EQ(species->formula, GetParam().formula);
  EXPECT_NEAR(species->molar_mass_g_per_mol, GetParam().molar_mass_g_per_mol, 0.02);
}

INSTANTIATE_TEST_SUITE_P(Library, KnownSpecies,
                         testing::Values(Known{"EC", "C3H4O3", 88.06}, Known{"EMC", "C4H8O3", 104.10},
                                         Known{"DMC", "C3H6O3", 90.08}, Known{"DME", "C4H10O2", 90.12},
                                         Known{"LiPF6", "F6LiP", 151.91},
                                         Known{"LiTFSI", "C2F6LiNO4S2", 287.09},
                                         Known{"LiFSI", "F2LiNO4S2", 187.07},
                                         Known{"LiBOB", "C4BLiO8", 193.79}, Known{"LiBF4", "BF4Li", 93.75},
                                         Known{"LiClO4", "ClLiO4", 106.39}));

}  // namespace
}  // namespace mixgrad
