// The command line: `--name value` pairs, checked against what a command takes.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "result.h"

namespace mixgrad::train {

/// One option of a command.
struct Option {
  enum class Kind { required, optional, any_number, one_or_more };
  std::string name;     ///< Without the dashes.
  std::string meaning;  ///< What its value is.
  Kind kind = Kind::optional;
};

class Arguments {
 public:
  /// Errors (`bad_argument`): an unknown option (the known ones are listed), one without a value, one given
  /// twice, a required one missing. The field is the option, here and below.
  static Result<Arguments> parse(std::span<const std::string> words, std::span<const Option> options);

  /// The value, or `fallback` where the option was not given.
  std::string text(const std::string& name, const std::string& fallback = "") const;
  /// Every value of an option that may be repeated.
  std::vector<std::string> all(const std::string& name) const;
  /// Errors (`bad_argument`): not a whole number from low to high.
  Result<int> whole_number(const std::string& name, int low, int high, int fallback) const;

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

}  // namespace mixgrad::train
