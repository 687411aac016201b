// The tape: every operation against central differences, one row of a table each; the arena; seeds.
#include "tape/tape.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <new>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "laws/conductivity.h"
#include "random.h"
#include "tape/operations.h"

namespace {
std::size_t allocations = 0;  // of the whole program, counted by the operators below
}  // namespace

// Never inlined, or GCC sees malloc and delete side by side and warns of a mismatch.
#define NOINLINE __attribute__((noinline))
NOINLINE void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  std::abort();
}
NOINLINE void* operator new[](std::size_t size) { return operator new(size); }
NOINLINE void operator delete(void* memory) noexcept { std::free(memory); }
NOINLINE void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
NOINLINE void operator delete[](void* memory) noexcept { std::free(memory); }
NOINLINE void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace mixgrad {
namespace {

// ---- The table ----

struct Shape {
  int rows, cols;
  std::size_t size() const { return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols); }
};

using Inputs = std::vector<Var>;

/// One operation on inputs of certain shapes, in both scalar types.
struct Row {
  std::string operation;  ///< Its name in operations.h.
  std::string variant;
  std::vector<Shape> inputs;
  std::function<Var(Tape<double>&, const Inputs&)> in_double;
  std::function<Var(Tape<float>&, const Inputs&)> in_float;
};

template <class Build>
Row row(const std::string& operation, const std::string& variant, std::vector<Shape> inputs, Build build) {
  return {operation, variant, std::move(inputs), build, build};
}

template <class Real>
Real number(const Tape<Real>&, double value) {
  return static_cast<Real>(value);
}

/// `count` numbers around `centre`, the same for every scalar type, alive until the tape is reset.
template <class Real>
const Real* numbers(Tape<Real>& t, std::uint64_t seed, std::size_t count, double centre, double spread) {
  Random random(seed);
  Real* out = t.scratch(count);
  for (std::size_t i = 0; i < count; ++i)
    out[i] = static_cast<Real>(centre + spread * (2 * random.uniform() - 1));
  return out;
}

/// A law with every operation that laws use.
struct ToyLaw {
  static constexpr int kCoefficients = 3;
  static constexpr int kStates = 2;
  static double evaluate(const double* a, const double* b) {
    return std::exp(a[0]) * std::log(2 + b[0] * b[0]) - std::sqrt(3 + a[1]) / (4 + b[1]) - a[2];
  }
  static double evaluate(const double* a, const double* b, double* derivative) {
    const double e = std::exp(a[0]), l = std::log(2 + b[0] * b[0]), s = std::sqrt(3 + a[1]), d = 4 + b[1];
    const double derivatives[] = {e * l, -0.5 / (s * d), -1, 2 * e * b[0] / (2 + b[0] * b[0]), s / (d * d)};
    std::copy(std::begin(derivatives), std::end(derivatives), derivative);
    return evaluate(a, b);
  }
};

/// Inputs are near 0; the conductivity law wants them near 1 mol/kg and 300 K.
template <class Real>
Var electrolyte_state(Tape<Real>& t, Var near_zero) {
  const Real scale[] = {Real(0.2), 0, 0, Real(20)};
  const Real centre[] = {1, 300};
  Real* kept = t.scratch(6);
  std::copy(std::begin(scale), std::end(scale), kept);
  std::copy(std::begin(centre), std::end(centre), kept + 4);
  return add_row(t, matmul(t, near_zero, t.constant(kept, 2, 2)), t.constant(kept + 4, 1, 2));
}

constexpr std::int32_t kIndex[] = {2, 0, 2, 1, 2, 0, 4};  // repeats; 3 never occurs

const std::vector<Row>& table() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> all;
    const auto with = [&](const std::string& operation, const std::string& variant, std::vector<Shape> inputs,
                          auto build) { all.push_back(row(operation, variant, std::move(inputs), build)); };
    const auto product_of = [](auto& t, const Inputs& in) { return matmul(t, in[0], in[1]); };
    with("matmul", "1 × 1", {{1, 1}, {1, 1}}, product_of);
    with("matmul", "odd", {{5, 3}, {3, 9}}, product_of);
    with("matmul", "whole tiles", {{8, 4}, {4, 16}}, product_of);
    with("matmul", "row times matrix", {{1, 7}, {7, 11}}, product_of);
    with("matmul", "no rows", {{0, 3}, {3, 2}}, product_of);
    with("matmul", "no inner", {{2, 0}, {0, 3}}, product_of);
    with("matmul", "with itself", {{3, 3}},
         [](auto& t, const Inputs& in) { return matmul(t, in[0], in[0]); });

    const auto saturated = [](auto& t, const Inputs& in) { return saturate(t, multiply(t, in[0], in[0])); };
    with("saturate", "odd", {{3, 5}}, saturated);
    with("saturate", "empty", {{0, 5}}, saturated);
    const auto dotted = [](auto& t, const Inputs& in) {
      const int rows = t.rows(in[0]), cols = t.cols(in[0]);
      const auto* fixed = numbers(t, 5, t[in[0]].size(), 0.3, 1);
      return row_dots(t, in[0], t.constant(fixed, rows, cols));
    };
    with("row_dots", "odd", {{3, 5}}, dotted);
    with("row_dots", "no rows", {{0, 5}}, dotted);

    const auto sum_of = [](auto& t, const Inputs& in) { return add(t, in[0], in[1]); };
    with("add", "odd", {{3, 5}, {3, 5}}, sum_of);
    with("add", "empty", {{0, 5}, {0, 5}}, sum_of);
    with("add", "with itself", {{3, 5}}, [](auto& t, const Inputs& in) { return add(t, in[0], in[0]); });

    const auto biased = [](auto& t, const Inputs& in) { return add_row(t, in[0], in[1]); };
    with("add_row", "odd", {{5, 3}, {1, 3}}, biased);
    with("add_row", "1 × 1", {{1, 1}, {1, 1}}, biased);
    with("add_row", "no rows", {{0, 3}, {1, 3}}, biased);
    with("add_row", "with itself", {{1, 3}},
         [](auto& t, const Inputs& in) { return add_row(t, in[0], in[0]); });

    const auto times = [](auto& t, const Inputs& in) { return multiply(t, in[0], in[1]); };
    with("multiply", "odd", {{3, 7}, {3, 7}}, times);
    with("multiply", "empty", {{3, 0}, {3, 0}}, times);
    with("multiply", "with itself", {{3, 7}},
         [](auto& t, const Inputs& in) { return multiply(t, in[0], in[0]); });

    const auto scaled = [](auto& t, const Inputs& in) { return scale(t, in[0], number(t, -1.7)); };
    with("scale", "odd", {{3, 5}}, scaled);
    with("scale", "1 × 1", {{1, 1}}, scaled);
    with("scale", "by zero", {{2, 2}},
         [](auto& t, const Inputs& in) { return scale(t, in[0], number(t, 0)); });

    const auto weighted = [](auto& t, const Inputs& in) { return scale_rows(t, in[0], in[1]); };
    with("scale_rows", "odd", {{5, 3}, {5, 1}}, weighted);
    with("scale_rows", "no rows", {{0, 3}, {0, 1}}, weighted);
    with("scale_rows", "no columns", {{2, 0}, {2, 1}}, weighted);
    with("scale_rows", "with itself", {{5, 1}},
         [](auto& t, const Inputs& in) { return scale_rows(t, in[0], in[0]); });

    const auto activated = [](auto& t, const Inputs& in) { return silu(t, in[0]); };
    with("silu", "odd", {{5, 9}}, activated);
    with("silu", "1 × 1", {{1, 1}}, activated);
    with("silu", "steep", {{3, 3}},
         [](auto& t, const Inputs& in) { return silu(t, scale(t, in[0], number(t, 8))); });

    const auto normed = [](auto& t, const Inputs& in) { return rms_norm(t, in[0]); };
    with("rms_norm", "odd", {{5, 7}}, normed);
    with("rms_norm", "no rows", {{0, 7}}, normed);
    // A single number becomes its sign, so its gradient is all but 0; a tiny one is where ε shows.
    with("rms_norm", "1 × 1", {{1, 1}}, normed);
    with("rms_norm", "tiny", {{2, 3}},
         [](auto& t, const Inputs& in) { return rms_norm(t, scale(t, in[0], number(t, 0.01))); });

    with("gather_rows", "repeats", {{5, 3}},
         [](auto& t, const Inputs& in) { return gather_rows(t, in[0], kIndex, 7); });
    with("gather_rows", "none", {{5, 3}},
         [](auto& t, const Inputs& in) { return gather_rows(t, in[0], kIndex, 0); });

    with("scatter_sum_rows", "repeats and gaps", {{7, 3}},
         [](auto& t, const Inputs& in) { return scatter_sum_rows(t, in[0], kIndex, 5); });
    with("scatter_sum_rows", "none", {{0, 3}},
         [](auto& t, const Inputs& in) { return scatter_sum_rows(t, in[0], kIndex, 5); });

    const auto beside = [](auto& t, const Inputs& in) { return concat_columns(t, in[0], in[1]); };
    with("concat_columns", "odd", {{3, 2}, {3, 5}}, beside);
    with("concat_columns", "an empty side", {{3, 0}, {3, 5}}, beside);
    with("concat_columns", "no rows", {{0, 2}, {0, 5}}, beside);
    with("concat_columns", "with itself", {{3, 2}},
         [](auto& t, const Inputs& in) { return concat_columns(t, in[0], in[0]); });

    const auto total = [](auto& t, const Inputs& in) { return sum(t, in[0]); };
    with("sum", "odd", {{3, 5}}, total);
    with("sum", "empty", {{0, 5}}, total);

    const auto toy = [](auto& t, const Inputs& in) { return apply_law<ToyLaw>(t, in[0], in[1]); };
    with("apply_law", "toy", {{5, 3}, {5, 2}}, toy);
    with("apply_law", "no rows", {{0, 3}, {0, 2}}, toy);
    with("apply_law", "conductivity", {{3, laws::Conductivity::kCoefficients}, {3, 2}},
         [](auto& t, const Inputs& in) {
           return apply_law<laws::Conductivity>(t, in[0], electrolyte_state(t, in[1]));
         });

    const auto loss = [](auto& t, const Inputs& in) {
      const std::size_t n = t[in[0]].size();
      return pseudo_huber(t, in[0], numbers(t, 5, n, 0, 1), numbers(t, 6, n, 1, 0.5), number(t, 0.3));
    };
    with("pseudo_huber", "column", {{7, 1}}, loss);
    with("pseudo_huber", "empty", {{0, 1}}, loss);
    return all;
  }();
  return rows;
}

std::string title(const Row& r) { return r.operation + ", " + r.variant; }

TEST(Tape, EveryOperationHasARow) {
  std::ifstream file(MIXGRAD_SOURCE_DIR "/wasm_core/tape/operations.h");
  const std::string header{std::istreambuf_iterator<char>(file), {}};
  const std::regex declaration(R"((?:^|\n)Var (\w+)\()");
  std::set<std::string> declared, tested;
  for (std::sregex_iterator match(header.begin(), header.end(), declaration), end; match != end; ++match)
    declared.insert((*match)[1]);
  for (const Row& r : table()) tested.insert(r.operation);
  EXPECT_EQ(tested, declared);
}

// ---- Gradients ----

/// One evaluation of a row: out = operation(inputs), and the gradients of Σ upstream · out.
template <class Real>
struct Evaluation {
  std::vector<Real> out;
  std::vector<std::vector<Real>> gradient;  ///< Per input; empty where there is none.
};

/// @param is_variable bit i: input i gets a gradient   @param uses how often the operation stands on the tape
template <class Real>
Evaluation<Real> evaluate(const Row& r, const std::vector<std::vector<double>>& inputs,
                          const std::vector<double>& upstream, unsigned is_variable, int uses = 1) {
  Tape<Real> t;
  std::vector<std::vector<Real>> values;
  for (const auto& input : inputs) values.emplace_back(input.begin(), input.end());
  Inputs vars;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Shape shape = r.inputs[i];
    vars.push_back(is_variable >> i & 1 ? t.variable(values[i].data(), shape.rows, shape.cols)
                                        : t.constant(values[i].data(), shape.rows, shape.cols));
  }
  const std::vector<Real> weight(upstream.begin(), upstream.end());
  Evaluation<Real> result;
  for (int use = 0; use < uses; ++use) {
    Var out;
    if constexpr (std::is_same_v<Real, double>) {
      out = r.in_double(t, vars);
    } else {
      out = r.in_float(t, vars);
    }
    result.out.assign(t.value(out), t.value(out) + t[out].size());
    if (!weight.empty()) {
      EXPECT_EQ(weight.size(), t[out].size());
      t.seed(out, weight.data());
    }
  }
  t.backward();
  for (const Var v : vars) {
    const Real* g = t.gradient(v);
    result.gradient.emplace_back(g, g ? g + t[v].size() : g);
  }
  return result;
}

std::vector<std::vector<double>> random_inputs(const Row& r, Random& random) {
  std::vector<std::vector<double>> inputs;
  for (const Shape shape : r.inputs) {
    std::vector<double> values(shape.size());
    // Multiples of 1/64, so that float and double see the same numbers.
    for (double& v : values) v = std::round(64 * (3 * random.uniform() - 1.5)) / 64 + 1.0 / 128;
    inputs.push_back(std::move(values));
  }
  return inputs;
}

std::vector<double> random_upstream(const Row& r, const std::vector<std::vector<double>>& inputs,
                                    Random& random) {
  std::vector<double> upstream(evaluate<double>(r, inputs, {}, 0).out.size());
  for (double& w : upstream) w = std::round(64 * (2 * random.uniform() - 1)) / 64;
  return upstream;
}

double weighted_output(const Row& r, const std::vector<std::vector<double>>& inputs,
                       const std::vector<double>& upstream) {
  const std::vector<double> out = evaluate<double>(r, inputs, {}, 0).out;
  double total = 0;
  for (std::size_t i = 0; i < out.size(); ++i) total += upstream[i] * out[i];
  return total;
}

constexpr unsigned kAll = ~0U;

TEST(Tape, GradientsAgreeWithCentralDifferences) {
  constexpr double kStep = 1e-5;
  for (const Row& r : table()) {
    SCOPED_TRACE(title(r));
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      Random random(seed);
      auto inputs = random_inputs(r, random);
      const auto upstream = random_upstream(r, inputs, random);
      const auto result = evaluate<double>(r, inputs, upstream, kAll);
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        ASSERT_EQ(result.gradient[i].size(), inputs[i].size());
        for (std::size_t j = 0; j < inputs[i].size(); ++j) {
          const double x = inputs[i][j];
          inputs[i][j] = x + kStep;
          const double above = weighted_output(r, inputs, upstream);
          inputs[i][j] = x - kStep;
          const double below = weighted_output(r, inputs, upstream);
          inputs[i][j] = x;
          const double expected = (above - below) / (2 * kStep);
          ASSERT_NEAR(result.gradient[i][j], expected, 1e-7 * std::max(1.0, std::abs(expected)))
              << "input " << i << " element " << j;
        }
      }
    }
  }
}

TEST(Tape, ConstantsGetNoGradientAndChangeNoOther) {
  for (const Row& r : table()) {
    SCOPED_TRACE(title(r));
    Random random(7);
    const auto inputs = random_inputs(r, random);
    const auto upstream = random_upstream(r, inputs, random);
    const auto all = evaluate<double>(r, inputs, upstream, kAll);
    for (unsigned variables = 0; variables < 1U << inputs.size(); ++variables) {
      const auto some = evaluate<double>(r, inputs, upstream, variables);
      EXPECT_EQ(some.out, all.out);  // to the last bit: asking for a gradient changes no value
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (variables >> i & 1) {
          EXPECT_EQ(some.gradient[i], all.gradient[i]);
        } else {
          EXPECT_TRUE(some.gradient[i].empty());
        }
      }
    }
  }
}

TEST(Tape, AdjointsAddToWhatIsThere) {
  for (const Row& r : table()) {
    SCOPED_TRACE(title(r));
    Random random(8);
    const auto inputs = random_inputs(r, random);
    const auto upstream = random_upstream(r, inputs, random);
    const auto once = evaluate<double>(r, inputs, upstream, kAll);
    const auto thrice = evaluate<double>(r, inputs, upstream, kAll, 3);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      for (std::size_t j = 0; j < inputs[i].size(); ++j) {
        EXPECT_NEAR(thrice.gradient[i][j], 3 * once.gradient[i][j],
                    1e-13 * std::max(1.0, std::abs(once.gradient[i][j])));
      }
    }
  }
}

TEST(Tape, FloatAgreesWithDouble) {
  for (const Row& r : table()) {
    SCOPED_TRACE(title(r));
    for (std::uint64_t seed = 11; seed <= 15; ++seed) {
      Random random(seed);
      const auto inputs = random_inputs(r, random);
      const auto upstream = random_upstream(r, inputs, random);
      const auto wide = evaluate<double>(r, inputs, upstream, kAll);
      const auto narrow = evaluate<float>(r, inputs, upstream, kAll);
      ASSERT_EQ(narrow.out.size(), wide.out.size());
      for (std::size_t i = 0; i < wide.out.size(); ++i) {
        EXPECT_NEAR(narrow.out[i], wide.out[i], 1e-5 * std::max(1.0, std::abs(wide.out[i])));
      }
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        for (std::size_t j = 0; j < inputs[i].size(); ++j) {
          const double expected = wide.gradient[i][j];
          EXPECT_NEAR(narrow.gradient[i][j], expected, 1e-5 * std::max(1.0, std::abs(expected)))
              << "input " << i << " element " << j;
        }
      }
    }
  }
}

TEST(Tape, AKeptTransposedCopyChangesNothing) {
  Random random(3);
  const Shape a{5, 3}, b{3, 9};
  std::vector<float> av(a.size()), bv(b.size()), bt(b.size());
  for (float& v : av) v = static_cast<float>(random.normal());
  for (float& v : bv) v = static_cast<float>(random.normal());
  transpose(bv.data(), b.rows, b.cols, bt.data());
  EXPECT_EQ(bt[1 * 3 + 2], bv[2 * 9 + 1]);
  std::vector<std::vector<float>> gradients;
  for (const float* kept : {static_cast<const float*>(nullptr), static_cast<const float*>(bt.data())}) {
    Tape<float> t;
    const Var x = t.variable(av.data(), a.rows, a.cols);
    t.seed(matmul(t, x, t.variable(bv.data(), b.rows, b.cols, kept)));
    t.backward();
    gradients.emplace_back(t.gradient(x), t.gradient(x) + a.size());
  }
  EXPECT_EQ(gradients[0], gradients[1]);
}

TEST(Tape, SmallErrorsStillCount) {
  // sqrt(1 + z²) − 1 would be 0 in float.
  const float prediction = 1e-4f, target = 0, weight = 1;
  Tape<float> t;
  const Var loss = pseudo_huber(t, t.constant(&prediction, 1, 1), &target, &weight, 1.0f);
  EXPECT_NEAR(t.value(loss)[0], 0.5e-8f, 1e-14f);
}

TEST(Tape, SiluKeepsItsLimits) {
  const std::vector<float> x{-1e9f, -1e4f, -90, -0.0f, 0, 90, 1e4f, 3.4e38f};
  Tape<float> t;
  const Var v = t.variable(x.data(), 1, static_cast<int>(x.size()));
  const Var y = silu(t, v);
  t.seed(y);
  t.backward();
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_NEAR(t.value(y)[i], x[i] > 0 ? x[i] : 0, 1e-28f) << x[i];
    EXPECT_NEAR(t.gradient(v)[i], x[i] == 0 ? 0.5f : x[i] > 0 ? 1 : 0, 1e-28f) << x[i];
  }
}

// ---- Seeds ----

class Seeds : public testing::Test {
 protected:
  std::vector<double> x_{2, 3, 5};
  Tape<double> t_;
  Var v_ = t_.variable(x_.data(), 1, 3);
  Var square_ = multiply(t_, v_, v_);
  Var triple_ = scale(t_, v_, 3.0);

  std::vector<double> gradient() const { return {t_.gradient(v_), t_.gradient(v_) + 3}; }
};

TEST_F(Seeds, AreOnesUnlessWeighted) {
  t_.seed(square_);
  t_.backward();
  EXPECT_EQ(gradient(), (std::vector<double>{4, 6, 10}));
}

TEST_F(Seeds, WeighEachElement) {
  const double weight[] = {1, 0, -2};
  t_.seed(square_, weight);
  t_.backward();
  EXPECT_EQ(gradient(), (std::vector<double>{4, 0, -20}));
}

TEST_F(Seeds, OfSeveralOutputsAdd) {
  t_.seed(square_);
  t_.seed(triple_);
  t_.seed(triple_);
  t_.backward();
  EXPECT_EQ(gradient(), (std::vector<double>{10, 12, 16}));
}

TEST_F(Seeds, AreForgottenByClearGradients) {
  t_.seed(square_);
  t_.backward();
  t_.clear_gradients();
  EXPECT_EQ(gradient(), (std::vector<double>{0, 0, 0}));
  t_.seed(triple_);
  t_.backward();
  EXPECT_EQ(gradient(), (std::vector<double>{3, 3, 3}));
}

TEST_F(Seeds, OfAConstantAreIgnored) {
  const Var c = t_.constant(x_.data(), 1, 3);
  t_.seed(silu(t_, c));
  t_.backward();
  EXPECT_FALSE(t_.needs_gradient(c));
  EXPECT_EQ(gradient(), (std::vector<double>{0, 0, 0}));
}

// ---- Arena ----

TEST(Arena, AlignsForSimd) {
  Arena arena;
  for (const std::size_t count : {1U, 3U, 63U, 64U, 65U, 100000U}) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.allocate<float>(count)) % 64, 0U) << count;
  }
}

TEST(Arena, PiecesDoNotOverlap) {
  Arena arena;
  std::vector<std::pair<int*, int>> pieces;
  for (int i = 0; i < 300; ++i) {
    int* piece = arena.allocate<int>(static_cast<std::size_t>(1 + 97 * i));
    std::fill_n(piece, 1 + 97 * i, i);
    pieces.emplace_back(piece, 1 + 97 * i);
  }
  for (int i = 0; i < 300; ++i) {
    const auto [piece, count] = pieces[static_cast<std::size_t>(i)];
    EXPECT_EQ(std::count(piece, piece + count, i), count);
  }
}

TEST(Arena, ResetKeepsTheMemory) {
  Arena arena;
  for (int i = 0; i < 50; ++i) arena.allocate<double>(5000);
  const std::size_t grown = arena.capacity_bytes();
  arena.reset();
  EXPECT_EQ(arena.capacity_bytes(), grown);
  const double* first = arena.allocate<double>(5000);
  for (int i = 1; i < 50; ++i) arena.allocate<double>(5000);
  EXPECT_EQ(arena.capacity_bytes(), grown);
  arena.reset();
  EXPECT_EQ(arena.allocate<double>(5000), first);
}

TEST(Tape, AllocatesNothingAfterTheFirstEvaluation) {
  constexpr int kRows = 40, kWidth = 50;
  Random random(1);
  std::vector<float> x(kRows * kWidth), w(kWidth * kWidth), b(kWidth);
  for (auto* values : {&x, &w, &b}) {
    for (float& v : *values) v = static_cast<float>(random.normal());
  }
  Tape<float> t;
  const auto evaluate = [&] {
    t.reset();
    const Var weight = t.variable(w.data(), kWidth, kWidth);
    const Var bias = t.variable(b.data(), 1, kWidth);
    Var h = t.constant(x.data(), kRows, kWidth);
    for (int layer = 0; layer < 12; ++layer) h = silu(t, rms_norm(t, add_row(t, matmul(t, h, weight), bias)));
    t.seed(sum(t, h));
    t.backward();
    return std::vector<float>(t.gradient(weight), t.gradient(weight) + w.size());
  };
  const std::vector<float> first = evaluate();
  t.reset();
  for (int again = 0; again < 3; ++again) {
    const std::size_t before = allocations;
    const std::vector<float> gradient = evaluate();
    EXPECT_EQ(allocations - before, 1U);  // the vector that is returned
    EXPECT_EQ(gradient, first);
  }
}

}  // namespace
}  // namespace mixgrad
