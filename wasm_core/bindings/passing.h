// How a WebAssembly module and JavaScript pass bytes and numbers: by pointer and size. The other side is
// web/mixgrad/module.js. For the one file of each module that knows Emscripten.
#pragma once

#include <emscripten.h>

#include <string>

namespace mixgrad::bindings {

inline std::string in, out;
inline std::size_t out_size = 0;

/// Shows what lies elsewhere, or the text that has become `out`.
template <class T>
const void* show(const T& items) {
  out_size = items.size();
  return items.data();
}

/// Answers what was passed, a method, a newline and a request, with text.
template <class Desk>
const void* answer(Desk& desk) {
  const std::size_t end = in.find('\n');
  out = desk.call(in.substr(0, end), in.substr(end + 1));
  return show(out);
}

}  // namespace mixgrad::bindings

extern "C" {

/// Where the caller puts that many bytes, for the next call to read.
EMSCRIPTEN_KEEPALIVE inline void* input(std::size_t size) {
  mixgrad::bindings::in.resize(size);
  return mixgrad::bindings::in.data();
}

/// How many elements the last answer has.
EMSCRIPTEN_KEEPALIVE inline std::size_t size() { return mixgrad::bindings::out_size; }

}  // extern "C"
