// The Pareto front of two goals: mixtures of which none is better in both.
#pragma once

#include <optional>

#include "design/improve.h"

namespace mixgrad::design {

struct ParetoPoint {
  std::vector<double> point;  ///< Shares, salt amount, temperature.
  double value[2];            ///< Of the two goals.
  bool converged;
};

/// Point by point, so that a caller can show progress or stop: first the best by the one goal, then the best
/// by the other, each as good by the other goal as it can be (salt does not count for viscosity, but for
/// conductivity), then the best by the first for evenly spaced levels of the second (the ε-constraint method,
/// Haimes, Lasdon, Wismer, IEEE Trans. Syst. Man Cybern. 1, 296, 1971, doi 10.1109/TSMC.1971.4308298), which
/// finds fronts that are not convex too. Each starts from its neighbour.
class ParetoFront {
 public:
  /// @param request with a goal of two terms, no targets; `laboratory` must outlive this
  /// @param points  two or more
  ParetoFront(Laboratory& laboratory, ImproveRequest request, int points);

  bool done() const { return next_ == count_; }
  const ImproveRequest& request() const { return request_; }

  /// The next point; nothing where it is no better than one that was found. Errors: those of `improve`.
  Result<std::optional<ParetoPoint>> next();

 private:
  Result<ParetoPoint> best_by(int term, const std::vector<double>& start, const Options& options);
  /// The best by one goal where the other is no worse than `bound`.
  Result<ParetoPoint> best_within(int term, double bound, const std::vector<double>& start);
  bool dominated(const ParetoPoint& point) const;

  Laboratory& laboratory_;
  ImproveRequest request_;
  int count_, next_ = 0;
  std::vector<ParetoPoint> found_;
};

}  // namespace mixgrad::design
