// What the methods of the interface share: names of keys and properties, and parts of answers.
#pragma once

#include <string>
#include <vector>

#include "requests/session.h"

namespace mixgrad::requests {

extern const std::string kConductivity;
extern const std::vector<std::string> kLiquidNames;  ///< By LiquidProperty.

/// The keys of a mixture, and more.
std::vector<std::string> with(const std::vector<std::string>& more);

void write(Answer& out, const DomainVerdict& verdict, const std::string& key = "domain");

}  // namespace mixgrad::requests
