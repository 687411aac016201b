// The library's files, compiled in by the build (scripts/cmake/embed.cmake).
#pragma once

#include <string_view>

namespace mixgrad::data {

extern const std::string_view species_json;         ///< Names, roles, molar volumes and their sources.
extern const std::string_view species_graphs_json;  ///< SMILES to CommonChem, as RDKit wrote it.

}  // namespace mixgrad::data
