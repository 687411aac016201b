// What was measured of which molecular liquids and pairs of them, and how far a prediction can be trusted for
// it.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "model/domain.h"
#include "model/measured.h"
#include "result.h"

namespace mixgrad {

/// One mixture as the check sees it.
struct LiquidQuery {
  std::span<const std::string> smiles;  ///< Canonical, without stereo marks; what molecules are known by.
  std::span<const std::string> names;   ///< What reasons call them.
  std::span<const double> mole_fraction;
  double temperature_K = 0;
};

class LiquidGround {
 public:
  /// Adds a measurement of one or two molecules.
  void include(Measured kind, std::span<const std::string> smiles, double temperature_K);

  /// The state of one property. A pure liquid's excess is 0, on known ground.
  DomainState state(Measured kind, const LiquidQuery& query) const;

  /// The same with reasons in words.
  /// @param nearest per molecule: the most similar one that was measured; empty if there is none
  DomainVerdict judge(Measured kind, const LiquidQuery& query, std::span<const std::string> nearest) const;

  /// Whether anything of the molecule was measured.
  bool knows(const std::string& smiles) const { return index_.count(smiles) > 0; }
  /// All molecules of which anything was measured.
  const std::vector<std::string>& molecules() const { return molecules_; }
  Range temperature_K(Measured kind) const { return reach_[kind].temperature_K; }

  /// As JSON text, for the metadata of the weights.
  std::string to_json() const;
  /// Errors: `bad_value` for anything that `to_json` would not write; the field is the table.
  static Result<LiquidGround> from_json(const std::string& text);

 private:
  struct Reach {
    Range temperature_K;
    std::set<int> molecules;
    std::set<std::pair<int, int>> pairs;  // smaller index first
  };

  int index_of(const std::string& smiles);
  int find(const std::string& smiles) const;  // −1 if unknown
  template <class Report>
  void check(Measured kind, const LiquidQuery& query, std::span<const std::string> nearest,
             const Report& report) const;

  std::vector<std::string> molecules_;
  std::map<std::string, int> index_;
  PerMeasured<Reach> reach_;
};

}  // namespace mixgrad
