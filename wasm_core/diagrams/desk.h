// The interface of phase diagrams without JavaScript: JSON requests in, JSON answers out. It knows no network
// and no molecules, only models of mixing with their numbers.
#pragma once

#include <string>
#include <vector>

#include "requests/answer.h"
#include "result.h"
#include "text/json.h"

namespace mixgrad::diagrams {

/// Answers as requests::Session does.
class Desk {
 public:
  /// @param method `diagram`: of two components over temperature, of three at one; `flash`: what one feed
  ///        separates into; `microstructure`: the clusters of salt in one
  /// @param request JSON text
  std::string call(const std::string& method, const std::string& request);

  /// The numbers of the last answer, by the indices in its text; valid until the next call.
  const std::vector<double>& numbers() const { return numbers_; }

 private:
  std::vector<double> numbers_;
};

}  // namespace mixgrad::diagrams
