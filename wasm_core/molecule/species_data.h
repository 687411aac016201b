// The text of the built-in library.
#pragma once

#include <string_view>

namespace mixgrad::data {

/// `[library, graphs]`: `species.json` (names, roles, molar volumes and their sources) and
/// `species_graphs.json` (id to CommonChem, as RDKit wrote it). Compiled into programs
/// (scripts/cmake/species.cmake); the module for browsers is given it before the library is first asked for
/// (bindings/exports.cpp).
std::string_view species();

}  // namespace mixgrad::data
