// CommonChem to graph: RDKit's own view of the golden molecules, formulas, ions, volumes, bad input.
#include "molecule/graph.h"

#include <gtest/gtest.h>

#include <cmath>

#include "molecule/elements.h"
#include "molecule/perception.h"
#include "molecule_golden.h"

namespace mixgrad {
namespace {

std::string commonchem(const std::string& atoms, const std::string& bonds, const std::string& rest = "") {
  return R"({"rdkitjson":{"version":12},"molecules":[{"atoms":)" + atoms + R"(,"bonds":)" + bonds + rest +
         "}]}";
}

TEST(Graph, AgreesWithRdkit) {
  ASSERT_GE(golden::molecules().size(), 40U);
  for (const auto& entry : golden::molecules()) {
    SCOPED_TRACE(entry["smiles"].get<std::string>());
    const auto graph = graph_from_commonchem(entry["commonchem"].get<std::string>());
    ASSERT_TRUE(graph) << graph.error().message;
    EXPECT_NEAR(molar_mass_g_per_mol(*graph), entry["molar_mass_g_per_mol"].get<double>(), 0.02);
    ASSERT_EQ(graph->atoms.size(), entry["smallest_ring"].size());
    for (std::size_t i = 0; i < graph->atoms.size(); ++i) {
      EXPECT_EQ(graph->atoms[i].smallest_ring, entry["smallest_ring"][i].get<int>()) << "atom " << i;
      EXPECT_EQ(static_cast<int>(graph->atoms[i].hybridisation), entry["hybridisation"][i].get<int>())
          << "atom " << i;
    }
  }
}

TEST(Graph, HonoursTheDefaultsOfTheHeader) {
  // A header in which oxygen is what goes without saying: water is one empty atom.
  const auto water = graph_from_commonchem(
      R"({"defaults":{"atom":{"z":8,"impHs":2},"bond":{"bo":2}},"molecules":[{"atoms":[{}]}]})");
  ASSERT_TRUE(water) << water.error().message;
  EXPECT_EQ(hill_formula(*water), "H2O");
  // Without a header, an empty atom is a carbon and an empty bond is single.
  const auto ethane =
      graph_from_commonchem(commonchem(R"([{"impHs":3},{"impHs":3}])", R"([{"atoms":[0,1]}])"));
  ASSERT_TRUE(ethane) << ethane.error().message;
  EXPECT_EQ(hill_formula(*ethane), "C2H6");
  EXPECT_EQ(ethane->bonds[0].order, 1);
}

TEST(Graph, ExplicitHydrogensBecomeCounts) {
  const auto methanol = graph_from_commonchem(commonchem(
      R"([{"z":1},{"z":8},{"impHs":2},{"z":1}])", R"([{"atoms":[0,1]},{"atoms":[1,2]},{"atoms":[3,2]}])"));
  ASSERT_TRUE(methanol) << methanol.error().message;
  ASSERT_EQ(methanol->atoms.size(), 2U);
  ASSERT_EQ(methanol->bonds.size(), 1U);
  EXPECT_EQ(methanol->atoms[0].hydrogens, 1);
  EXPECT_EQ(methanol->atoms[1].hydrogens, 3);
  EXPECT_EQ(methanol->atoms[0].degree, 1);
  EXPECT_EQ(hill_formula(*methanol), "CH4O");
}

TEST(Graph, FormulasAreInHillOrder) {
  EXPECT_EQ(hill_formula(golden::graph("O=C1OCCO1")), "C3H4O3");
  EXPECT_EQ(hill_formula(golden::graph("O")), "H2O");
  EXPECT_EQ(hill_formula(golden::graph("[Li+].F[P-](F)(F)(F)(F)F")), "F6LiP");
  EXPECT_EQ(hill_formula(golden::graph("CCO[Si](OCC)(OCC)OCC")), "C8H20O4Si");
  EXPECT_EQ(hill_formula(golden::graph("ClC(Cl)Cl")), "CHCl3");
}

TEST(Graph, ASaltSplitsIntoItsIons) {
  const auto ions = connected_components(golden::graph("[Li+].O=C1O[B-]2(OC1=O)OC(=O)C(=O)O2"));
  ASSERT_EQ(ions.size(), 2U);
  EXPECT_EQ(hill_formula(ions[0]), "Li");
  EXPECT_EQ(net_charge(ions[0]), 1);
  EXPECT_TRUE(ions[0].bonds.empty());
  EXPECT_EQ(hill_formula(ions[1]), "C4BO8");
  EXPECT_EQ(net_charge(ions[1]), -1);
  EXPECT_EQ(ions[1].bonds.size(), 14U);
  for (const Bond& bond : ions[1].bonds) {
    for (const int end : bond.atom) ASSERT_LT(end, static_cast<int>(ions[1].atoms.size()));
  }
  EXPECT_EQ(connected_components(golden::graph("COC(=O)OC")).size(), 1U);
}

TEST(Graph, LonePairsAreThoseOfTheLewisStructure) {
  const MolecularGraph ec = golden::graph("O=C1OCCO1");
  EXPECT_EQ(ec.atoms[0].lone_pairs, 2);
  EXPECT_EQ(ec.atoms[1].lone_pairs, 0);
  EXPECT_EQ(golden::graph("CC#N").atoms[2].lone_pairs, 1);
  EXPECT_EQ(golden::graph("CC(=O)[O-]").atoms[3].lone_pairs, 3);
  EXPECT_EQ(golden::graph("CS(C)=O").atoms[1].lone_pairs, 1);
  EXPECT_EQ(golden::graph("O=S1(=O)CCCC1").atoms[1].lone_pairs, 0);
  EXPECT_EQ(golden::graph("[Li+].F[P-](F)(F)(F)(F)F").atoms[2].lone_pairs, 0);
}

TEST(Graph, ConjugationFollowsItsRule) {
  const auto conjugated = [](const std::string& smiles) {
    std::string flags;
    for (const Bond& bond : golden::graph(smiles).bonds) flags += bond.conjugated ? '1' : '0';
    return flags;
  };
  EXPECT_EQ(conjugated("C=CC=C"), "111");
  EXPECT_EQ(conjugated("C=CC(=O)N"), "1111");
  EXPECT_EQ(conjugated("COC(=O)OC"), "01110");
  EXPECT_EQ(conjugated("CC(C)=O"), "000");
  EXPECT_EQ(conjugated("C=C=C"), "00");
  EXPECT_EQ(conjugated("CS(C)=O"), "000");
  EXPECT_EQ(conjugated("COS(=O)OC"), "00000");
  EXPECT_EQ(conjugated("Cc1ccccc1C"), "01111101");
}

TEST(Graph, RingSystemsShareBonds) {
  const auto counts = [](const std::string& smiles) {
    std::vector<int> result;
    for (const RingSystem& system : ring_systems(golden::graph(smiles))) result.push_back(system.ring_count);
    return result;
  };
  EXPECT_EQ(counts("CCCCCC"), std::vector<int>{});
  EXPECT_EQ(counts("C1CCCCC1"), std::vector<int>{1});
  EXPECT_EQ(counts("c1ccc2ccccc2c1"), std::vector<int>{2});
  EXPECT_EQ(counts("C1CC2CCC1C2"), std::vector<int>{2});
  EXPECT_EQ(counts("C1CCC2(CC1)OCCO2"), (std::vector<int>{1, 1}));
}

struct KnownLiquid {
  const char* smiles;
  double girolami;  ///< By hand from the published rules, cm³/mol.
  double measured;  ///< M/ρ at 298.15 K, cm³/mol; CRC Handbook of Chemistry and Physics.
};

class MolarVolume : public testing::TestWithParam<KnownLiquid> {};

TEST_P(MolarVolume, FollowsGirolami) {
  const double estimate = estimated_molar_volume_cm3_per_mol(golden::graph(GetParam().smiles));
  EXPECT_NEAR(estimate, GetParam().girolami, 1e-9);
  EXPECT_NEAR(estimate / GetParam().measured, 1.0, 0.10);
}

INSTANTIATE_TEST_SUITE_P(Liquids, MolarVolume,
                         testing::Values(KnownLiquid{"CCCCCC", 130.0, 131.6},              //
                                         KnownLiquid{"CC(C)=O", 70.0, 74.0},               //
                                         KnownLiquid{"ClC(Cl)Cl", 75.0, 80.7},             //
                                         KnownLiquid{"COC(=O)OC", 90.0, 84.7},             //
                                         KnownLiquid{"COCCOC", 110.0, 104.5},              //
                                         KnownLiquid{"O", 20.0 / 1.1, 18.07},              // hydroxyl
                                         KnownLiquid{"CCO", 60.0 / 1.1, 58.7},             // hydroxyl
                                         KnownLiquid{"CC(=O)O", 60.0 / 1.1, 57.5},         // acid, once
                                         KnownLiquid{"NCCN", 80.0 / 1.2, 66.8},            // two amines
                                         KnownLiquid{"CN(C)C=O", 85.0 / 1.1, 77.4},        // amide
                                         KnownLiquid{"CS(C)=O", 80.0 / 1.1, 71.3},         // sulfoxide
                                         KnownLiquid{"O=S1(=O)CCCC1", 120.0 / 1.3, 95.3},  // sulfone, ring
                                         KnownLiquid{"C1CCCCC1", 120.0 / 1.1, 108.7},      // ring
                                         KnownLiquid{"OC1CCCCC1", 130.0 / 1.2, 105.7},     // ring, hydroxyl
                                         KnownLiquid{"CC1COC(=O)O1", 100.0 / 1.1, 85.2},   // ring
                                         KnownLiquid{"c1ccncc1", 85.0 / 1.1, 80.9},        // ring
                                         KnownLiquid{"c1cc[nH]c1", 75.0 / 1.1, 69.4}));    // ring only

TEST(MolarVolume, FusedRingsCountLessAndTheSumIsCapped) {
  EXPECT_NEAR(estimated_molar_volume_cm3_per_mol(golden::graph("c1ccc2ccccc2c1")), 140.0 / 1.15, 1e-9);
  EXPECT_NEAR(estimated_molar_volume_cm3_per_mol(golden::graph("C1CCC2(CC1)OCCO2")), 170.0 / 1.2, 1e-9);
  // Four hydroxyls would make 40 %; 30 % is the most.
  const auto tetrol = graph_from_commonchem(
      commonchem(R"([{"z":8,"impHs":1},{},{"z":8,"impHs":1},{"z":8,"impHs":1},{"z":8,"impHs":1}])",
                 R"([{"atoms":[0,1]},{"atoms":[1,2]},{"atoms":[1,3]},{"atoms":[1,4]}])"));
  ASSERT_TRUE(tetrol);
  EXPECT_NEAR(estimated_molar_volume_cm3_per_mol(*tetrol), 5.0 * (5 * 2 + 4) / 1.3, 1e-9);
}

struct BadInput {
  std::string name;
  std::string json;
  std::string field;
  std::string message;  ///< A part of it.
};

void PrintTo(const BadInput& input, std::ostream* out) { *out << input.name; }

class BadMolecule : public testing::TestWithParam<BadInput> {};

TEST_P(BadMolecule, IsRefusedWithItsReason) {
  const auto graph = graph_from_commonchem(GetParam().json);
  ASSERT_FALSE(graph);
  EXPECT_EQ(graph.error().code, "bad_molecule");
  EXPECT_EQ(graph.error().field, GetParam().field);
  EXPECT_NE(graph.error().message.find(GetParam().message), std::string::npos) << graph.error().message;
}

std::string repeated(const std::string& item, int count) {
  std::string list = "[";
  for (int i = 0; i < count; ++i) list += (i ? "," : "") + item;
  return list + "]";
}

const std::string kAtoms = "molecules[0].atoms";
const std::string kBonds = "molecules[0].bonds";

std::string with_aromatic(const std::string& key, const std::string& value) {
  return commonchem("[{}]", "[]",
                    R"(,"extensions":[{"name":"rdkitRepresentation",")" + key + "\":" + value + "}]");
}

INSTANTIATE_TEST_SUITE_P(
    Inputs, BadMolecule,
    testing::Values(
        BadInput{"Empty", "", "", "not JSON"}, BadInput{"Truncated", R"({"molecules":[)", "", "not JSON"},
        BadInput{"Huge", std::string((1 << 20) + 1, ' '), "", "1 MiB"},
        BadInput{"DeeplyNested", std::string(100000, '['), "", "not JSON"},
        BadInput{"DeeplyNestedAndClosed", std::string(100000, '[') + std::string(100000, ']'), "",
                 "not JSON"},
        BadInput{"NotAnObject", "[]", "molecules", "missing"},
        BadInput{"MoleculesNoList", R"({"molecules":3})", "molecules", "missing"},
        BadInput{"NoMolecule", R"({"molecules":[]})", "molecules", "exactly one"},
        BadInput{"TwoMolecules", R"({"molecules":[{"atoms":[{}]},{"atoms":[{}]}]})", "molecules",
                 "exactly one"},
        BadInput{"NoAtoms", commonchem("[]", "[]"), kAtoms, "empty"},
        BadInput{"OnlyHydrogens", commonchem(R"([{"z":1},{"z":1}])", R"([{"atoms":[0,1]}])"), kAtoms,
                 "no heavy atom"},
        BadInput{"TooManyHeavyAtoms", commonchem(repeated("{}", 101), "[]"), kAtoms,
                 "101 heavy atoms; at most 100"},
        BadInput{"TooManyAtoms", commonchem(repeated(R"({"z":1})", 1001), "[]"), kAtoms, "more than 1000"},
        BadInput{"AtomNoObject", commonchem("[6]", "[]"), kAtoms + "[0]", "must be an object"},
        BadInput{"Dummy", commonchem(R"([{"z":0}])", "[]"), kAtoms + "[0].z", "dummy"},
        BadInput{"UnknownElement", commonchem(R"([{},{"z":119}])", "[]"), kAtoms + "[1].z", "0 to 86"},
        BadInput{"FractionalElement", commonchem(R"([{"z":6.5}])", "[]"), kAtoms + "[0].z", "integer"},
        BadInput{"WrappingElement", commonchem(R"([{"z":4294967302}])", "[]"), kAtoms + "[0].z", "integer"},
        BadInput{"ElementBeyond64Bits", commonchem(R"([{"z":1e30}])", "[]"), kAtoms + "[0].z", "integer"},
        BadInput{"ChargeNoNumber", commonchem(R"([{"chg":"1"}])", "[]"), kAtoms + "[0].chg", "integer"},
        BadInput{"ChargeHuge", commonchem(R"([{"chg":-9}])", "[]"), kAtoms + "[0].chg", "-8 to 8"},
        BadInput{"HydrogensNegative", commonchem(R"([{"impHs":-1}])", "[]"), kAtoms + "[0].impHs", "0 to 8"},
        BadInput{"Radical", commonchem(R"([{"impHs":3,"nRad":1}])", "[]"), kAtoms + "[0].nRad", "atom 1 (C)"},
        BadInput{"Isotope", commonchem(R"([{"isotope":13}])", "[]"), kAtoms + "[0].isotope", "isotope"},
        BadInput{"BadDefault", R"({"defaults":{"atom":{"z":"C"}},"molecules":[{"atoms":[{}]}]})",
                 "defaults.atom.z", "integer"},
        BadInput{"BondsNoList", commonchem("[{}]", "{}"), kBonds, "list"},
        BadInput{"BondWithoutAtoms", commonchem("[{}]", "[{}]"), kBonds + "[0].atoms", "two atoms"},
        BadInput{"BondNoObject", commonchem("[{}]", "[1]"), kBonds + "[0].atoms", "two atoms"},
        BadInput{"BondOfThree", commonchem("[{},{},{}]", R"([{"atoms":[0,1,2]}])"), kBonds + "[0].atoms",
                 "two atoms"},
        BadInput{"BondPastTheEnd", commonchem("[{},{}]", R"([{"atoms":[0,2]}])"), kBonds + "[0].atoms[1]",
                 "0 to 1"},
        BadInput{"BondNegative", commonchem("[{},{}]", R"([{"atoms":[-1,1]}])"), kBonds + "[0].atoms[0]",
                 "0 to 1"},
        BadInput{"BondToItself", commonchem("[{},{}]", R"([{"atoms":[1,1]}])"), kBonds + "[0].atoms",
                 "itself"},
        BadInput{"BondTwice", commonchem("[{},{}]", R"([{"atoms":[0,1]},{"atoms":[1,0]}])"),
                 kBonds + "[1].atoms", "repeats"},
        BadInput{"QuadrupleBond", commonchem("[{},{}]", R"([{"bo":4,"atoms":[0,1]}])"), kBonds + "[0].bo",
                 "1, 2 or 3"},
        BadInput{"DativeBond", commonchem("[{},{}]", R"([{"bo":17,"atoms":[0,1]}])"), kBonds + "[0].bo",
                 "1, 2 or 3"},
        BadInput{"LooseHydrogen", commonchem(R"([{},{"z":1}])", "[]"), kAtoms + "[1]", "hydrogen"},
        BadInput{"BridgingHydrogen", commonchem(R"([{},{"z":1},{}])", R"([{"atoms":[0,1]},{"atoms":[1,2]}])"),
                 kAtoms + "[1]", "hydrogen"},
        BadInput{"Hydride", commonchem(R"([{"z":3,"chg":1},{"z":1,"chg":-1}])", "[]"), kAtoms + "[1]",
                 "hydride"},
        BadInput{"DihydrogenBesideWater",
                 commonchem(R"([{"z":8,"impHs":2},{"z":1},{"z":1}])", R"([{"atoms":[1,2]}])"), kAtoms + "[1]",
                 "H2"},
        BadInput{"DoubleBondToHydrogen", commonchem(R"([{},{"z":1}])", R"([{"bo":2,"atoms":[0,1]}])"),
                 kAtoms + "[1]", "simply bonded"},
        BadInput{"NineHydrogens", commonchem(R"([{"impHs":8},{"z":1}])", R"([{"atoms":[0,1]}])"), kAtoms,
                 "more than 8 hydrogens"},
        BadInput{"AromaticPastTheEnd", with_aromatic("aromaticAtoms", "[1]"),
                 "extensions.rdkitRepresentation.aromaticAtoms", "below 1"},
        BadInput{"AromaticNoList", with_aromatic("aromaticBonds", "true"),
                 "extensions.rdkitRepresentation.aromaticBonds", "list"}),
    [](const testing::TestParamInfo<BadInput>& test) { return test.param.name; });

}  // namespace
}  // namespace mixgrad
