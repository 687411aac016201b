// Clusters of salt that stop growing: closed association by mass action.
//
//   X_n = X_1^n exp(−n f_n),   f_n = −u + s n^(−1/3) + c n^(1/3)   for n ≥ 2
//
// X_n is the amount of clusters of n salt units, X_1 that of single ones; f_n is the free energy of a unit in
// such a cluster over that of a single one, in kT. u is what a unit gains inside, s n^(−1/3) the price of the
// surface, c n^(1/3) that of reaching from the surface to the centre. f_n is least at n* = (s/c)^(3/2), so
// clusters are of about that size and appear where X_1 nears exp(f_n*). J. N. Israelachvili, D. J. Mitchell,
// B. W. Ninham, J. Chem. Soc., Faraday Trans. 2 1976, 72, 1525, doi 10.1039/f29767201525, equations of
// section 2; with one size alone it is S = c + n K c^n.
//
// Amounts are in moles per mole of the medium, the liquid between the clusters, counted in molecules of salt,
// solvent and diluent. A cluster takes solvent and diluent along: inside, the mole fraction of salt is y.
// With M = Σ_{n≥2} n X_n, the salt in clusters, a mole of medium and its clusters are 1 + M/y moles, so that
// the mole fraction of salt in all is
//
//   x = (X_1 + M) / (1 + M/y),   in other words   x = X_1 + (1 − x/y) M
//
// For large clusters this is the lever rule between a phase with y and one with exp(f_n*).
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "result.h"

namespace mixgrad::phase {

struct Association {
  double gain_kT;      ///< u
  double surface_kT;   ///< s ≥ 0
  double crowding_kT;  ///< c > 0
  double inside_x;     ///< y, 0 < y ≤ 1
  static constexpr int kParameters = 4;

  /// n* = (s/c)^(3/2)
  double favoured_size() const;
  /// n f_n
  double free_energy_kT(double n) const;
};

/// Slopes by the mole fraction of salt in all, then by u, s, c and y.
using ClusterSlopes = std::array<double, 1 + Association::kParameters>;

struct Clusters {
  double ln_single = 0;    ///< ln X_1
  double medium = 1;       ///< moles of medium per mole in all, 1/(1 + M/y)
  double share = 0;        ///< of the salt that is in clusters
  double number_mean = 0;  ///< Σ n X_n / Σ X_n over n ≥ 2; of hardly any clusters still the limit
  double weight_mean = 0;  ///< Σ n² X_n / Σ n X_n over n ≥ 2
  ClusterSlopes share_slope{};
  ClusterSlopes number_mean_slope{};
};

/// The largest clusters that are counted.
inline constexpr int kLargestCluster = 10'000;

/// Solves the balance for X_1, by Newton's method on ln x, which rises with ln X_1 and is convex; slopes by
/// the implicit function theorem.
/// @param x mole fraction of salt in all, 0 < x < inside_x
/// Errors: `bad_value` for x outside of that (field `feed`), or where clusters larger than kLargestCluster
/// would count (field `clusters`).
Result<Clusters> associate(const Association& a, double x);

/// Share of the salt by size: element n − 1 is that in clusters of n; the last sizes, which hold less than a
/// millionth of it together, are left out.
std::vector<double> shares_by_size(const Association& a, double x, const Clusters& clusters);

/// Where clusters set in on adding salt.
struct Onset {
  double ln_single;  ///< ln X_1
  double x;          ///< mole fraction of salt in all
};

/// By the definition of J. N. Phillips, Trans. Faraday Soc. 1955, 51, 561, doi 10.1039/tf9555100561:
/// d³N/dS³ = 0, where the number of particles N = Σ X_n bends most against their salt S = Σ n X_n. Clusters
/// of one size m set in where X_m/X_1 = (m − 2) / (m² (2m − 1)).
/// @return nothing where the salt fills clusters before that, or nothing bends
std::optional<Onset> onset(const Association& a);

}  // namespace mixgrad::phase
