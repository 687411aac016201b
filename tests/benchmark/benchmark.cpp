// How long the core takes, from cached embeddings: one line per task, its name and its time in µs.
//
//   mixgrad_bench weights/mixgrad.safetensors
//
// Each task is repeated on inputs that differ, so that no answer is a remembered one; the fastest of several
// rounds is reported, because other programs can only slow a round down.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>

#include "design/improve.h"
#include "model/laboratory.h"
#include "phase/margules.h"
#include "phase/nrtl.h"
#include "phase/ternary_diagram.h"

namespace {

using namespace mixgrad;

[[noreturn]] void fail(const Error& error) {
  std::fprintf(stderr, "%s: %s\n", error.field.c_str(), error.message.c_str());
  std::exit(1);
}

template <class T>
T require(Result<T> result) {
  if (!result) fail(result.error());
  return std::move(*result);
}

/// Calls `task(i)` for i = 0, 1, 2, … in rounds of about 20 ms and prints the time of one call.
template <class Task>
void measure(const char* name, Task task) {
  using Clock = std::chrono::steady_clock;
  int calls = 0;
  auto round = [&](int count) {
    const auto begin = Clock::now();
    for (int i = 0; i < count; ++i) task(calls++);
    return std::chrono::duration<double, std::micro>(Clock::now() - begin).count() / count;
  };
  const int count = std::max(1, static_cast<int>(20'000 / round(1)));
  double fastest = std::numeric_limits<double>::infinity();
  for (int rounds = 0; rounds < 15; ++rounds) fastest = std::min(fastest, round(count));
  std::printf("%s\t%.3f\n", name, fastest);
}

/// 1 mol/kg of LiPF6 in four carbonates, and how it is varied: a little, and never twice the same.
class Electrolyte {
 public:
  explicit Electrolyte(Laboratory& laboratory) {
    for (const char* solvent : {"EC", "EMC", "DMC", "PC"}) {
      base_.solvents.push_back(require(laboratory.solvent(solvent)));
    }
    base_.amounts = {0.3, 0.3, 0.2, 0.2};
    base_.basis = Basis::mass;
    base_.salt = require(laboratory.salt("LiPF6"));
    base_.salt_amount = 1;
  }

  Mixture base() const { return base_; }
  Mixture other_composition(int i) const {
    Mixture m = base_;
    m.amounts[0] = 0.3 + 1e-4 * (i % 1000);
    return m;
  }
  Mixture other_temperature(int i) const {
    Mixture m = base_;
    m.temperature_K = 273.15 + 0.05 * (i % 1000);
    return m;
  }
  Mixture other_salt(int i) const {
    Mixture m = base_;
    m.salt_amount = 0.5 + 1e-3 * (i % 1000);
    return m;
  }

 private:
  Mixture base_;
};

/// The triangle in 100 steps, 5,151 compositions of three solvents, with its corners cut off a little.
std::vector<double> triangle(double cut) {
  std::vector<double> shares;
  for (int i = 0; i <= 100; ++i) {
    for (int j = 0; i + j <= 100; ++j) {
      for (const int steps : {i, j, 100 - i - j}) shares.push_back(cut + (1 - 3 * cut) * steps / 100);
    }
  }
  return shares;
}

/// Ternary diagrams with tie-lines and spinodal, at temperatures that differ.
void run_phase_diagrams() {
  const auto draw = [](const phase::MixingModel& model, const std::vector<phase::Solid>& solids, int i) {
    const double T_K = 290 + 0.1 * (i % 100);
    const phase::Grid grid(require(phase::Surface::make(model, T_K, solids)), 120);
    if (!phase::ternary_diagram(grid).not_converged.empty())
      fail({"not_converged", "phase diagram", "the diagram has a hole"});
  };
  // Toluene, water, aniline: doi 10.1002/aic.690410715.
  const auto liquids =
      phase::nrtl(3, {{4.93035, 7.77063, 0.2485}, {1.59806, 0.03509, 0.3}, {4.18462, 1.27932, 0.3412, 0, 1}});
  measure("phase diagram, liquids", [&](int i) { draw(liquids, {}, i); });
  // Salt, solvent, diluent: two liquids, each with and without solid salt.
  const auto electrolyte = phase::margules(3, {{-4, 0, -1000}, {5}, {0.8}});
  measure("phase diagram, with salt", [&](int i) { draw(electrolyte, {{{1, 0, 0}, 0, 20000, 500}}, i); });
}

void run(Laboratory& laboratory) {
  const Electrolyte electrolyte(laboratory);
  auto predict = [&](const Mixture& m, bool gradient) { require(laboratory.predict(m, gradient)); };

  measure("predict", [&](int i) { predict(electrolyte.other_composition(i), false); });
  measure("predict with gradient", [&](int i) { predict(electrolyte.other_composition(i), true); });
  // The value and its interval: only the law runs anew. (The gradient goes back through the network.)
  measure("predict, only T moved", [&](int i) { predict(electrolyte.other_temperature(i), false); });
  measure("predict, only salt moved", [&](int i) { predict(electrolyte.other_salt(i), false); });

  Mixture ternary = electrolyte.base();
  ternary.solvents.pop_back();
  ternary.amounts.pop_back();
  const std::vector<double> maps[2] = {triangle(0), triangle(1e-3)};
  const std::vector<double> salt(maps[0].size() / 3, 1.0);
  for (const bool gradient : {false, true}) {
    measure(gradient ? "ternary map with gradient" : "ternary map",
            [&](int i) { require(laboratory.over_compositions(ternary, maps[i % 2], salt, gradient)); });
  }
  measure("viscosity map with gradient", [&](int i) {
    require(laboratory.liquid_over_compositions(ternary, LiquidProperty::viscosity, maps[i % 2], true));
  });

  measure("improve", [&](int i) {
    design::ImproveRequest request;
    request.mixture = electrolyte.other_composition(i);
    request.shares.resize(4);
    request.salt.locked = true;
    if (!require(design::improve(laboratory, request)).run.converged) {
      fail({"not_converged", "improve", "the run did not converge"});
    }
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) fail({"usage", "mixgrad_bench", "takes the weights file"});
  std::ifstream file(argv[1], std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  Laboratory laboratory(require(read_model_file(std::as_bytes(std::span(bytes)))));
  run(laboratory);
  run_phase_diagrams();
}
