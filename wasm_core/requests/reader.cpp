#include "requests/reader.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include "text/decimal.h"

namespace mixgrad::requests {
namespace {

const Json kNothing;

std::string in_quotes(std::string_view word) { return "'" + std::string(word) + "'"; }

std::string listed(Words words) {
  std::string text;
  for (const char* word : words) text += (text.empty() ? "" : ", ") + in_quotes(word);
  return text;
}

/// A value as the person wrote it, shortened.
std::string shown(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  if (value.is_number()) return significant(value.number(), 12);
  if (value.is_boolean()) return value.boolean() ? "true" : "false";
  if (!value.is_string()) return "null";
  return value.string().size() > 60 ? "a long text" : '"' + value.string() + '"';
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// Levenshtein's distance, upper and lower case being the same.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_word(std::string_view word, Words candidates) {
  std::string nearest;
  std::size_t best = word.size() < 4 ? 2 : word.size() / 3 + 2;  // not this far off
  if (word.size() > 64) return nearest;
  for (const std::string_view candidate : candidates) {
    const bool begun = word.size() > 3 && candidate.size() > word.size() &&
                       distance(word, candidate.substr(0, word.size())) == 0;
    const std::size_t d = begun ? 1 : distance(word, candidate);
    if (d < best) best = d, nearest = candidate;
  }
  return nearest;
}

Reader::Reader(const Json& object, std::string path, Words keys, Error& error, Words more)
    : object_(object), path_(std::move(path)), error_(error) {
  if (!object.is_object()) {
    const std::string what = path_.empty() ? "the request" : in_quotes(path_);
    if (!failed()) error_ = {"bad_value", path_, what + " should be an object, not " + shown(object)};
  }
  std::vector<const char*> all(more.begin(), more.end());
  all.insert(all.end(), keys.begin(), keys.end());
  for (const std::string& key : object_.keys()) {
    if (std::find(all.begin(), all.end(), key) != all.end()) continue;
    const std::string meant = nearest_word(key, all);
    const std::string hint =
        meant.empty() ? "; known are " + listed(all) : "; did you mean " + in_quotes(meant) + "?";
    refuse(key, in_quotes(key) + " is not a known key" + hint, "unknown_key");
  }
}

void Reader::refuse(std::string_view key, const std::string& message, const char* code) {
  if (!failed()) error_ = {code, path_of(key), message};
}

void Reader::refuse_value(std::string_view key, const Json* value, const std::string& wanted) {
  if (value) return refuse(key, in_quotes(key) + " should be " + wanted + ", not " + shown(*value));
  refuse(key, in_quotes(key) + " is missing; it should be " + wanted, "missing_key");
}

double Reader::number(std::string_view key, double low, double high, std::optional<double> fallback,
                      bool whole) {
  const Json* value = object_.find(key);
  if (!value && fallback) return *fallback;
  if (value && value->is_number()) {
    const double x = value->number();
    if (x >= low && x <= high && (!whole || x == std::floor(x))) return x;
  }
  const std::string kind = whole ? "a whole number " : "a finite number ";
  refuse_value(key, value,
               kind + (std::isfinite(high) ? "from " + significant(low, 12) + " to " + significant(high, 12)
                                           : "of at least " + significant(low, 12)));
  return low;
}

int Reader::whole_number(std::string_view key, int low, int high, std::optional<int> fallback) {
  return static_cast<int>(number(key, low, high, fallback, true));
}

bool Reader::yes_or_no(std::string_view key, bool fallback) {
  const Json* value = object_.find(key);
  if (!value) return fallback;
  if (!value->is_boolean()) refuse_value(key, value, "true or false");
  return value->boolean();
}

std::string Reader::text(std::string_view key) {
  const Json* value = object_.find(key);
  if (value && value->is_string()) return value->string();
  refuse_value(key, value, "text");
  return {};
}

std::size_t Reader::choose(std::string_view key, const Json* value, Words choices) {
  const std::string word = value && value->is_string() ? value->string() : std::string();
  const auto found = std::find(choices.begin(), choices.end(), word);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  refuse_value(key, value, (choices.size() > 1 ? "one of " : "") + listed(choices));
  return 0;
}

std::size_t Reader::choice(std::string_view key, Words choices) {
  return choose(key, object_.find(key), choices);
}

std::vector<char> Reader::several(std::string_view key, Words choices) {
  std::vector<char> chosen(choices.size(), !has(key));
  if (!has(key)) return chosen;
  int i = 0;
  for (const Json& value : list(key, 0, choices.size()).items()) {
    chosen[choose(std::string(key) + "[" + std::to_string(i++) + "]", &value, choices)] = true;
  }
  return chosen;
}

const char* Reader::one_of(const char* first, const char* second, const char* third) {
  const std::string any = in_quotes(first) + (third ? ", " : " or ") + in_quotes(second) +
                          (third ? " or " + in_quotes(third) : "");
  const char* there = nullptr;
  for (const char* key : {first, second, third}) {
    if (!key || !has(key)) continue;
    if (there) refuse("", third ? "give only one of " + any : "give either " + any + ", not both");
    there = key;
  }
  if (!there) refuse("", any + " is missing", "missing_key");
  return there ? there : first;
}

const Json& Reader::object(std::string_view key) {
  const Json* value = object_.find(key);
  if (value && value->is_object()) return *value;
  refuse_value(key, value, "an object");
  return kNothing;
}

const Json& Reader::list(std::string_view key, std::size_t fewest, std::size_t most) {
  const Json* value = object_.find(key);
  const bool good = value && value->is_array();
  if (good && value->items().size() >= fewest && value->items().size() <= most) return *value;
  const std::string count =
      fewest == most ? std::to_string(most) : std::to_string(fewest) + " to " + std::to_string(most);
  if (good)
    refuse(key, in_quotes(key) + " should have " + count + " elements, not " +
                    std::to_string(value->items().size()));
  refuse_value(key, value, "a list of " + count + " elements");
  return kNothing;
}

}  // namespace mixgrad::requests
