// Writes JSON text, piece by piece: small where the core is downloaded, and every double keeps all its
// digits.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace mixgrad::requests {

class Writer {
 public:
  const std::string& text() const { return text_; }

  /// Opens an object '{' or a list '[', as the member `key` of the object around it if there is a key.
  void open(char bracket, std::string_view key = {});
  /// Closes what was opened last, with '}' or ']'.
  void close(char bracket);

  /// A member of the object that is open.
  void member(std::string_view key, std::string_view text);
  void member(std::string_view key, const char* text) { member(key, std::string_view(text)); }
  void member(std::string_view key, double number);
  void member(std::string_view key, bool truth);
  void member(std::string_view key, std::span<const double> numbers);
  void member(std::string_view key, std::initializer_list<double> numbers) {
    member(key, std::span(numbers.begin(), numbers.size()));
  }
  void member(std::string_view key, std::span<const std::string> texts);
  void null_member(std::string_view key);

 private:
  void begin(std::string_view key);
  void string(std::string_view text);
  void number(double number);

  std::string text_;
};

}  // namespace mixgrad::requests
