// What JavaScript sees of the core: text in, text and copies of arrays out. The only file that knows Embind.
#include <emscripten/bind.h>

#include "requests/session.h"

namespace {

using mixgrad::requests::Session;

Session& session() {
  static Session only;
  return only;
}

/// `weights`: the bytes of a Uint8Array.
std::string load(const std::string& weights) { return session().load(std::as_bytes(std::span(weights))); }

std::string call(const std::string& method, const std::string& request) {
  return session().call(method, request);
}

// Typed arrays onto the core's memory, to be read at once: they are gone with the next call.

template <class Number>
emscripten::val view(const std::vector<Number>& values) {
  return emscripten::val(emscripten::typed_memory_view(values.size(), values.data()));
}

emscripten::val numbers() { return view(session().numbers()); }

emscripten::val array(const std::string& name) {
  const mixgrad::requests::Arrays& arrays = session().arrays();
  return name == "domain" ? view(arrays.domain) : view(arrays.numbers.at(name));
}

}  // namespace

EMSCRIPTEN_BINDINGS(mixgrad) {
  emscripten::function("load", &load);
  emscripten::function("call", &call);
  emscripten::function("numbers", &numbers);
  emscripten::function("array", &array);
}
