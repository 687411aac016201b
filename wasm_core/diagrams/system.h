// What a request says of a liquid: which model of mixing with which parameters, and the solids that may leave
// it.
#pragma once

#include <memory>
#include <vector>

#include "phase/surface.h"
#include "requests/reader.h"

namespace mixgrad::diagrams {

/// Where phases may be asked for at all.
inline constexpr double kLowest_K = 1, kHighest_K = 5000;

struct System {
  std::unique_ptr<phase::MixingModel> model;  ///< Null if something is wrong with it.
  std::vector<phase::Solid> solids;
};

/// Reads `model` and, if there are any, `solids`. What the models' numbers mean stands in the headers of
/// phase/ and in web/mixgrad/mixgrad.d.ts.
/// @param three_body a factor on the model's C, if it has one
System read_system(requests::Reader& request, double three_body = 1);

/// A list of numbers; of as many zeros as are fewest where something is wrong with it.
std::vector<double> read_numbers(requests::Reader& object, const std::string& key, std::size_t fewest,
                                 std::size_t most, double low, double high);

}  // namespace mixgrad::diagrams
