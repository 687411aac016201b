// tests/golden/molecules.json: molecules as RDKit sees them.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "molecule/graph.h"

namespace mixgrad::golden {

inline const nlohmann::json& molecules() {
  static const nlohmann::json file =
      nlohmann::json::parse(std::ifstream(MIXGRAD_SOURCE_DIR "/tests/golden/molecules.json"), nullptr, false);
  return file["molecules"];
}

/// The graph of one of the molecules; a failed test and an empty graph if there is none.
inline MolecularGraph graph(const std::string& smiles) {
  for (const auto& entry : molecules()) {
    if (entry["smiles"] != smiles) continue;
    const auto read = graph_from_commonchem(entry["commonchem"].get<std::string>());
    if (read) return *read;
    ADD_FAILURE() << smiles << ": " << read.error().message;
    return {};
  }
  ADD_FAILURE() << smiles << " is not in molecules.json";
  return {};
}

}  // namespace mixgrad::golden
