// What JavaScript sees of the phase engine, a module of its own: text in, text and numbers out.
#include <emscripten/bind.h>

#include "diagrams/desk.h"

namespace {

mixgrad::diagrams::Desk& desk() {
  static mixgrad::diagrams::Desk only;
  return only;
}

std::string call(const std::string& method, const std::string& request) {
  return desk().call(method, request);
}

/// A typed array onto the module's memory, to be read at once: it is gone with the next call.
emscripten::val numbers() {
  const std::vector<double>& values = desk().numbers();
  return emscripten::val(emscripten::typed_memory_view(values.size(), values.data()));
}

}  // namespace

EMSCRIPTEN_BINDINGS(phase) {
  emscripten::function("call", &call);
  emscripten::function("numbers", &numbers);
}
