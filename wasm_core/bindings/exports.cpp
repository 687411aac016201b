// What JavaScript sees of the core: bytes in, bytes and numbers out, by pointer and size. The only file that
// knows Emscripten. web/mixgrad/local.js is the other side.
#include <emscripten.h>

#include "requests/session.h"

namespace {

using mixgrad::requests::Session;

Session& session() {
  static Session only;
  return only;
}

std::string in, out;
std::size_t out_size = 0;

/// Shows what lies elsewhere, or the text that has become `out`.
template <class T>
const void* show(const T& items) {
  out_size = items.size();
  return items.data();
}

}  // namespace

extern "C" {

/// Where the caller puts that many bytes, for the next call to read.
EMSCRIPTEN_KEEPALIVE void* input(std::size_t size) {
  in.resize(size);
  return in.data();
}

/// How many elements the last answer has.
EMSCRIPTEN_KEEPALIVE std::size_t size() { return out_size; }

/// Takes the bytes of a weights file. Answer: text.
EMSCRIPTEN_KEEPALIVE const void* load() {
  out = session().load(std::as_bytes(std::span(in)));
  in = {};
  return show(out);
}

/// Takes a method, a newline and a request. Answer: text.
EMSCRIPTEN_KEEPALIVE const void* call() {
  const std::size_t end = in.find('\n');
  out = session().call(in.substr(0, end), in.substr(end + 1));
  return show(out);
}

/// The numbers of the last call's text: doubles, valid until the next call.
EMSCRIPTEN_KEEPALIVE const void* numbers() { return show(session().numbers()); }

/// Takes the name of an array of the last call: doubles, or bytes for `domain`; valid until the next call.
EMSCRIPTEN_KEEPALIVE const void* array() {
  const mixgrad::requests::Arrays& arrays = session().arrays();
  return in == "domain" ? show(arrays.domain) : show(arrays.numbers.at(in));
}
}
