// Requests about the clusters of salt in a formulation.
#pragma once

#include "requests/answer.h"
#include "result.h"
#include "text/json.h"

namespace mixgrad::diagrams {

/// Answers `microstructure`: clusters at a temperature, along a dilution, and the salt inside of them over
/// temperature. Keys and units stand in web/mixgrad/mixgrad.d.ts.
Status microstructure(const Json& request, requests::Answer& out);

}  // namespace mixgrad::diagrams
