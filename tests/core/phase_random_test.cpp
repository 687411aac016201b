// Random ternary systems, each feed's equilibrium judged by brute force, and each diagram by what its feeds
// do.
//
//   MIXGRAD_PHASE_SYSTEMS=10000 phase_random_test     the full run, some minutes; 100 without it
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "phase/ternary_diagram.h"
#include "phase_brute_force.h"
#include "phase_models.h"

namespace mixgrad::phase {
namespace {

std::uint64_t systems() {
  const char* asked = std::getenv("MIXGRAD_PHASE_SYSTEMS");
  return asked ? std::strtoull(asked, nullptr, 10) : 100;
}

/// Uniform on the triangle; every tenth with a trace of something, without something, or near a corner.
Composition random_feed(Random& random, int number) {
  Composition z;
  for (double& x : z) x = -std::log(1 - random.uniform());
  if (number % 10 == 7) z[random.below(3)] *= 1e-5;
  if (number % 10 == 8) z[random.below(3)] = 0;
  if (number % 10 == 9) {
    for (double& x : z) x = x * x * x;
  }
  const double total = z[0] + z[1] + z[2];
  for (double& x : z) x /= total;
  return z;
}

double area(const Composition& a, const Composition& b, const Composition& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
}

/// Inside a triangle by more than `margin` of it, or outside by less than −margin.
bool inside(const Composition& p, const Composition& a, const Composition& b, const Composition& c,
            double margin) {
  const double whole = area(a, b, c);
  return std::fabs(whole) > 1e-14 && area(p, b, c) / whole > margin && area(a, p, c) / whole > margin &&
         area(a, b, p) / whole > margin;
}

/// Whether a composition lies between two successive tie-lines of a diagram.
bool in_a_region(const TernaryDiagram& d, const Composition& x, double margin) {
  for (const TieLineRegion& region : d.regions) {
    for (std::size_t t = 1; t < region.tie_lines.size(); ++t) {
      const auto &a = region.tie_lines[t - 1].phase, &b = region.tie_lines[t].phase;
      if (inside(x, a[0].x, a[1].x, b[0].x, margin) || inside(x, b[0].x, a[1].x, b[1].x, margin)) return true;
    }
  }
  return false;
}

bool has_triangle(const TernaryDiagram& d, const Equilibrium& e) {
  for (const Equilibrium& t : d.triangles) {
    int same = 0;
    for (const Phase& a : t.phase) {
      for (const Phase& b : e.phase) same += a.solid == b.solid && distance(a.x, b.x) < 1e-6;
    }
    if (same == 3) return true;
  }
  return false;
}

TEST(RandomSystems, NoWrongAnswer) {
  const std::uint64_t count = systems();
  int failed = 0, feeds = 0, phases[4] = {};
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const RandomSystem system(seed);
    const Grid grid(*Surface::make(*system.model, kRoom_K, system.solids), 120);
    const BruteForce judge(grid.surface(), 300);
    Random random(seed + 1000000);
    for (int f = 0; f < 10; ++f, ++feeds) {
      const Composition feed = random_feed(random, f);
      const auto e = flash(grid, feed);
      if (!e) {
        ++failed;
        continue;
      }
      ++phases[e->count];
      const std::string wrong = judge.verdict(*e);
      EXPECT_EQ(wrong, "") << "system " << seed << ", feed " << feed[0] << ' ' << feed[1] << ' ' << feed[2];
      if (e->count != 2 || distance(e->phase[0].x, e->phase[1].x) < 1e-3) continue;
      // Just inside the region, where one phase alone is the easy mistake.
      Composition nearly;
      for (int i = 0; i < 3; ++i) nearly[i] = 0.98 * e->phase[0].x[i] + 0.02 * e->phase[1].x[i];
      const auto two = flash(grid, nearly);
      ++feeds, failed += !two;
      EXPECT_TRUE(!two || two->count == 2) << "system " << seed << ", feed " << nearly[0] << ' ' << nearly[1];
    }
  }
  std::printf("%d feeds of %llu systems: %d of one phase, %d of two, %d of three, %d not converged\n", feeds,
              static_cast<unsigned long long>(count), phases[1], phases[2], phases[3], failed);
  EXPECT_LT(failed, 0.01 * feeds);
  for (const int n : {1, 2, 3}) EXPECT_GT(phases[n], feeds / 20);  // all kinds were met
}

TEST(RandomSystems, DiagramsHaveNoHolesAndNoFalseRegions) {
  const std::uint64_t count = systems();
  int failed = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const RandomSystem system(seed);
    const Grid grid(*Surface::make(*system.model, kRoom_K, system.solids), 120);
    const TernaryDiagram d = ternary_diagram(grid);
    if (!d.not_converged.empty()) {
      ++failed;
      continue;
    }
    Random random(seed + 2000000);
    for (int f = 0; f < 30; ++f) {
      const Composition feed = random_feed(random, 0);
      const auto e = flash(grid, feed);
      if (!e) continue;
      // Near a region's boundary its polygon and the region differ; so do they where tie-lines are short.
      bool clear = true;
      for (int k = 0; k < e->count; ++k) clear = clear && e->phase[k].amount > 0.05;
      if (e->count == 2) clear = clear && distance(e->phase[0].x, e->phase[1].x) > 0.05;
      if (!clear) continue;
      SCOPED_TRACE("system " + std::to_string(seed));
      EXPECT_TRUE(e->count != 1 || !in_a_region(d, feed, 0.02));
      EXPECT_TRUE(e->count != 2 || in_a_region(d, feed, -1e-6));
      EXPECT_TRUE(e->count != 3 || has_triangle(d, *e));
    }
  }
  std::printf("%llu diagrams: %d with a hole that is told\n", static_cast<unsigned long long>(count), failed);
  EXPECT_LT(failed, 0.01 * static_cast<double>(count));
}

}  // namespace
}  // namespace mixgrad::phase
