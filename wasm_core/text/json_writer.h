// Writes JSON text, piece by piece.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace mixgrad {

class JsonWriter {
 public:
  virtual ~JsonWriter() = default;
  const std::string& text() const { return text_; }

  /// Opens an object '{' or an array '[': a member of the object around it if there is a key, else an
  /// element.
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

  /// An element of the array that is open.
  void element(std::string_view text);
  void element(double number);

 protected:
  virtual void write_number(double number) = 0;
  void write(std::string_view raw) { text_ += raw; }

 private:
  void begin(std::string_view key);
  void string(std::string_view text);

  std::string text_;
};

/// Prints numbers with as many digits as they need to be read back the same.
class JsonText : public JsonWriter {
 protected:
  void write_number(double number) override;
};

}  // namespace mixgrad
