#include "requests/writer.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace mixgrad::requests {

// A comma where something stands before, and the key.
void Writer::begin(std::string_view key) {
  if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_ += ',';
  if (key.empty()) return;
  string(key);
  text_ += ':';
}

void Writer::string(std::string_view text) {
  text_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') text_ += '\\';
    if (static_cast<unsigned char>(c) >= ' ') {
      text_ += c;
    } else {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
      text_ += escaped;
    }
  }
  text_ += '"';
}

// The shortest digits that read back as the same double.
void Writer::number(double number) { text_ += nlohmann::json(number).dump(); }

void Writer::open(char bracket, std::string_view key) {
  begin(key);
  text_ += bracket;
}

void Writer::close(char bracket) { text_ += bracket; }

void Writer::member(std::string_view key, std::string_view text) {
  begin(key);
  string(text);
}

void Writer::member(std::string_view key, double value) {
  begin(key);
  number(value);
}

void Writer::member(std::string_view key, bool truth) {
  begin(key);
  text_ += truth ? "true" : "false";
}

void Writer::null_member(std::string_view key) {
  begin(key);
  text_ += "null";
}

void Writer::member(std::string_view key, std::span<const double> numbers) {
  open('[', key);
  for (const double value : numbers) {
    begin({});
    number(value);
  }
  close(']');
}

void Writer::member(std::string_view key, std::span<const std::string> texts) {
  open('[', key);
  for (const std::string& text : texts) {
    begin({});
    string(text);
  }
  close(']');
}

}  // namespace mixgrad::requests
