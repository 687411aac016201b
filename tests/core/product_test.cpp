// The matrix product: the same bits as the plain loop, for every size and stride.
#include "tape/product.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "random.h"

namespace mixgrad {
namespace {

template <class Real>
std::vector<Real> random_values(Random& random, std::size_t count) {
  std::vector<Real> values(count);
  for (Real& v : values) v = static_cast<Real>(2 * random.uniform() - 1);
  return values;
}

template <class Real>
class Product : public testing::Test {};
using Scalars = testing::Types<float, double>;
TYPED_TEST_SUITE(Product, Scalars);

/// Sums over k in order, which is the order the tile promises too: so the results are equal, not just near.
template <class Real>
void plain_product(bool accumulate, const Real* a, std::ptrdiff_t row_stride, std::ptrdiff_t col_stride,
                   const Real* b, Real* c, int rows, int inner, int cols) {
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < cols; ++j) {
      Real sum = accumulate ? c[i * cols + j] : Real(0);
      for (int k = 0; k < inner; ++k) sum += a[i * row_stride + k * col_stride] * b[k * cols + j];
      c[i * cols + j] = sum;
    }
  }
}

TYPED_TEST(Product, IsThePlainLoopToTheLastBit) {
  Random random(1);
  for (const int rows : {0, 1, 2, 3, 4, 5, 8, 11}) {
    for (const int inner : {0, 1, 2, 7, 16, 33}) {
      for (const int cols : {1, 3, 7, 8, 9, 16, 17, 31}) {
        struct {
          const char* name;
          std::ptrdiff_t row_stride, col_stride;
        } const layouts[] = {{"dense", inner, 1},
                             {"transposed", 1, rows},
                             {"every other column of wider rows", 2 * inner + 3, 2}};
        for (const auto& layout : layouts) {
          SCOPED_TRACE(std::string(layout.name) + " " + std::to_string(rows) + " × " + std::to_string(inner) +
                       " × " + std::to_string(cols));
          const std::size_t extent =
              1 + static_cast<std::size_t>(rows * layout.row_stride + inner * layout.col_stride);
          const auto a = random_values<TypeParam>(random, extent);
          const auto b = random_values<TypeParam>(random, static_cast<std::size_t>(inner * cols));
          const auto start = random_values<TypeParam>(random, static_cast<std::size_t>(rows * cols));
          auto c = start, expected = start;
          product<false>(a.data(), layout.row_stride, layout.col_stride, b.data(), c.data(), rows, inner,
                         cols);
          plain_product(false, a.data(), layout.row_stride, layout.col_stride, b.data(), expected.data(),
                        rows, inner, cols);
          ASSERT_EQ(c, expected);
          c = expected = start;
          product<true>(a.data(), layout.row_stride, layout.col_stride, b.data(), c.data(), rows, inner,
                        cols);
          plain_product(true, a.data(), layout.row_stride, layout.col_stride, b.data(), expected.data(), rows,
                        inner, cols);
          ASSERT_EQ(c, expected);
        }
      }
    }
  }
}

TYPED_TEST(Product, WritesNothingBeyondItsResult) {
  constexpr int kRows = 5, kInner = 3, kCols = 11;
  Random random(2);
  const auto a = random_values<TypeParam>(random, kRows * kInner);
  const auto b = random_values<TypeParam>(random, kInner * kCols);
  std::vector<TypeParam> c(kRows * kCols + 2, TypeParam(-7));
  product<false>(a.data(), kInner, 1, b.data(), c.data() + 1, kRows, kInner, kCols);
  EXPECT_EQ(c.front(), TypeParam(-7));
  EXPECT_EQ(c.back(), TypeParam(-7));
}

TYPED_TEST(Product, NaNIsNotLost) {
  std::vector<TypeParam> a(4 * 2, TypeParam(0)), b(2 * 8, TypeParam(1)), c(4 * 8);
  b[8] = std::numeric_limits<TypeParam>::quiet_NaN();  // times 0 is NaN still
  product<false>(a.data(), 2, 1, b.data(), c.data(), 4, 2, 8);
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(std::isnan(c[static_cast<std::size_t>(8 * i)]));
  EXPECT_EQ(c[1], TypeParam(0));
}

}  // namespace
}  // namespace mixgrad
