// Kinds of liquids and the nonrandomness of their pairs.
#include "molecule/liquid_class.h"

#include <gtest/gtest.h>

#include "molecule_golden.h"

namespace mixgrad {
namespace {

LiquidClass of(const char* smiles) { return liquid_class(golden::graph(smiles)); }

TEST(LiquidClass, FollowsFromTheGraph) {
  EXPECT_EQ(of("O"), LiquidClass::water);
  for (const char* smiles : {"CCO", "CC(=O)O", "NCCN", "OC1CCCCC1"})
    EXPECT_EQ(of(smiles), LiquidClass::self_associating) << smiles;
  for (const char* smiles : {"CCCCCC", "C1CCCCC1"})
    EXPECT_EQ(of(smiles), LiquidClass::saturated_hydrocarbon) << smiles;
  EXPECT_EQ(of("c1ccccc1"), LiquidClass::hydrocarbon);
  MolecularGraph dichlorocarbene = golden::graph("ClC(Cl)Cl");  // no liquid, but carbon and halogen alone
  for (Atom& atom : dichlorocarbene.atoms) atom.hydrogens = 0;
  EXPECT_EQ(liquid_class(dichlorocarbene), LiquidClass::perhalocarbon);
  for (const char* smiles : {"CC(C)=O", "CC#N", "ClC(Cl)Cl", "CN(C)C=O", "O=C1OCCO1", "C[N+](=O)[O-]"})
    EXPECT_EQ(of(smiles), LiquidClass::polar) << smiles;
}

TEST(LiquidClass, NonrandomnessDoesNotDependOnTheOrder) {
  using enum LiquidClass;
  const LiquidClass all[] = {saturated_hydrocarbon, hydrocarbon, perhalocarbon, polar,
                             self_associating,      water};
  for (const LiquidClass a : all) {
    for (const LiquidClass b : all) EXPECT_EQ(nonrandomness(a, b), nonrandomness(b, a));
    EXPECT_EQ(nonrandomness(a, a), 0.3);
    EXPECT_EQ(nonrandomness(a, water), 0.3);
  }
  EXPECT_EQ(nonrandomness(self_associating, hydrocarbon), 0.47);
  EXPECT_EQ(nonrandomness(self_associating, saturated_hydrocarbon), 0.47);
  EXPECT_EQ(nonrandomness(self_associating, perhalocarbon), 0.47);
  EXPECT_EQ(nonrandomness(self_associating, polar), 0.3);
  EXPECT_EQ(nonrandomness(saturated_hydrocarbon, polar), 0.2);
  EXPECT_EQ(nonrandomness(hydrocarbon, polar), 0.3);
  EXPECT_EQ(nonrandomness(saturated_hydrocarbon, perhalocarbon), 0.4);
}

}  // namespace
}  // namespace mixgrad
