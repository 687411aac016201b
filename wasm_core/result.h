// Errors as values: the core is compiled without exceptions.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace mixgrad {

/// What went wrong, for a program (`code`), for a form (`field`) and for a person (`message`).
struct Error {
  std::string code;     ///< Machine-readable: `unknown_key`, `bad_value`, `bad_smiles`, `bad_weights`, ...
  std::string field;    ///< Path into the input: `components[1].amount`; empty when it is the whole input.
  std::string message;  ///< One sentence: what was wrong and what would be right.
};

/// Either a value or an Error. `if (!r) return r.error();` is the whole protocol.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit by design

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  T& operator*() { return *std::get_if<T>(&state_); }
  const T& operator*() const { return *std::get_if<T>(&state_); }
  T* operator->() { return std::get_if<T>(&state_); }
  const T* operator->() const { return std::get_if<T>(&state_); }
  const Error& error() const { return *std::get_if<Error>(&state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT: implicit by design

  explicit operator bool() const { return ok_; }
  const Error& error() const { return error_; }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace mixgrad
