// CommonChem that is parsed already.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "molecule/graph.h"

namespace mixgrad {

/// As graph_from_commonchem() of molecule/graph.h, from the JSON value instead of its text.
Result<MolecularGraph> graph_from_commonchem_json(const nlohmann::json& root);

}  // namespace mixgrad
