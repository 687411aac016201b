// JSON text (RFC 8259), strictly read. Small, because it is downloaded with every page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mixgrad {

/// What the parser reports, in the order of the text. Each says whether to go on.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual bool null() = 0;
  virtual bool boolean(bool value) = 0;
  /// @param whole written without fraction or exponent
  virtual bool number(double value, bool whole) = 0;
  virtual bool string(std::string value) = 0;
  virtual bool start_array() = 0;
  virtual bool end_array() = 0;
  virtual bool start_object() = 0;
  virtual bool key(std::string key) = 0;
  virtual bool end_object() = 0;
  /// The text is not JSON, or nests deeper than kMaxJsonDepth.
  /// @param byte where it breaks, counted from 1
  virtual void broken(std::size_t byte) = 0;
};

inline constexpr int kMaxJsonDepth = 64;

/// @return false if the text is broken or `events` stopped it
bool parse_json(std::string_view text, JsonEvents& events);

}  // namespace mixgrad
