// Conductivity as the optimiser sees it: shares of the solvents and the salt's amount in, κ and its gradient
// out.
#pragma once

#include "design/problem.h"
#include "model/laboratory.h"

namespace mixgrad::design {

/// κ (mS/cm) of a mixture over the shares of its solvents, in the mixture's basis, and the salt's amount, in
/// the mixture's unit; −κ to find the lowest. Each batch is one run of the network.
/// Not a number outside the domain, if it is to stay there.
class ConductivityObjective : public Objective {
 public:
  /// @param mixture gives molecules, basis, unit and temperature; it has a salt. `laboratory` must outlive
  /// this.
  ConductivityObjective(Laboratory& laboratory, const Mixture& mixture, bool maximise, bool stay_in_domain)
      : laboratory_(laboratory),
        mixture_(mixture),
        sign_(maximise ? 1 : -1),
        stay_in_domain_(stay_in_domain) {}

  int dimension() const override { return static_cast<int>(mixture_.solvents.size()) + 1; }
  void evaluate(const double* points, int count, double* value, double* gradient) override;

 private:
  Laboratory& laboratory_;
  const Mixture& mixture_;
  double sign_;
  bool stay_in_domain_;
  std::vector<double> shares_, salt_amount_;
};

}  // namespace mixgrad::design
