// CommonChem that is parsed already.
#pragma once

#include "molecule/graph.h"
#include "text/json.h"

namespace mixgrad {

/// As graph_from_commonchem() of molecule/graph.h, from the JSON value instead of its text.
Result<MolecularGraph> graph_from_commonchem_json(const Json& root);

}  // namespace mixgrad
