// Decimal numbers as text, without the C library's printf and strtod, which are large in WebAssembly.
#pragma once

#include <string>
#include <string_view>

namespace mixgrad {

/// The nearest double; infinite beyond 1e300, 0 below 1e-290.
/// @param text by JSON's grammar: `-12.5e3`
double read_decimal(std::string_view text);

/// With a fixed number of digits after the point, at most 9: `fixed(0.126, 2)` is `0.13`.
std::string fixed(double value, int digits);

/// Rounded to so many significant digits, at most 15, without trailing zeros: `0.13`, `4`, `1.5e-7`.
std::string significant(double value, int digits);

}  // namespace mixgrad
