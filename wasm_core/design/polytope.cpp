#include "design/polytope.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "random.h"
#include "text/decimal.h"

namespace mixgrad::design {
namespace {

using Group = Polytope::SumGroup;

constexpr double kSumTolerance = 1e-9;

std::string name_of(const Polytope& p, int i) {
  return i < static_cast<int>(p.names.size()) ? p.names[i] : "variables[" + std::to_string(i) + "]";
}

std::string name_of(const Polytope& p, const Group& group) {
  return group.name.empty() ? "sums[" + std::to_string(&group - p.sums.data()) + "]" : group.name;
}

Error bad_value(std::string field, std::string message) {
  return {"bad_value", std::move(field), std::move(message)};
}

double total(const Group& group, const std::vector<double>& x) {
  double sum = 0;
  for (int i : group.variables) sum += x[i];
  return sum;
}

double clamp_to_bounds(const Polytope& p, int i, double x) {
  return std::min(std::max(x, p.lower[i]), p.upper[i]);
}

Status validate_bounds(const Polytope& p) {
  if (p.upper.size() != p.lower.size()) {
    return bad_value("", "There are " + std::to_string(p.lower.size()) + " lower and " +
                             std::to_string(p.upper.size()) + " upper bounds; every variable needs both.");
  }
  for (int i = 0; i < p.dimension(); ++i) {
    if (!std::isfinite(p.lower[i]))
      return bad_value(name_of(p, i) + ".min", "The lower bound must be a finite number.");
    if (!std::isfinite(p.upper[i]))
      return bad_value(name_of(p, i) + ".max", "The upper bound must be a finite number.");
    if (p.lower[i] > p.upper[i]) {
      return bad_value(name_of(p, i) + ".min", "The lower bound " + significant(p.lower[i], 10) +
                                                   " is above the upper bound " +
                                                   significant(p.upper[i], 10) + "; it must not be.");
    }
  }
  return {};
}

Status validate_group(const Polytope& p, const Group& group, std::vector<char>& taken) {
  const std::string name = name_of(p, group);
  if (group.variables.empty()) return bad_value(name, "A sum needs at least one variable.");
  if (!std::isfinite(group.sum)) return bad_value(name, "The sum must be a finite number.");
  for (int i : group.variables) {
    if (i < 0 || i >= p.dimension()) {
      return bad_value(name, "There is no variable " + std::to_string(i) + "; there are " +
                                 std::to_string(p.dimension()) + ", counted from 0.");
    }
    if (taken[i]) return bad_value(name, name_of(p, i) + " stands in two sums; it may stand in one.");
    taken[i] = true;
  }
  const double least = total(group, p.lower), most = total(group, p.upper);
  const double tolerance = kSumTolerance * std::max(1.0, std::fabs(group.sum));
  if (least > group.sum + tolerance) {
    return bad_value(name, "The lower bounds add up to " + significant(least, 10) + ", more than the sum " +
                               significant(group.sum, 10) + "; lower some of them.");
  }
  if (most < group.sum - tolerance) {
    return bad_value(name, "The upper bounds add up to " + significant(most, 10) + ", less than the sum " +
                               significant(group.sum, 10) + "; raise some of them.");
  }
  return {};
}

bool feasible(const Polytope& p, const Group& group, const double* x) {
  double sum = 0, size = std::fabs(group.sum);
  for (int i : group.variables) {
    if (x[i] != clamp_to_bounds(p, i, x[i])) return false;
    sum += x[i];
    size += std::fabs(x[i]);
  }
  return std::fabs(sum - group.sum) <= 4 * std::numeric_limits<double>::epsilon() * size;
}

// Solves Σ clamp(x_i − shift) = sum. The left side falls with the shift and is linear between the
// shifts at which a variable meets a bound (kinks), so what counts is the interval between two of them.
void project_group(const Polytope& p, const Group& group, double* x) {
  double highest = x[group.variables[0]];
  for (int i : group.variables) highest = std::max(highest, x[i]);
  for (int i : group.variables) x[i] -= highest;  // a shift changes nothing, but digits of huge numbers count
  const auto sum_at = [&](double shift) {
    double sum = 0;
    for (int i : group.variables) sum += clamp_to_bounds(p, i, x[i] - shift);
    return sum;
  };
  // The last kink that leaves too much and the first that leaves too little.
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  double before = -kInfinity, after = kInfinity;
  const auto narrow = [&](double kink) {
    if (sum_at(kink) >= group.sum) {
      before = std::max(before, kink);
    } else {
      after = std::min(after, kink);
    }
  };
  for (int i : group.variables) {
    narrow(x[i] - p.upper[i]);
    narrow(x[i] - p.lower[i]);
  }
  // Infinite where all end at their upper, or all at their lower bounds.
  const double inside = 0.5 * (before + after);
  std::vector<int> free;
  for (int i : group.variables) {
    const double y = x[i] - inside;
    x[i] = clamp_to_bounds(p, i, y);
    if (x[i] == y) free.push_back(i);
  }
  // The shift is now off by the same amount for all free variables; repeated for what rounding left.
  for (int pass = 0; pass < 4 && !free.empty(); ++pass) {
    double residual = group.sum;
    for (int i : group.variables) residual -= x[i];
    for (int i : free) x[i] = clamp_to_bounds(p, i, x[i] + residual / static_cast<double>(free.size()));
  }
}

// Uniform on the simplex by the gaps between sorted uniform numbers; no logarithm, so that every
// platform gives the same bits.
void random_in_group(const Polytope& p, const Group& group, Random& random, double* x) {
  const int size = static_cast<int>(group.variables.size());
  const double spare = group.sum - total(group, p.lower);
  std::vector<double> cut(size + 1, 0.0);
  constexpr int kTries = 16;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    cut[size] = 1;
    for (int k = 1; k < size; ++k) cut[k] = random.uniform();
    for (int k = 1; k < size; ++k) {  // by insertion: it is short
      for (int l = k; l > 0 && cut[l] < cut[l - 1]; --l) std::swap(cut[l], cut[l - 1]);
    }
    bool inside = true;
    for (int k = 0; k < size; ++k) {
      const int i = group.variables[k];
      x[i] = p.lower[i] + spare * (cut[k + 1] - cut[k]);
      inside = inside && x[i] <= p.upper[i];
    }
    if (inside) return;
  }
}

// The vertex reached by filling `first` as far as possible, then `second`, then the rest in order.
void filled_vertex(const Polytope& p, int first, int second, std::vector<double>& direction, double* vertex) {
  direction[first] = 2;
  direction[second] += 1;
  best_vertex(p, direction.data(), vertex);
  direction[first] = direction[second] = 0;
}

}  // namespace

Status validate(const Polytope& polytope) {
  if (Status status = validate_bounds(polytope); !status) return status;
  std::vector<char> taken(polytope.dimension(), false);
  for (const Group& group : polytope.sums) {
    if (Status status = validate_group(polytope, group, taken); !status) return status;
  }
  return {};
}

std::vector<int> group_of_variables(const Polytope& polytope) {
  std::vector<int> group(polytope.dimension(), -1);
  for (std::size_t k = 0; k < polytope.sums.size(); ++k) {
    for (int i : polytope.sums[k].variables) group[i] = static_cast<int>(k);
  }
  return group;
}

void project(const Polytope& polytope, double* point) {
  const std::vector<int> group = group_of_variables(polytope);
  for (int i = 0; i < polytope.dimension(); ++i) {
    if (group[i] < 0) point[i] = clamp_to_bounds(polytope, i, point[i]);
  }
  for (const Group& g : polytope.sums) {
    if (!feasible(polytope, g, point)) project_group(polytope, g, point);
  }
}

void snap(const Polytope& polytope, double* point) {
  for (int i = 0; i < polytope.dimension(); ++i) {
    const double near = 1e-12 * (polytope.upper[i] - polytope.lower[i]);
    if (point[i] - polytope.lower[i] <= near) point[i] = polytope.lower[i];
    if (polytope.upper[i] - point[i] <= near) point[i] = polytope.upper[i];
  }
  for (const Group& group : polytope.sums) {
    double residual = group.sum, most_room = 0;
    int roomiest = -1;
    for (int i : group.variables) {
      residual -= point[i];
      const double room = std::min(point[i] - polytope.lower[i], polytope.upper[i] - point[i]);
      if (room > most_room) most_room = room, roomiest = i;
    }
    if (std::fabs(residual) < most_room) point[roomiest] += residual;
  }
}

std::vector<int> falling(std::vector<int> items, const double* key) {
  for (std::size_t end = 1; end < items.size(); ++end) {
    for (std::size_t k = end; k > 0 && key[items[k]] > key[items[k - 1]]; --k)
      std::swap(items[k], items[k - 1]);
  }
  return items;
}

void best_vertex(const Polytope& polytope, const double* direction, double* vertex) {
  for (int i = 0; i < polytope.dimension(); ++i)
    vertex[i] = (direction[i] > 0 ? polytope.upper : polytope.lower)[i];
  for (const Group& group : polytope.sums) {
    double rest = group.sum - total(group, polytope.lower);
    for (int i : falling(group.variables, direction)) {
      const double room = polytope.upper[i] - polytope.lower[i];
      vertex[i] = rest >= room ? polytope.upper[i] : polytope.lower[i] + std::max(rest, 0.0);
      rest -= room;
    }
  }
}

std::vector<double> scale_of_variables(const Polytope& polytope) {
  std::vector<double> scale(polytope.dimension());
  for (int i = 0; i < polytope.dimension(); ++i) scale[i] = polytope.upper[i] - polytope.lower[i];
  for (const Group& group : polytope.sums) {
    const double fill = std::max(0.0, group.sum - total(group, polytope.lower));   // what one may rise
    const double drain = std::max(0.0, total(group, polytope.upper) - group.sum);  // what one may fall
    double largest = 0;
    for (int i : group.variables) largest = std::max(largest, std::min({scale[i], fill, drain}));
    for (int i : group.variables) scale[i] = scale[i] > 0 ? largest : 0;
  }
  return scale;
}

std::vector<double> sample_starts(const Polytope& polytope, int count, std::uint64_t seed) {
  const int n = polytope.dimension();
  Random random(seed);
  std::vector<double> starts(static_cast<std::size_t>(count) * n), other(n), direction(n, 0.0);

  // Per group: its unlocked variables and their pairs, each in random order.
  struct Faces {
    std::vector<int> vertices;
    std::vector<std::pair<int, int>> edges;
  };
  std::vector<Faces> faces(polytope.sums.size());
  std::size_t most_vertices = 0, most_edges = 0;
  for (std::size_t k = 0; k < faces.size(); ++k) {
    for (int i : polytope.sums[k].variables) {
      if (polytope.lower[i] == polytope.upper[i]) continue;
      for (int j : faces[k].vertices) faces[k].edges.emplace_back(i, j);
      faces[k].vertices.push_back(i);
    }
    random.shuffle(faces[k].vertices);
    random.shuffle(faces[k].edges);
    most_vertices = std::max(most_vertices, faces[k].vertices.size());
    most_edges = std::max(most_edges, faces[k].edges.size());
  }
  // At most a third of the points are vertices and a third edges: the inside needs its share.
  const int vertices = static_cast<int>(std::min<std::size_t>(most_vertices, (count + 1) / 3));
  const int edges = static_cast<int>(std::min<std::size_t>(most_edges, (count + 1) / 3));

  for (int s = 0; s < count; ++s) {
    double* x = &starts[static_cast<std::size_t>(s) * n];
    for (int i = 0; i < n; ++i) {
      const double t = s == 0 ? 0.5 : random.uniform();
      x[i] = polytope.lower[i] + t * (polytope.upper[i] - polytope.lower[i]);
    }
    for (std::size_t k = 0; s > 0 && k < faces.size(); ++k) {
      const Group& group = polytope.sums[k];
      const auto copy_group = [&](double weight) {
        for (int i : group.variables) x[i] = (1 - weight) * x[i] + weight * other[i];
      };
      const int vertex = s - 1, edge = vertex - vertices;
      if (vertex < vertices && !faces[k].vertices.empty()) {
        const int i = faces[k].vertices[vertex % faces[k].vertices.size()];
        filled_vertex(polytope, i, i, direction, other.data());
        copy_group(1);
      } else if (edge >= 0 && edge < edges && !faces[k].edges.empty()) {
        const auto [i, j] = faces[k].edges[edge % faces[k].edges.size()];
        filled_vertex(polytope, i, j, direction, other.data());
        copy_group(1);
        filled_vertex(polytope, j, i, direction, other.data());
        copy_group(0.5);
      } else {
        random_in_group(polytope, group, random, x);
      }
    }
    project(polytope, x);
  }
  return starts;
}

}  // namespace mixgrad::design
