// The model at work: named molecules in, predictions out. One object serves the page, the command line and
// the optimiser.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/composition.h"
#include "model/conductivity.h"
#include "model/liquid.h"
#include "model/phase_margin.h"
#include "model/solvation.h"
#include "model/weights.h"
#include "molecule/species.h"
#include "result.h"

namespace mixgrad {

/// The law is evaluated up to this much salt: far more than any measured solution holds.
inline constexpr double kHighestMolality_mol_per_kg = 20;

/// A mixture as a person states it, with molecules already known to the laboratory.
struct Mixture {
  std::vector<int> solvents;    ///< From Laboratory::solvent.
  std::vector<double> amounts;  ///< In `basis`, any scale, ≥ 0, not all 0.
  Basis basis = Basis::mole;
  int salt = -1;           ///< From Laboratory::salt; −1 for none.
  double salt_amount = 0;  ///< ≥ 0, in `salt_unit`.
  SaltUnit salt_unit = SaltUnit::mol_per_kg;
  double temperature_K = 298.15;
};

struct Coefficient {
  const char* name;
  const char* unit;
  double value = 0;      ///< Mean over the heads.
  double deviation = 0;  ///< Standard deviation over the heads.
};

struct ConductivityPrediction {
  double value_mS_per_cm = 0;
  double lower90_mS_per_cm = 0, upper90_mS_per_cm = 0;
  std::vector<double> gradient_share;  ///< Per unit of share in the mixture's basis; empty unless asked for.
  double gradient_salt = 0;            ///< Per unit of the salt amount as given.
  double gradient_temperature = 0;     ///< Per K.
  std::vector<Coefficient> coefficients;
};

/// One property of a molecular liquid.
struct LiquidValue {
  double value = 0, lower90 = 0, upper90 = 0;
  std::vector<double> gradient_share;  ///< Per unit of share in the mixture's basis; empty unless asked for.
  double gradient_temperature = 0;     ///< Per K.
};

/// The solvents of a mixture without its salt.
struct LiquidPrediction {
  std::array<LiquidValue, kLiquidProperties> property;
  std::vector<LiquidValue> ln_gamma;  ///< Per solvent, without gradient.
  PerMeasured<DomainVerdict> domain;  ///< measured_of() tells which of them is a property's.

  const LiquidValue& operator[](LiquidProperty p) const { return property[static_cast<std::size_t>(p)]; }
};

/// The measurements that a property was learned from.
Measured measured_of(LiquidProperty property);
/// Whether a property's interval is a factor, not a difference.
inline bool is_relative(LiquidProperty p) {
  return p == LiquidProperty::molar_volume || p == LiquidProperty::density || p == LiquidProperty::viscosity;
}

/// How far a mixture is from another phase at a temperature of its own, in RT per mole: GibbsSurface's
/// separation or, of the salt, supersaturation. Positive where there is another phase.
struct PhaseCondition {
  double temperature_K = 0;
  bool solid = false;  ///< Whether the salt crystallises, not whether there are two liquids.
  std::optional<SaltAssumption> salt = {};
};

/// Something to measure of a mixture: conductivity (mS/cm), or a property of its solvents; its value or an
/// end of its interval.
struct Measure {
  std::optional<LiquidProperty> liquid = {};  ///< None: conductivity.
  End end = End::value;
  std::shared_ptr<const PhaseCondition> phase = {};  ///< If there is one, it is what is measured.

  bool is_conductivity() const { return !liquid && !phase; }
  bool operator==(const Measure&) const = default;
};

/// Who stands around Li⁺: n species, the solvents and then the anion.
struct SolvationPrediction {
  std::vector<LiquidValue> numbers;  ///< n coordinations, n free shares, the total; without gradients.
  DomainVerdict domain;

  std::size_t species() const { return numbers.size() / 2; }
  /// Contacts per Li⁺.
  const LiquidValue& coordination(std::size_t i) const { return numbers[i]; }
  /// Share that touches no Li⁺.
  const LiquidValue& free(std::size_t i) const { return numbers[species() + i]; }
  /// Contacts of a Li⁺, of all species together.
  const LiquidValue& total() const { return numbers.back(); }
};

struct CompositionReport {
  std::vector<double> mole, mass, volume;  ///< Shares, each summing to 1.
  double molality_mol_per_kg = 0;
  double molarity_mol_per_l = 0;
  double density_g_per_cm3 = 0;  ///< Of the solution, ideal volumes at 298.15 K.
};

struct Prediction {
  ConductivityPrediction conductivity;
  CompositionReport composition;
  DomainVerdict domain;
};

/// Many states of one mixture, or many compositions of one set of solvents.
struct Series {
  std::vector<double> value, lower, upper;
  std::vector<double> gradient_share;  ///< count × solvents; empty unless asked for.
  std::vector<double> gradient_salt;   ///< count; empty unless asked for.
  std::vector<DomainState> domain;
};

class Laboratory {
 public:
  explicit Laboratory(ModelFile model);
  Laboratory(const Laboratory&) = delete;  // parts of it point to others
  Laboratory& operator=(const Laboratory&) = delete;

  const ModelFile& model() const { return model_; }

  /// Makes a molecule known under a key (its SMILES), once. A salt's volume of 0: estimated from the graph.
  /// Errors: `refused` for an element the model cannot read, or a charged molecule among solvents;
  /// `bad_molecule` when a salt is not one cation and one anion.
  /// @param smiles canonical, without stereo marks: what known ground calls it
  Result<int> add_solvent(const std::string& key, const MolecularGraph& graph, const std::string& smiles);
  Result<int> add_salt(const std::string& key, const MolecularGraph& graph, double volume_cm3_per_mol = 0);

  /// Index of a molecule by library id, alias or SMILES; built-in species are embedded when first asked for.
  /// Errors: `unknown_species` / `unprepared_smiles` style errors with what would be right.
  Result<int> solvent(const std::string& key);
  Result<int> salt(const std::string& key);

  const std::string& solvent_name(int solvent) const {
    return solvents_[static_cast<std::size_t>(solvent)].key;
  }
  const std::string& salt_name(int salt) const { return salts_[static_cast<std::size_t>(salt)].key; }

  /// Errors: `bad_value` (field `salt.molarity_mol_per_l` or `salt.molality_mol_per_kg`) for more salt than
  /// kHighestMolality_mol_per_kg or than a litre can hold; `no_finite_value` where the law overflows.
  Result<Prediction> predict(const Mixture& mixture, bool gradient);

  /// The mixture's solvents without salt. Errors: `no_finite_value` where a law overflows.
  Result<LiquidPrediction> liquid(const Mixture& mixture, bool gradient);
  /// Who stands around Li⁺. Errors as `predict`; `bad_value` (field `salt`) without Li⁺; `bad_weights` where
  /// the model has no heads for it.
  Result<SolvationPrediction> solvation(const Mixture& mixture);
  /// What the network says of the pair of solvents i < j, and of one solvent alone.
  std::vector<PairCoefficient> pair_coefficients(const Mixture& mixture, int i, int j);
  /// What phase diagrams of the solvents are made from.
  ExcessGibbs excess_gibbs(const Mixture& mixture);
  const LiquidMolecule& liquid_molecule(int solvent) const {
    return solvents_[static_cast<std::size_t>(solvent)].liquid;
  }

  /// The mixture at each temperature, or at each salt amount (in its unit). Errors as `predict`.
  Result<Series> along_temperature(const Mixture& mixture, const std::vector<double>& temperature_K);
  Result<Series> along_salt(const Mixture& mixture, const std::vector<double>& salt_amount);

  /// Compositions `shares` (count × solvents, in the mixture's basis, each summing to 1), each with its own
  /// salt amount (count, in the mixture's unit), all at the mixture's temperature, in one batch. Errors as
  /// `predict`.
  Result<Series> over_compositions(const Mixture& mixture, const std::vector<double>& shares,
                                   const std::vector<double>& salt_amount, bool gradient);
  /// The same of a property of the solvents without salt; `gradient_salt` stays empty.
  Result<Series> liquid_over_compositions(const Mixture& mixture, LiquidProperty property,
                                          const std::vector<double>& shares, bool gradient);

  /// Measures with gradients at many points: what the optimiser asks for. The network runs once for all of
  /// them. A row is not a number where there is more salt than a mixture can hold.
  ///
  /// Slopes of intervals of liquids are forward differences of the laws, in double precision: right to 1e-5,
  /// also where a component is at 0 and the interval has a kink.
  /// @param points   count × (solvents + 2): shares in the mixture's basis, summing to 1; the salt's amount
  /// in
  ///                 its unit, 0 without a salt; temperature in K
  /// @param value    count × measures
  /// @param gradient count × measures × (solvents + 2), every share free
  /// @param state    count: the worst domain state of all that is measured there
  void measure(const Mixture& mixture, std::span<const Measure> measures, std::span<const double> points,
               double* value, double* gradient, DomainState* state);

  /// The salt amounts, in the mixture's unit, at which mixtures of its solvents reach a molality (mol/kg):
  /// one and the same in mol/kg; in mol/l it depends on the solvents' density.
  Range salt_amounts(const Mixture& mixture, double molality_mol_per_kg) const;

 private:
  struct Solvent {
    std::string key, smiles;
    MolarFacts facts;  // the volume at 298.15 K, where mixtures are made up
    bool trained;
    LiquidMolecule liquid;
    HeadVectors contribution;
    HeadVectors binding;
  };
  struct Salt {
    std::string key;
    MolarFacts facts;
    HeadVectors contribution;
    HeadVectors binding;  // of the anion
  };

  /// A choice of molecules with all that does not change when amounts, salt amount or temperature do.
  struct Choice {
    std::vector<int> solvents;
    int salt = -1;
    std::vector<MolarFacts> facts;  // per solvent
    MolarFacts salt_facts;
    LocalGround ground;
    std::vector<std::string> nearest;                 // per solvent; filled when first asked for
    std::vector<std::string> nearest_liquid;          // the same among measured liquids
    std::vector<std::string> smiles, names;           // per solvent
    std::unique_ptr<ConductivityModel> conductivity;  // null without a salt
    std::unique_ptr<LiquidMixture> liquid;            // made when first asked for
  };

  std::vector<float> embed(const EncoderBranch& branch, const GraphFeatures& features);
  Choice& choose(const Mixture& mixture);
  template <class Known, class Vector>
  std::vector<std::string> nearest(const Choice& choice, const Known& known, const Vector& vector);
  const std::vector<std::string>& nearest_trained(Choice& choice);
  const std::vector<std::string>& nearest_measured(Choice& choice);
  LiquidMixture& liquid_of(Choice& choice);
  Result<Series> over_states(const Mixture& mixture, const std::vector<double>& salt_amount,
                             const std::vector<double>& temperature_K);
  /// Salt amount of a mixture with these mole fractions, in mol/kg.
  Result<double> molality(const Mixture& mixture, const Choice& choice, std::span<const double> x,
                          double amount) const;
  /// From the gradients of a row of the last batch to those by shares, which are added, and by salt amount.
  double pull_back(const Mixture& mixture, const Choice& choice, std::span<const double> shares,
                   std::span<const double> x, double salt_amount, std::size_t row, double* by_share);
  /// The same from gradients by mole fractions of the solvents, which change, and by molality.
  static double pull_back(const Mixture& mixture, const Choice& choice, std::span<const double> shares,
                          std::span<const double> x, double salt_amount, std::span<double> by_x,
                          double by_molality, double* by_share);
  /// How wide an excess property's interval may be, 0 where it vanishes: Calibration's g.
  static double mixing_of(const std::vector<int>& solvents, std::span<const double> x);
  DomainState liquid_state(const Choice& choice, LiquidProperty property, std::span<const double> x,
                           double temperature_K) const;
  double half_width(LiquidProperty property, DomainState state, double deviation, double mixing,
                    double temperature_K) const;
  /// One point of `measure`: those of liquids.
  void measure_liquid(const Mixture& mixture, Choice& choice, std::span<const Measure> measures,
                      std::span<const double> x, const double* point, double* value, double* gradient,
                      DomainState& state);
  /// One point of `measure`: a phase condition, with its gradient by shares and salt amount.
  double measure_phase(const Mixture& mixture, Choice& choice, const GibbsSurface& surface,
                       const PhaseCondition& condition, std::span<const double> x, double molality,
                       const double* point, double* gradient);
  /// Values and intervals from the last batch, by each row's own domain state.
  Status append_intervals(Series& out) const;
  static Error no_finite_value();

  ModelFile model_;
  std::vector<Solvent> solvents_;
  std::vector<Salt> salts_;
  std::map<std::string, int> solvent_index_, salt_index_;
  Tape<float> embedding_tape_;
  std::optional<Choice> choice_;  // the last one
  ConductivityBatch batch_;
  LiquidEstimates estimates_;
};

}  // namespace mixgrad
