// Errors as values: the core is compiled without exceptions.
#pragma once

#include <optional>
#include <string>
#include <utility>

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
  Result(T value) : value_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  explicit operator bool() const { return value_.has_value(); }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
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
