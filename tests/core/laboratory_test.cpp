// The laboratory: what it remembers changes no answer, batches are predictions in a row, errors are values.
#include "model/laboratory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "molecule_golden.h"
#include "networks.h"
#include "random.h"

namespace mixgrad {
namespace {

/// LiPF6 in EC, EMC and DMC was measured, and LiTFSI in DME.
ModelFile small_model(const Calibration& calibration = {{1.6, 0.02}, {2.5, 0.1}}) {
  KnownGround ground;
  const std::vector<std::string> carbonates{"EC", "EMC", "DMC"}, ether{"DME"};
  const std::vector<double> rich{0.6, 0.3, 0.1}, poor{0.1, 0.3, 0.6}, alone{1};
  for (const double temperature : {263.15, 333.15}) {
    ground.include({carbonates, rich, "LiPF6", 1.5, temperature});
    ground.include({carbonates, poor, "LiPF6", 1.5, temperature});
    ground.include({ether, alone, "LiTFSI", 2, temperature});
  }
  LiquidGround liquids;
  liquids.include(Measured::molar_volume, std::vector<std::string>{"O=C1OCCO1"}, 298.15);
  return {"1.2.3", "abcdef", networks::random_network(3), {calibration, {}}, ground, liquids, {}};
}

/// A mixture by names.
struct Recipe {
  std::vector<std::string> solvents;
  std::vector<double> amounts;
  std::string salt;  ///< Empty for none.
  double salt_amount = 1;
  Basis basis = Basis::mole;
  SaltUnit unit = SaltUnit::mol_per_kg;
  double temperature_K = 298.15;
};

Mixture mixture(Laboratory& laboratory, const Recipe& recipe) {
  Mixture out;
  const auto index = [](Result<int> found) {
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : -1;
  };
  for (const std::string& name : recipe.solvents) out.solvents.push_back(index(laboratory.solvent(name)));
  out.amounts = recipe.amounts;
  out.basis = recipe.basis;
  if (!recipe.salt.empty()) out.salt = index(laboratory.salt(recipe.salt));
  out.salt_amount = recipe.salt_amount;
  out.salt_unit = recipe.unit;
  out.temperature_K = recipe.temperature_K;
  return out;
}

/// All numbers of an answer, in a fixed order, and its words; one number of −1 for an error.
struct Transcript {
  std::vector<double> numbers;
  std::vector<std::string> words;

  void add(double value) { numbers.push_back(value); }
  void add(const std::vector<double>& values) { numbers.insert(numbers.end(), values.begin(), values.end()); }
  void add(DomainState state) { words.emplace_back(name_of(state)); }
  void add(const Error& error) {
    add(-1);
    words.insert(words.end(), {error.code, error.field, error.message});
  }
  friend bool operator==(const Transcript&, const Transcript&) = default;
};

Transcript transcript(const Result<Prediction>& result) {
  Transcript out;
  if (!result) return out.add(result.error()), out;
  const auto& [conductivity, composition, domain] = *result;
  for (const double value :
       {conductivity.value_mS_per_cm, conductivity.lower90_mS_per_cm, conductivity.upper90_mS_per_cm,
        conductivity.gradient_salt, conductivity.gradient_temperature, composition.molality_mol_per_kg,
        composition.molarity_mol_per_l, composition.density_g_per_cm3})
    out.add(value);
  for (const auto* values :
       {&conductivity.gradient_share, &composition.mole, &composition.mass, &composition.volume})
    out.add(*values);
  for (const Coefficient& c : conductivity.coefficients) out.add({c.value, c.deviation});
  out.add(domain.state);
  out.words.insert(out.words.end(), domain.reasons.begin(), domain.reasons.end());
  return out;
}

Transcript transcript(const Result<Series>& result) {
  Transcript out;
  if (!result) return out.add(result.error()), out;
  for (const auto* values :
       {&result->value, &result->lower, &result->upper, &result->gradient_share, &result->gradient_salt})
    out.add(*values);
  for (const DomainState state : result->domain) out.add(state);
  return out;
}

// ---- What is remembered ----

const std::vector<Recipe> kRecipes = {
    {{"EC", "EMC"}, {0.3, 0.7}, "LiPF6"},
    {{"EMC", "EC"}, {0.3, 0.7}, "LiPF6"},
    {{"EC", "EMC"}, {0.7, 0.3}, "LiPF6", 0.5, Basis::mass},
    {{"EC", "EMC"}, {0.3, 0.7}, "LiBF4"},
    {{"EC", "EMC"}, {0.3, 0.7}, ""},
    {{"EC", "EMC"}, {0.3, 0.7}, "LiPF6", 0},
    {{"EC", "EMC", "DMC"}, {1, 1, 0}, "LiPF6", 1.1, Basis::volume, SaltUnit::mol_per_l, 260},
    {{"DME"}, {1}, "LiTFSI", 2.5, Basis::mole, SaltUnit::mol_per_kg, 340},
    {{"EC", "EC"}, {0.5, 0.5}, "LiPF6"},
    {{"GBL", "PC", "DME", "DOL", "DEC"}, {1, 2, 3, 4, 5}, "LiFSI", 0.9},
    {{"EC", "EMC"}, {0.3, 0.7}, "LiPF6", 15, Basis::mole, SaltUnit::mol_per_l},  // an error
};

using Question = std::function<Transcript(Laboratory&, const Mixture&)>;

/// All that can be asked about a mixture.
const std::vector<Question> kQuestions = {
    [](Laboratory& l, const Mixture& m) { return transcript(l.predict(m, false)); },
    [](Laboratory& l, const Mixture& m) { return transcript(l.predict(m, true)); },
    [](Laboratory& l, const Mixture& m) {
      return transcript(l.along_temperature(m, {250, 300, 350}));
    },
    [](Laboratory& l, const Mixture& m) {
      return transcript(l.along_salt(m, {0, 0.5, m.salt_amount, 2}));
    },
    [](Laboratory& l, const Mixture& m) {
      const std::size_t n = m.solvents.size();
      std::vector<double> shares(3 * n, 1.0 / static_cast<double>(n));
      std::fill_n(shares.begin(), n, 0.0);
      shares[0] = 1;
      return transcript(l.over_compositions(m, shares, {0.2, m.salt_amount, 1}, n > 1));
    },
};

TEST(Laboratory, RemembersNothingThatChangesAnAnswer) {
  Laboratory used(small_model());
  Random random(1);
  for (int i = 0; i < 400; ++i) {
    const Recipe& recipe = kRecipes[random.below(kRecipes.size())];
    const std::size_t question = random.below(kQuestions.size());
    Laboratory fresh(small_model());
    const Transcript expected = kQuestions[question](fresh, mixture(fresh, recipe));
    ASSERT_FALSE(expected.numbers.empty());
    ASSERT_EQ(kQuestions[question](used, mixture(used, recipe)), expected)
        << "question " << question << " about " << recipe.solvents[0] << " … " << recipe.salt << " after "
        << i << " others";
  }
}

TEST(Laboratory, KnowsAMoleculeOnce) {
  Laboratory laboratory(small_model());
  const int ec = *laboratory.solvent("EC");
  EXPECT_EQ(*laboratory.solvent("ethylene carbonate"), ec);
  EXPECT_EQ(*laboratory.solvent("O=C1OCCO1"), ec);
  EXPECT_EQ(*laboratory.solvent("EC"), ec);
  EXPECT_EQ(laboratory.solvent_name(ec), "EC");
  const int emc = *laboratory.solvent("EMC");
  EXPECT_NE(emc, ec);
  const int ethanol = *laboratory.add_solvent("CCO", golden::graph("CCO"), "CCO");
  EXPECT_EQ(*laboratory.add_solvent("CCO", golden::graph("CCO"), "CCO"), ethanol);
  EXPECT_EQ(*laboratory.solvent("CCO"), ethanol);
  EXPECT_EQ(laboratory.solvent_name(ethanol), "CCO");
  const int salt = *laboratory.salt("LiPF6");
  EXPECT_EQ(*laboratory.salt("lithium hexafluorophosphate"), salt);
  EXPECT_EQ(laboratory.salt_name(salt), "LiPF6");
}

TEST(Laboratory, AMoleculeIsTheSameByGraphAsByName) {
  Laboratory laboratory(small_model());
  Mixture named = mixture(laboratory, {{"EC", "EMC"}, {0.3, 0.7}, "LiBF4"});
  const Species& salt = networks::species("LiBF4");
  Mixture drawn = named;
  drawn.solvents[0] = *laboratory.add_solvent("drawn", golden::graph("O=C1OCCO1"), "O=C1OCCO1");
  drawn.salt =
      *laboratory.add_salt("drawn", golden::graph("[Li+].F[B-](F)(F)F"), salt.molar_volume_cm3_per_mol);
  const auto a = laboratory.predict(named, true), b = laboratory.predict(drawn, true);
  ASSERT_TRUE(a && b);
  const double value = a->conductivity.value_mS_per_cm;
  EXPECT_NEAR(b->conductivity.value_mS_per_cm, value, 1e-5 * value);  // atoms are summed in another order
  EXPECT_NEAR(b->composition.density_g_per_cm3, a->composition.density_g_per_cm3, 1e-6);
}

TEST(Laboratory, ConvertsUnitsWithThePredictedVolumes) {
  Laboratory laboratory(small_model());
  Mixture pure;
  pure.solvents = {*laboratory.add_solvent("CCO", golden::graph("CCO"), "CCO")};
  pure.amounts = {1};
  const auto density = laboratory.predict(pure, false)->composition.density_g_per_cm3;
  const auto liquid = laboratory.liquid(pure, false);
  ASSERT_TRUE(liquid);
  EXPECT_NEAR((*liquid)[LiquidProperty::density].value, density, 1e-9);
  EXPECT_NEAR((*liquid)[LiquidProperty::molar_volume].value * density, 46.07, 1e-2);  // ethanol's g/mol
}

// ---- Batches are predictions in a row ----

const Recipe kThree{{"EC", "EMC", "DMC"}, {0.2, 0.3, 0.5}, "LiPF6", 1, Basis::mass, SaltUnit::mol_per_l, 300};

void expect_row(const Series& series, std::size_t i, const Result<Prediction>& one) {
  SCOPED_TRACE(i);
  ASSERT_TRUE(one);
  const ConductivityPrediction& c = one->conductivity;
  const double value = c.value_mS_per_cm;
  EXPECT_NEAR(series.value[i], value, 1e-6 * value);
  EXPECT_NEAR(series.lower[i], c.lower90_mS_per_cm, 1e-5 * value);
  EXPECT_NEAR(series.upper[i], c.upper90_mS_per_cm, 1e-5 * c.upper90_mS_per_cm);
  EXPECT_EQ(series.domain[i], one->domain.state);
}

TEST(Laboratory, CurvesArePredictions) {
  Laboratory laboratory(small_model());
  Mixture m = mixture(laboratory, kThree);
  const std::vector<double> temperatures{200, 263.15, 300, 380}, amounts{0, 1e-3, 0.7, 1, 3};
  const auto warm = laboratory.along_temperature(m, temperatures);
  ASSERT_TRUE(warm);
  ASSERT_EQ(warm->value.size(), temperatures.size());
  for (std::size_t i = 0; i < temperatures.size(); ++i) {
    Mixture one = m;
    one.temperature_K = temperatures[i];
    expect_row(*warm, i, laboratory.predict(one, false));
  }
  EXPECT_EQ(warm->domain[0], DomainState::outside);
  EXPECT_EQ(warm->domain[2], DomainState::known_ground);
  const auto salty = laboratory.along_salt(m, amounts);
  ASSERT_TRUE(salty);
  ASSERT_EQ(salty->value.size(), amounts.size());
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    Mixture one = m;
    one.salt_amount = amounts[i];
    expect_row(*salty, i, laboratory.predict(one, false));
  }
}

TEST(Laboratory, CompositionsArePredictions) {
  for (const Basis basis : {Basis::mole, Basis::mass, Basis::volume}) {
    for (const SaltUnit unit : {SaltUnit::mol_per_kg, SaltUnit::mol_per_l}) {
      Laboratory laboratory(small_model());
      Mixture m = mixture(laboratory, kThree);
      m.basis = basis;
      m.salt_unit = unit;
      const std::vector<double> shares{1, 0, 0, 0.5, 0.5, 0, 0.2, 0.3, 0.5, 0, 0, 1}, salt{1, 0.5, 1.2, 0};
      const auto all = laboratory.over_compositions(m, shares, salt, true);
      ASSERT_TRUE(all);
      for (std::size_t i = 0; i < salt.size(); ++i) {
        m.amounts.assign(&shares[3 * i], &shares[3 * i] + 3);
        m.salt_amount = salt[i];
        const auto one = laboratory.predict(m, true);
        expect_row(*all, i, one);
        const double scale = 1e-5 * (1 + one->conductivity.value_mS_per_cm);
        for (std::size_t j = 0; j < 3; ++j)
          EXPECT_NEAR(all->gradient_share[3 * i + j], one->conductivity.gradient_share[j], scale);
        EXPECT_NEAR(all->gradient_salt[i], one->conductivity.gradient_salt, scale);
      }
      const auto values = laboratory.over_compositions(m, shares, salt, false);
      ASSERT_TRUE(values);
      EXPECT_EQ(values->value, all->value);
      EXPECT_TRUE(values->gradient_share.empty() && values->gradient_salt.empty());
    }
  }
}

TEST(Laboratory, CompositionsOfLiquidsArePredictions) {
  for (const Basis basis : {Basis::mole, Basis::mass, Basis::volume}) {
    Laboratory laboratory(small_model());
    Mixture m = mixture(laboratory, kThree);
    m.basis = basis;
    const std::vector<double> shares{1, 0, 0, 0.5, 0.5, 0, 0.2, 0.3, 0.5, 0, 0, 1};
    for (int p = 0; p < kLiquidProperties; ++p) {
      const auto property = static_cast<LiquidProperty>(p);
      const auto all = laboratory.liquid_over_compositions(m, property, shares, true);
      ASSERT_TRUE(all);
      ASSERT_EQ(all->value.size(), 4u);
      for (std::size_t i = 0; i < 4; ++i) {
        m.amounts.assign(&shares[3 * i], &shares[3 * i] + 3);
        const auto one = laboratory.liquid(m, true);
        ASSERT_TRUE(one);
        const LiquidValue& expected = (*one)[property];
        EXPECT_DOUBLE_EQ(all->value[i], expected.value);
        EXPECT_DOUBLE_EQ(all->lower[i], expected.lower90);
        EXPECT_DOUBLE_EQ(all->upper[i], expected.upper90);
        EXPECT_EQ(all->domain[i], one->domain[measured_of(property)].state);
        for (std::size_t j = 0; j < 3; ++j)
          EXPECT_NEAR(all->gradient_share[3 * i + j], expected.gradient_share[j],
                      1e-12 * (1 + std::fabs(expected.gradient_share[j])));
      }
      const auto values = laboratory.liquid_over_compositions(m, property, shares, false);
      ASSERT_TRUE(values);
      EXPECT_EQ(values->value, all->value);
      EXPECT_TRUE(values->gradient_share.empty());
    }
  }
}

TEST(Laboratory, GradientsAgreeWithCentralDifferences) {
  for (const Basis basis : {Basis::mole, Basis::mass, Basis::volume}) {
    for (const SaltUnit unit : {SaltUnit::mol_per_kg, SaltUnit::mol_per_l}) {
      Laboratory laboratory(small_model());
      Mixture m = mixture(laboratory, kThree);
      m.basis = basis;
      m.salt_unit = unit;
      const auto at = laboratory.predict(m, true);
      ASSERT_TRUE(at);
      const double tolerance = 1e-3 * at->conductivity.value_mS_per_cm;
      const auto difference = [&](double& value, double h) {
        const double kept = value;
        const auto f = [&](double step) {
          value = kept + step;
          return laboratory.predict(m, false)->conductivity.value_mS_per_cm;
        };
        const double out = (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
        value = kept;
        return out;
      };
      for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(at->conductivity.gradient_share[i], difference(m.amounts[i], 0.02), tolerance) << i;
      EXPECT_NEAR(at->conductivity.gradient_salt, difference(m.salt_amount, 0.01), tolerance);
      EXPECT_NEAR(at->conductivity.gradient_temperature, difference(m.temperature_K, 0.5), tolerance * 1e-2);
    }
  }
}

// ---- Trust ----

TEST(Laboratory, NamesTheNearestKnownMolecule) {
  Laboratory laboratory(small_model());
  const auto reason = [&](int solvent) {
    Mixture m = mixture(laboratory, {{"EC", "EMC"}, {0.2, 0.8}, "LiPF6"});
    m.solvents[1] = solvent;
    const DomainVerdict verdict = laboratory.predict(m, false)->domain;
    EXPECT_EQ(verdict.state, DomainState::caution);
    return verdict.reasons.empty() ? std::string() : verdict.reasons[0];
  };
  const std::string similar =
      " was never measured in the training data; the most similar molecule that was is ";
  // To a known molecule under another name, nothing is nearer than itself.
  for (const auto& [smiles, id] : {std::pair{"COCCOC", "DME"}, {"O=C1OCCO1", "EC"}, {"COC(=O)OC", "DMC"}}) {
    const std::string name = "a twin of " + std::string(id);
    EXPECT_EQ(reason(*laboratory.add_solvent(name, golden::graph(smiles), smiles)), name + similar + id);
  }
  const std::string of_dec = reason(*laboratory.solvent("DEC"));
  ASSERT_TRUE(of_dec.starts_with("DEC" + similar)) << of_dec;
  EXPECT_TRUE(laboratory.model().known_ground.has_solvent(of_dec.substr(3 + similar.size()))) << of_dec;
}

TEST(Laboratory, MeasuredMixturesAreKnownGround) {
  Laboratory laboratory(small_model());
  const Mixture known = mixture(laboratory, {{"EC", "EMC", "DMC"}, {0.4, 0.3, 0.3}, "LiPF6"});
  EXPECT_EQ(laboratory.predict(known, false)->domain.state, DomainState::known_ground);
  EXPECT_TRUE(laboratory.predict(known, false)->domain.reasons.empty());
}

TEST(Laboratory, IntervalsAreThoseOfTheCalibration) {
  Laboratory laboratory(small_model({{2, 0.5}, {4, 0.5}}));
  Mixture m = mixture(laboratory, {{"EC", "EMC", "DMC"}, {0.4, 0.3, 0.3}, "LiPF6"});
  for (const double temperature : {298.15, 390.0}) {  // on known ground, and outside
    m.temperature_K = temperature;
    const ConductivityPrediction c = laboratory.predict(m, false)->conductivity;
    const double above = std::log(c.upper90_mS_per_cm / c.value_mS_per_cm);
    EXPECT_NEAR(above, std::log(c.value_mS_per_cm / c.lower90_mS_per_cm), 1e-9);
    EXPECT_GE(above, (temperature < 300 ? 2 : 4) * 0.5);  // the noise, and the spread of the heads on top
  }
}

// ---- Salt ----

TEST(Laboratory, WithoutSaltNothingConducts) {
  Laboratory laboratory(small_model());
  const Mixture m = mixture(laboratory, {{"EC", "EMC"}, {0.3, 0.7}, ""});
  const auto one = laboratory.predict(m, true);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->conductivity.value_mS_per_cm, 0);
  EXPECT_EQ(one->conductivity.upper90_mS_per_cm, 0);
  EXPECT_EQ(one->conductivity.gradient_share, std::vector<double>(2, 0.0));
  EXPECT_EQ(one->composition.molarity_mol_per_l, 0);
  EXPECT_TRUE(one->conductivity.coefficients.empty());
  const auto many = laboratory.over_compositions(m, {1, 0, 0.5, 0.5, 0, 1}, {0, 0, 0}, true);
  ASSERT_TRUE(many);
  EXPECT_EQ(many->value, std::vector<double>(3, 0.0));
  EXPECT_EQ(many->gradient_share, std::vector<double>(6, 0.0));
  EXPECT_EQ(many->gradient_salt, std::vector<double>(3, 0.0));
  EXPECT_EQ(laboratory.along_temperature(m, {250, 300})->upper, std::vector<double>(2, 0.0));
}

TEST(Laboratory, SaltAmountsReachAMolality) {
  Laboratory laboratory(small_model());
  Mixture m = mixture(laboratory, kThree);
  const Range molar = laboratory.salt_amounts(m, 2);
  Range reached;
  for (std::size_t i = 0; i < 3; ++i) {  // the densest and the least dense of the solvents
    m.amounts.assign(3, 0.0);
    m.amounts[i] = 1;
    m.salt_amount = 2;
    m.salt_unit = SaltUnit::mol_per_kg;
    reached.include(laboratory.predict(m, false)->composition.molarity_mol_per_l);
  }
  EXPECT_NEAR(molar.low, reached.low, 1e-12);
  EXPECT_NEAR(molar.high, reached.high, 1e-12);
  EXPECT_LT(molar.low, molar.high);
  const Range molal = laboratory.salt_amounts(m, 2);
  EXPECT_EQ(molal.low, 2);
  EXPECT_EQ(molal.high, 2);
}

// ---- Errors are values ----

void expect_error(const Error& error, const std::string& code, const std::string& field,
                  const std::string& part) {
  EXPECT_EQ(error.code, code);
  EXPECT_EQ(error.field, field);
  EXPECT_NE(error.message.find(part), std::string::npos) << error.message;
}

TEST(LaboratoryErrors, TooMuchSalt) {
  Laboratory laboratory(small_model());
  Mixture m = mixture(laboratory, kThree);
  const Transcript good = transcript(laboratory.predict(m, true));
  const auto expect_refused = [&](double amount, SaltUnit unit, const std::string& field) {
    SCOPED_TRACE(amount);
    Mixture salty = m;
    salty.salt_amount = amount;
    salty.salt_unit = unit;
    expect_error(laboratory.predict(salty, true).error(), "bad_value", field, "is too much salt");
    expect_error(laboratory.along_temperature(salty, {300}).error(), "bad_value", field, "is too much salt");
    expect_error(laboratory.along_salt(salty, {1, amount}).error(), "bad_value", field, "is too much salt");
    expect_error(laboratory.over_compositions(salty, {1, 0, 0, 0, 0, 1}, {1, amount}, true).error(),
                 "bad_value", field, "is too much salt");
    EXPECT_EQ(transcript(laboratory.predict(m, true)), good);
  };
  expect_refused(20.001, SaltUnit::mol_per_kg, "salt.molality_mol_per_kg");
  expect_refused(12, SaltUnit::mol_per_l, "salt.molarity_mol_per_l");
  expect_refused(1000, SaltUnit::mol_per_l, "salt.molarity_mol_per_l");  // more than a litre of salt
}

TEST(LaboratoryErrors, TheMostSaltThatIsOfferedIsTaken) {
  Laboratory laboratory(small_model());
  Mixture m = mixture(laboratory, kThree);
  m.salt_amount = 12;
  const std::string message = laboratory.predict(m, false).error().message;
  m.salt_amount = std::stod(message.substr(message.rfind(' '))) - 1e-3;
  EXPECT_TRUE(laboratory.predict(m, false)) << message;
  m.salt_amount += 2e-3;
  EXPECT_FALSE(laboratory.predict(m, false)) << message;
}

TEST(LaboratoryErrors, AnIntervalWithoutEnd) {
  Laboratory laboratory(small_model({{100, 10}, {100, 10}}));
  const Mixture m = mixture(laboratory, kThree);
  expect_error(laboratory.predict(m, false).error(), "no_finite_value", "", "overflows");
  expect_error(laboratory.along_temperature(m, {300}).error(), "no_finite_value", "", "overflows");
  expect_error(laboratory.along_salt(m, {1}).error(), "no_finite_value", "", "overflows");
  expect_error(laboratory.over_compositions(m, {1, 0, 0}, {1}, false).error(), "no_finite_value", "",
               "overflows");
}

TEST(LaboratoryErrors, Names) {
  Laboratory laboratory(small_model());
  expect_error(laboratory.solvent("XYZ").error(), "unknown_species", "",
               "'XYZ' is not in the built-in library");
  expect_error(laboratory.salt("XYZ").error(), "unknown_species", "", "'XYZ' is not in the built-in library");
  expect_error(laboratory.solvent("LiPF6").error(), "unknown_species", "", "LiPF6 is a salt");
  expect_error(laboratory.salt("EC").error(), "unknown_species", "", "EC is a solvent");
}

TEST(LaboratoryErrors, SolventsThatAreNone) {
  Laboratory laboratory(small_model());
  const auto refused = [&](const std::string& smiles) {
    return laboratory.add_solvent(smiles, golden::graph(smiles), smiles).error();
  };
  expect_error(refused("CC(=O)[O-]"), "bad_molecule", "", "carries a charge");
  expect_error(refused("[Li+].F[B-](F)(F)F"), "bad_molecule", "", "is several molecules");
  EXPECT_FALSE(laboratory.solvent("CC(=O)[O-]")) << "a refused molecule must not become known";
}

TEST(LaboratoryErrors, SaltsThatAreNone) {
  Laboratory laboratory(small_model());
  const auto refused = [&](const MolecularGraph& graph) { return laboratory.add_salt("it", graph).error(); };
  expect_error(refused(golden::graph("CCO")), "bad_molecule", "", "is not one cation");
  expect_error(refused(golden::graph("CC(=O)[O-]")), "bad_molecule", "", "is not one cation");
  MolecularGraph sodium = golden::graph("[Li+].F[B-](F)(F)F");
  for (auto& atom : sodium.atoms) {
    if (atom.element == 3) atom.element = 11;
  }
  expect_error(refused(sodium), "refused", "", "lithium salts only");
  EXPECT_FALSE(laboratory.salt("it"));
}

TEST(LaboratoryErrors, ElementsWithoutFeatures) {
  Laboratory laboratory(small_model());
  MolecularGraph graph = golden::graph("CCO");
  graph.atoms[0].element = 80;  // mercury
  expect_error(laboratory.add_solvent("it", graph, "it").error(), "refused", "element", "Hg");
  MolecularGraph salt = golden::graph("[Li+].F[B-](F)(F)F");
  for (auto& atom : salt.atoms) {
    if (atom.element == 5) atom.element = 80;
  }
  expect_error(laboratory.add_salt("it", salt).error(), "refused", "element", "Hg");
}

}  // namespace
}  // namespace mixgrad
