#include "text/json_writer.h"

#include <cstdio>

#include "text/decimal.h"

namespace mixgrad {

// A comma where something stands before, and the key.
void JsonWriter::begin(std::string_view key) {
  if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_ += ',';
  if (key.empty()) return;
  string(key);
  text_ += ':';
}

void JsonWriter::string(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  text_ += '"';
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') text_ += '\\';
    if (code >= ' ') {
      text_ += c;
    } else {
      text_ += "\\u00";
      text_ += kDigits[code >> 4];
      text_ += kDigits[code & 15];
    }
  }
  text_ += '"';
}

void JsonWriter::open(char bracket, std::string_view key) {
  begin(key);
  text_ += bracket;
}

void JsonWriter::close(char bracket) { text_ += bracket; }

void JsonWriter::member(std::string_view key, std::string_view text) {
  begin(key);
  string(text);
}

void JsonWriter::member(std::string_view key, double number) {
  begin(key);
  write_number(number);
}

void JsonWriter::member(std::string_view key, bool truth) {
  begin(key);
  text_ += truth ? "true" : "false";
}

void JsonWriter::null_member(std::string_view key) {
  begin(key);
  text_ += "null";
}

void JsonWriter::member(std::string_view key, std::span<const double> numbers) {
  open('[', key);
  for (const double number : numbers) element(number);
  close(']');
}

void JsonWriter::member(std::string_view key, std::span<const std::string> texts) {
  open('[', key);
  for (const std::string& text : texts) element(text);
  close(']');
}

void JsonWriter::element(std::string_view text) {
  begin({});
  string(text);
}

void JsonWriter::element(double number) {
  begin({});
  write_number(number);
}

void JsonText::write_number(double number) {
  char digits[32];
  for (int count = 15; count <= 17; ++count) {
    std::snprintf(digits, sizeof digits, "%.*g", count, number);
    if (read_decimal(digits) == number) break;
  }
  write(digits);
}

}  // namespace mixgrad
