// Molecular liquids and their mixtures by every head of the ensemble: from embeddings to the coefficients of
// the laws, and from those to properties with gradients.
#pragma once

#include <array>
#include <vector>

#include "laws/molar_volume.h"
#include "laws/redlich_kister.h"
#include "laws/viscosity.h"
#include "model/architecture.h"
#include "molecule/liquid_class.h"

namespace mixgrad {

/// What the heads keep of one molecule, computed once. Vectors hold one entry, or block, for each head.
struct LiquidMolecule {
  double molar_mass_g_per_mol = 0;
  LiquidClass kind = LiquidClass::polar;
  std::vector<laws::MolarVolumeCoefficients<double>> volume;
  std::vector<laws::ViscosityCoefficients<double>> viscosity;
  std::vector<float> first, second;  ///< heads × pair width
  std::vector<float> place;          ///< heads × distance width: where molecules are told apart
};

/// @param embedding of the molecule
LiquidMolecule liquid_molecule(const Architecture<float>& network, const std::vector<float>& embedding,
                               const MolecularGraph& graph);

/// What a liquid's viscosity tells the heads of conductivity, by the mean over the ensemble: ln(η / mPa s) at
/// 298.15 K, and by how much it rises on cooling to 258.15 K, from where it commonly is.
std::array<float, kWaldenTerms> walden_terms(
    const std::vector<laws::ViscosityCoefficients<double>>& viscosity);

/// The same for every molecule of a batch, molecules × kWaldenTerms; empty for a network that does not know
/// the viscosity of liquids. An ion's mean nothing.
std::vector<float> walden_terms(const Architecture<float>& network, const GraphBatch<float>& molecules);

enum class LiquidProperty { molar_volume, density, excess_volume, excess_enthalpy, excess_gibbs, viscosity };
inline constexpr int kLiquidProperties = 6;

/// A property by the ensemble. Viscosity is averaged in its logarithm; its deviation, and that of molar
/// volume and density, is relative.
struct LiquidEstimate {
  double value = 0;
  double deviation = 0;
  std::vector<double> by_mole_fraction;  ///< All fractions taken as free; empty unless asked for.
  double by_temperature = 0;             ///< Per K.
};

struct LiquidEstimates {
  std::array<LiquidEstimate, kLiquidProperties> property;
  std::vector<double> ln_gamma, ln_gamma_deviation;  ///< Per component.

  LiquidEstimate& operator[](LiquidProperty p) { return property[static_cast<std::size_t>(p)]; }
  const LiquidEstimate& operator[](LiquidProperty p) const { return property[static_cast<std::size_t>(p)]; }
};

/// A coefficient of a Redlich–Kister sum over the ensemble.
struct PairCoefficient {
  Surface surface;
  int factor, order;
  double mean, deviation;
};

/// The learned excess Gibbs energy as numbers: what the phase engine, which knows no network, is handed. In
/// the notation of laws/redlich_kister.h and laws/temperature_factors.h.
struct ExcessGibbs {
  int heads, orders;
  std::vector<double> coefficient;  ///< heads × pairs × 3 × orders: of each pair c, h and g.
  std::vector<double> resemblance;  ///< σ: heads × pairs × components.
};

/// A choice of molecules: the network runs when it is made, the laws alone when it is evaluated.
class LiquidMixture {
 public:
  /// @param molecules one or more; they and `network` are not kept
  LiquidMixture(const Architecture<float>& network, const std::vector<const LiquidMolecule*>& molecules);

  int components() const { return components_; }

  /// At mole fractions x (components, summing to 1) and T. Units as in LiquidProperty's names:
  /// cm³/mol, g/cm³, cm³/mol, J/mol, J/mol, mPa s.
  void evaluate(const double* x, double temperature_K, bool gradient, LiquidEstimates& out);

  /// The coefficients of components i < j.
  std::vector<PairCoefficient> coefficients(int i, int j) const;

  /// Of every head, all components together.
  ExcessGibbs excess_gibbs() const;

 private:
  struct Head {
    std::vector<laws::MolarVolumeCoefficients<double>> volume;   // per component
    std::vector<laws::ViscosityCoefficients<double>> viscosity;  // per component
    std::array<std::vector<double>, kSurfaces> pair;             // of each: pairs × factors × orders
    std::vector<double> resemblance;                             // pairs × components
  };
  struct Sum;

  struct Terms {
    int factors, orders;
  };

  /// Where the coefficients of a pair stand among a head's.
  std::size_t start(Surface surface, int pair, int factor) const {
    const Terms& terms = terms_[static_cast<std::size_t>(surface)];
    return static_cast<std::size_t>((pair * terms.factors + factor) * terms.orders);
  }
  /// Contracts the pair coefficients of a surface with factors of temperature: pairs × orders.
  const double* contract(const Head& head, Surface surface, const double* factor,
                         std::vector<double>& out) const;

  std::array<Terms, kSurfaces> terms_;
  int components_;
  std::vector<double> molar_mass_;
  std::vector<Head> heads_;
  std::vector<double> contracted_, slope_, by_x_, partial_;
};

}  // namespace mixgrad
