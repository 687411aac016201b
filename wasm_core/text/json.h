// A JSON value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mixgrad {

class Json {
 public:
  /// Nothing if the text is not JSON.
  static std::optional<Json> parse(std::string_view text);

  bool is_boolean() const { return kind_ == Kind::boolean; }
  bool is_number() const { return kind_ == Kind::number; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_object() const { return kind_ == Kind::object; }

  /// What it holds; zero or empty if it is of another kind.
  bool boolean() const { return is_boolean() && number_ != 0; }
  double number() const { return is_number() ? number_ : 0; }
  const std::string& string() const { return string_; }
  /// Of an array its elements, of an object its values.
  const std::vector<Json>& items() const { return items_; }
  /// Of an object, one per item, in the order of the text.
  const std::vector<std::string>& keys() const { return keys_; }

  /// A whole number between the limits, written without fraction or exponent; nothing else.
  std::optional<int> integer(int low, int high) const;
  /// The value of a key, the last if it stands there twice; null where there is none or this is no object.
  const Json* find(std::string_view key) const;
  /// The same, where there must be an array.
  const Json* find_array(std::string_view key) const;

 private:
  friend class JsonBuilder;
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  Kind kind_ = Kind::null;
  bool whole_ = false;
  double number_ = 0;  // or the boolean
  std::string string_;
  std::vector<std::string> keys_;
  std::vector<Json> items_;
};

}  // namespace mixgrad
