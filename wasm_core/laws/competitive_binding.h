// How molecules and anions share the places around Li⁺: competitive binding with a mass balance.
//
// A lithium ion has N = 4 places. A molecule of species i has n_i contacts to offer, and each contact takes
// d_i places of one ion (a bidentate molecule more than one). A contact is made or not as by Langmuir's
// isotherm, whose "pressure" is the activity a of vacant places, and all species feel the same a:
//
//   p_i = 1/(1 + exp(−κ_i − d_i (ln a − ln a₀)))      share of the contacts of i that are made
//   c_i = r_i n_i p_i                                  contacts of i per Li⁺: its coordination number
//   f_i = (1 − p_i)^n_i                                share of the molecules of i that touch no Li⁺
//   Σ_i d_i c_i + a/x_Li = N                           every place is taken or vacant
//
// r_i is the amount of i per Li⁺ and x_Li = 1/(1 + Σ r_i) the mole fraction of Li⁺. The last line has one
// root in a, for its left side rises from 0 without end: more is never bound than is there, however strongly
// it binds. Species in any order, one split into two, or one with r = 0 leave all others' answers as they
// are.
//
// The form of the isotherm: I. Langmuir, J. Am. Chem. Soc. 1918, 40, 1361, doi 10.1021/ja02242a004.
#pragma once

#include <algorithm>
#include <cmath>

#include "laws/smooth.h"

namespace mixgrad::laws {

inline constexpr double kPlacesOfLithium = 4;
inline constexpr double kAffinityStep = 3;          ///< Of affinities, by one of a network's raw outputs.
inline constexpr double kLogReferenceVacancy = -7;  ///< ln a₀, where affinities are told.

template <class Scalar>
struct BindingCoefficients {
  Scalar affinity;       ///< κ: ln(made/not made) of a contact at a₀.
  Scalar places_taken;   ///< d > 0, of a lithium ion, by one contact.
  Scalar contacts_most;  ///< n > 0, of one molecule or anion.
};

/// What becomes of one species.
template <class Scalar>
struct BindingShare {
  Scalar coordination;  ///< c, contacts per Li⁺.
  Scalar free;          ///< f, 0 to 1.
};

/// From a network's raw outputs.
/// @param ion anions offer more contacts than molecules, and so start from another middle
template <class Scalar>
BindingCoefficients<Scalar> link_binding(const Scalar* raw, bool ion) {
  using std::exp;
  return {(ion ? 0.0 : -3.0) + kAffinityStep * raw[0],
          exp((ion ? 0.0 : 0.1) + 0.2 * bounded(raw[1], kLinkBound)),
          exp((ion ? 1.0 : 0.15) + 0.2 * bounded(raw[2], kLinkBound))};
}

namespace binding {

/// Made and not made, 1/(1 + e^−q) and 1/(1 + e^q), without overflow or cancellation.
template <class Scalar>
void made(const Scalar& q, Scalar& made, Scalar& open) {
  using std::exp;
  const Scalar e = exp(real_part(q) > 0 ? -q : q), large = 1.0 / (1.0 + e), small = e * large;
  made = real_part(q) > 0 ? large : small;
  open = real_part(q) > 0 ? small : large;
}

/// Σ d_i c_i + a/x_Li − N at ln a, and its slope.
template <class Scalar>
Scalar imbalance(int species, const BindingCoefficients<Scalar>* b, const Scalar* per_lithium,
                 const Scalar& log_vacancy, Scalar& slope) {
  using std::exp;
  Scalar all(1);
  for (int i = 0; i < species; ++i) all += per_lithium[i];
  const Scalar vacant = all * exp(log_vacancy);
  Scalar sum = vacant - kPlacesOfLithium;
  slope = vacant;
  for (int i = 0; i < species; ++i) {
    Scalar p, open;
    made(Scalar(b[i].affinity + b[i].places_taken * (log_vacancy - kLogReferenceVacancy)), p, open);
    const Scalar taken = b[i].places_taken * per_lithium[i] * b[i].contacts_most * p;
    sum += taken;
    slope += b[i].places_taken * taken * open;
  }
  return sum;
}

}  // namespace binding

/// ln a. A bracket that always shrinks, by Newton's steps where they stay inside and by halves where not;
/// then one step in the scalar itself, which gives a complex step its imaginary part.
template <class Scalar>
Scalar log_vacancy(int species, const BindingCoefficients<Scalar>* b, const Scalar* per_lithium) {
  constexpr int kMostSteps = 200;
  constexpr double kLowest = -600;
  double all = 1;
  for (int i = 0; i < species; ++i) all += real_part(per_lithium[i]);
  double low = kLowest, high = std::log(kPlacesOfLithium / all), at = high;
  for (int step = 0; step < kMostSteps; ++step) {
    Scalar slope;
    const double excess = real_part(binding::imbalance(species, b, per_lithium, Scalar(at), slope));
    (excess > 0 ? high : low) = at;
    double next = at - excess / real_part(slope);
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (std::abs(next - at) <= 1e-15 * std::abs(at)) break;
    at = next;
  }
  Scalar slope;
  const Scalar excess = binding::imbalance(species, b, per_lithium, Scalar(at), slope);
  return at - excess / slope;
}

/// @param species how many   @param per_lithium r ≥ 0, mol per mol of Li⁺   @param share written
template <class Scalar>
void competitive_binding(int species, const BindingCoefficients<Scalar>* b, const Scalar* per_lithium,
                         BindingShare<Scalar>* share) {
  using std::exp;
  const Scalar vacancy = log_vacancy(species, b, per_lithium);
  for (int i = 0; i < species; ++i) {
    const Scalar q = b[i].affinity + b[i].places_taken * (vacancy - kLogReferenceVacancy),
                 n = b[i].contacts_most;
    share[i] = {per_lithium[i] * n * exp(-softplus(Scalar(-q))), exp(-n * softplus(q))};
  }
}

/// Carries derivatives backwards: from those by the shares to those by the coefficients and the amounts.
/// The balance is not differentiated step by step: by the implicit function theorem its root moves by
/// −(∂balance)/slope.
/// @param by_share in   @param by_b, by_per_lithium written, `species` long each
inline void competitive_binding_adjoint(int species, const BindingCoefficients<double>* b,
                                        const double* per_lithium, const BindingShare<double>* by_share,
                                        BindingCoefficients<double>* by_b, double* by_per_lithium) {
  const double vacancy = log_vacancy(species, b, per_lithium), a = std::exp(vacancy);
  double slope;
  binding::imbalance(species, b, per_lithium, vacancy, slope);
  const double distance = vacancy - kLogReferenceVacancy;
  double by_vacancy = 0;
  for (int i = 0; i < species; ++i) {
    const double n = b[i].contacts_most, r = per_lithium[i];
    const double q = b[i].affinity + b[i].places_taken * distance, log_open = -softplus(q);
    const double p = std::exp(-softplus(-q)), open = std::exp(log_open), free = std::exp(n * log_open);
    // By q = κ + d (ln a − ln a₀).
    const double by_q = (by_share[i].coordination * r * open - by_share[i].free * free) * n * p;
    by_vacancy += by_q * b[i].places_taken;
    by_b[i] = {by_q, by_q * distance, by_share[i].coordination * r * p + by_share[i].free * free * log_open};
    by_per_lithium[i] = by_share[i].coordination * n * p;
  }
  const double root = -by_vacancy / slope;
  for (int i = 0; i < species; ++i) {
    const double n = b[i].contacts_most, d = b[i].places_taken, r = per_lithium[i];
    double p, open;
    binding::made(b[i].affinity + d * distance, p, open);
    const double by_q = d * r * n * p * open;
    by_b[i].affinity += root * by_q;
    by_b[i].places_taken += root * (r * n * p + by_q * distance);
    by_b[i].contacts_most += root * d * r * p;
    by_per_lithium[i] += root * (d * n * p + a);
  }
}

/// Derivatives by the coefficients to those by raw outputs: by_raw[0 … 2] written.
inline void link_binding_adjoint(const double* raw, const BindingCoefficients<double>& linked,
                                 const BindingCoefficients<double>& by, double* by_raw) {
  by_raw[0] = kAffinityStep * by.affinity;
  by_raw[1] = 0.2 * linked.places_taken * bounded_with_slope(raw[1], kLinkBound).slope * by.places_taken;
  by_raw[2] = 0.2 * linked.contacts_most * bounded_with_slope(raw[2], kLinkBound).slope * by.contacts_most;
}

}  // namespace mixgrad::laws
