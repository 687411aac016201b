#include "train/arguments.h"

#include <algorithm>
#include <charconv>

namespace mixgrad::train {
namespace {

using Kind = Option::Kind;

Error bad_argument(const std::string& name, const std::string& message) {
  return {"bad_argument", name, message};
}

}  // namespace

Result<Arguments> Arguments::parse(std::span<const std::string> words, std::span<const Option> options) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const std::string& word = words[i];
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&](const Option& known) { return "--" + known.name == word; });
    if (option == options.end()) {
      std::string known;
      for (const Option& o : options) known += (known.empty() ? "--" : ", --") + o.name;
      return bad_argument(word, "is no option here; there are " + known);
    }
    if (i + 1 == words.size()) return bad_argument(word, "needs a value: " + option->meaning);
    auto& values = arguments.values_[option->name];
    const bool once = option->kind == Kind::required || option->kind == Kind::optional;
    if (!values.empty() && once)
      return bad_argument(word, "is given twice, as '" + values[0] + "' and as '" + words[i + 1] + "'");
    values.push_back(words[i + 1]);
  }
  for (const Option& option : options) {
    const bool needed = option.kind == Kind::required || option.kind == Kind::one_or_more;
    if (needed && arguments.text(option.name).empty())
      return bad_argument("--" + option.name, "is missing; it takes " + option.meaning);
  }
  return arguments;
}

std::string Arguments::text(const std::string& name, const std::string& fallback) const {
  const auto found = values_.find(name);
  return found == values_.end() ? fallback : found->second.front();
}

std::vector<std::string> Arguments::all(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

Result<int> Arguments::whole_number(const std::string& name, int low, int high, int fallback) const {
  if (!values_.count(name)) return fallback;
  const std::string value = text(name);
  int number = 0;
  const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (failure != std::errc() || end != value.data() + value.size() || number < low || number > high) {
    return bad_argument("--" + name, "is '" + value + "' and should be a whole number from " +
                                         std::to_string(low) + " to " + std::to_string(high));
  }
  return number;
}

}  // namespace mixgrad::train
