// The core's answers as plain JSON: the JavaScript interface without JavaScript.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "requests/session.h"

namespace mixgrad::golden {

/// An answer with its numbers in their places (requests/answer.h).
inline nlohmann::json with_numbers(nlohmann::json answer, const std::vector<double>& numbers) {
  if (answer.is_number()) return numbers[answer.get<std::size_t>()];
  if (answer.is_structured()) {
    for (nlohmann::json& part : answer) part = with_numbers(std::move(part), numbers);
  }
  return answer;
}

/// What a method of `web/mixgrad/mixgrad.d.ts` gives, or `{"error": {"code", "field", "message"}}`.
inline nlohmann::json answer(requests::Session& session, const std::string& method,
                             const nlohmann::json& request) {
  const nlohmann::json answer = with_numbers(
      nlohmann::json::parse(session.call(method, request.dump()), nullptr, false), session.numbers());
  if (answer.contains("error")) return answer;
  nlohmann::json ok = answer["ok"];
  if (!answer.contains("arrays")) return ok;
  for (const auto& [name, values] : session.arrays().numbers) ok[name] = values;
  if (!session.arrays().domain.empty()) ok["domain"] = session.arrays().domain;
  return ok;
}

}  // namespace mixgrad::golden
