#include "text/json_parser.h"

#include <cstdint>

#include "text/decimal.h"

namespace mixgrad {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& text, std::uint32_t code) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6)), tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0);
  }
}

/// Recursive descent. After a failure `at_` stays where the text breaks.
class Parser {
 public:
  Parser(std::string_view text, JsonEvents& events) : text_(text), events_(events) {}

  bool document() {
    space();
    if (!value()) return finish();
    space();
    broken_ = at_ != text_.size();
    return finish();
  }

 private:
  bool finish() {
    if (broken_) events_.broken(at_ + 1);
    return !broken_ && !stopped_;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool breaks() { return !(broken_ = true); }
  bool report(bool go_on) { return go_on || !(stopped_ = true); }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool expect(char c) { return take(c) || breaks(); }
  void space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  }

  bool word(std::string_view expected) {
    for (const char c : expected) {
      if (!expect(c)) return false;
    }
    return true;
  }

  bool value() {
    switch (peek()) {
      case '{':
        return nested(&Parser::object);
      case '[':
        return nested(&Parser::array);
      case '"': {
        std::string text;
        return string(text) && report(events_.string(std::move(text)));
      }
      case 't':
        return word("true") && report(events_.boolean(true));
      case 'f':
        return word("false") && report(events_.boolean(false));
      case 'n':
        return word("null") && report(events_.null());
      default:
        return number();
    }
  }

  bool nested(bool (Parser::*inside)()) {
    if (depth_ == kMaxJsonDepth) return breaks();
    ++at_, ++depth_;
    const bool good = (this->*inside)();
    --depth_;
    return good;
  }

  bool object() {
    if (!report(events_.start_object())) return false;
    space();
    if (take('}')) return report(events_.end_object());
    do {
      space();
      std::string key;
      if (!string(key) || !report(events_.key(std::move(key)))) return false;
      space();
      if (!expect(':')) return false;
      space();
      if (!value()) return false;
      space();
    } while (take(','));
    return expect('}') && report(events_.end_object());
  }

  bool array() {
    if (!report(events_.start_array())) return false;
    space();
    if (take(']')) return report(events_.end_array());
    do {
      space();
      if (!value()) return false;
      space();
    } while (take(','));
    return expect(']') && report(events_.end_array());
  }

  bool digits() {
    if (!is_digit(peek())) return breaks();
    while (is_digit(peek())) ++at_;
    return true;
  }

  bool number() {
    const std::size_t begin = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    bool whole = true;
    if (take('.')) {
      whole = false;
      if (!digits()) return false;
    }
    if (take('e') || take('E')) {
      whole = false;
      if (!take('-')) take('+');
      if (!digits()) return false;
    }
    return report(events_.number(read_decimal(text_.substr(begin, at_ - begin)), whole));
  }

  bool string(std::string& out) {
    if (!expect('"')) return false;
    while (!take('"')) {
      if (static_cast<unsigned char>(peek()) < 0x20) return breaks();
      if (!(take('\\') ? escape(out) : character(out))) return false;
    }
    return true;
  }

  bool escape(std::string& out) {
    constexpr std::string_view kCodes = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
    const std::size_t code = at_ < text_.size() ? kCodes.find(text_[at_]) : kCodes.npos;
    if (code != kCodes.npos) {
      out += kMeanings[code];
      ++at_;
      return true;
    }
    std::uint32_t unit = 0, low = 0;
    if (!expect('u') || !hexadecimal(unit)) return false;
    if (unit >= 0xDC00 && unit < 0xE000) return breaks();
    if (unit >= 0xD800 && unit < 0xDC00) {  // the first of a surrogate pair
      if (!word("\\u") || !hexadecimal(low)) return false;
      if (low < 0xDC00 || low >= 0xE000) return breaks();
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(out, unit);
    return true;
  }

  bool hexadecimal(std::uint32_t& unit) {
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const char letter = static_cast<char>(c | 0x20);
      if (!is_digit(c) && (letter < 'a' || letter > 'f')) return breaks();
      unit = unit << 4 | static_cast<std::uint32_t>(is_digit(c) ? c - '0' : letter - 'a' + 10);
      ++at_;
    }
    return true;
  }

  /// One character of UTF-8, in its shortest form and no surrogate.
  bool character(std::string& out) {
    const auto lead = static_cast<unsigned char>(peek());
    const int tail = lead < 0x80   ? 0
                     : lead < 0xC2 ? -1
                     : lead < 0xE0 ? 1
                     : lead < 0xF0 ? 2
                     : lead < 0xF5 ? 3
                                   : -1;
    if (tail < 0) return breaks();
    std::uint32_t code = lead & (0x7F >> tail);
    const std::size_t begin = at_++;
    for (int i = 0; i < tail; ++i) {
      const auto next = static_cast<unsigned char>(peek());
      if ((next & 0xC0) != 0x80) return breaks();
      code = code << 6 | (next & 0x3F);
      ++at_;
    }
    const bool good = tail < 2 || (tail == 2 ? code >= 0x800 && (code < 0xD800 || code > 0xDFFF)
                                             : code >= 0x10000 && code <= 0x10FFFF);
    if (!good) return breaks();
    out += text_.substr(begin, at_ - begin);
    return true;
  }

  std::string_view text_;
  JsonEvents& events_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool broken_ = false, stopped_ = false;
};

}  // namespace

bool parse_json(std::string_view text, JsonEvents& events) { return Parser(text, events).document(); }

}  // namespace mixgrad
