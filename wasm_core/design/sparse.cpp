#include "design/sparse.h"

#include <algorithm>

#include "design/polytope.h"

namespace mixgrad::design {
namespace {

class Search {
 public:
  Search(Objective& objective, const Polytope& polytope, const Options& options, int most, int wanted)
      : objective_(objective), room_(polytope), options_(options), most_(most), wanted_(wanted) {
    for (const int i : room_.sums[0].variables) {
      if (room_.lower[i] > 0) in_.push_back(i);
    }
  }

  /// The best of the candidates that are left; nothing where they leave no point, or none within the limits.
  Result<DesignRun> best_of(const std::vector<double>& start) {
    ++found_.runs;
    return maximise(objective_, room_, start, options_);
  }

  void look_into(const DesignRun& run) {
    const bool hopeless = static_cast<int>(found_.best.size()) == wanted_ &&
                          run.value <= found_.best.back().value + noise(run.value);
    if (!run.feasible || hopeless) return;
    int present = 0, next = -1;  // next to decide on: the component there is most of
    for (const int i : room_.sums[0].variables) {
      if (!(run.point[i] > 0)) continue;
      ++present;
      const bool decided = std::find(in_.begin(), in_.end(), i) != in_.end();
      if (!decided && (next < 0 || run.point[i] > run.point[next])) next = i;
    }
    if (present <= most_) keep(run);
    if (next < 0 || (present <= most_ && wanted_ == 1)) return;
    if (static_cast<int>(in_.size()) < most_) with(next, run);
    without({next}, run);
  }

  SparseRun found_;

 private:
  double noise(double value) const {
    return options_.value_noise * std::max(value < 0 ? -value : value, 1e-9);
  }

  void with(int component, const DesignRun& run) {
    in_.push_back(component);
    if (static_cast<int>(in_.size()) < most_) {
      look_into(run);
    } else {
      std::vector<int> others;
      for (const int i : room_.sums[0].variables) {
        if (room_.upper[i] > 0 && std::find(in_.begin(), in_.end(), i) == in_.end()) others.push_back(i);
      }
      without(others, run);
    }
    in_.pop_back();
  }

  void without(const std::vector<int>& components, const DesignRun& run) {
    const std::vector<double> upper = room_.upper;
    for (const int i : components) room_.upper[i] = 0;
    // What the limits of the sums forbid is no error here.
    if (const auto rest = validate(room_) ? best_of(run.point) : Result<DesignRun>(Error{})) look_into(*rest);
    room_.upper = upper;
  }

  void keep(const DesignRun& run) {
    const auto same = [&](const DesignRun& other) {
      return std::all_of(room_.sums[0].variables.begin(), room_.sums[0].variables.end(),
                         [&](int i) { return (run.point[i] > 0) == (other.point[i] > 0); });
    };
    std::vector<DesignRun>& best = found_.best;
    const auto known = std::find_if(best.begin(), best.end(), same);
    if (known != best.end() && known->value >= run.value) return;
    if (known != best.end()) best.erase(known);
    const auto place = std::find_if(best.begin(), best.end(),
                                    [&](const DesignRun& other) { return other.value < run.value; });
    best.insert(place, run);
    if (static_cast<int>(best.size()) > wanted_) best.pop_back();
  }

  Objective& objective_;
  Polytope room_;  // of the candidates that are left
  const Options& options_;
  int most_, wanted_;
  std::vector<int> in_;  // components decided on
};

}  // namespace

Result<SparseRun> choose_components(Objective& objective, const Polytope& polytope,
                                    const std::vector<double>& start, const Options& options, int most,
                                    int wanted) {
  Search search(objective, polytope, options, most, wanted);
  const auto whole = search.best_of(start);
  if (!whole) return whole.error();
  search.look_into(*whole);
  return std::move(search.found_);
}

}  // namespace mixgrad::design
