// Reads JSON requests with care: unknown keys, missing keys, wrong types and values out of range each get an
// error that names the path, what was wrong and what would be right.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"
#include "text/json.h"

namespace mixgrad::requests {

/// A list of words that is kept elsewhere.
class Words : public std::span<const char* const> {
 public:
  using span::span;
  Words(std::initializer_list<const char*> words) : span(words.begin(), words.size()) {}
};

/// The candidate that `word` was most likely meant to be; empty where none is near.
std::string nearest_word(std::string_view word, Words candidates);

/// One object of a request. The first thing wrong is kept in `error`; reading goes on with harmless values.
class Reader {
 public:
  /// @param path of the object in the request; empty for the request itself
  /// @param keys, more all that it may have
  /// @param error shared by the whole request; its code is empty as long as nothing is wrong
  Reader(const Json& object, std::string path, Words keys, Error& error, Words more = {});

  bool has(std::string_view key) const { return object_.find(key) != nullptr; }
  bool is_object(std::string_view key) const { return has(key) && object_.find(key)->is_object(); }
  bool is_list(std::string_view key) const { return has(key) && object_.find(key)->is_array(); }
  bool failed() const { return !error_.code.empty(); }
  Error& error() { return error_; }

  /// Without a fallback the key must be there.
  double number(std::string_view key, double low, double high, std::optional<double> fallback = {},
                bool whole = false);
  int whole_number(std::string_view key, int low, int high, std::optional<int> fallback = {});
  bool yes_or_no(std::string_view key, bool fallback);
  std::string text(std::string_view key);
  /// Index of the value among `choices`.
  std::size_t choice(std::string_view key, Words choices);
  /// Which of the choices a list names; all of them where there is no list.
  std::vector<char> several(std::string_view key, Words choices);
  /// Which one of two or three keys is there: exactly one must be.
  const char* one_of(const char* first, const char* second, const char* third = nullptr);
  const Json& object(std::string_view key);
  const Json& list(std::string_view key, std::size_t fewest, std::size_t most);

  /// Keeps an error about a key, or with "" about the whole object, unless there was one before.
  void refuse(std::string_view key, const std::string& message, const char* code = "bad_value");

 private:
  std::string path_of(std::string_view key) const {
    return path_ + (path_.empty() || key.empty() ? "" : ".") + std::string(key);
  }
  std::size_t choose(std::string_view key, const Json* value, Words choices);
  void refuse_value(std::string_view key, const Json* value, const std::string& wanted);

  const Json& object_;
  std::string path_;
  Error& error_;
};

}  // namespace mixgrad::requests
