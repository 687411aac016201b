// What JavaScript sees of the phase engine, a module of its own.
#include "bindings/passing.h"
#include "diagrams/desk.h"

namespace {

mixgrad::diagrams::Desk& desk() {
  static mixgrad::diagrams::Desk only;
  return only;
}

}  // namespace

extern "C" {

/// Takes a method, a newline and a request. Answer: text.
EMSCRIPTEN_KEEPALIVE const void* call() { return mixgrad::bindings::answer(desk()); }

/// The numbers of the last call's text: doubles, valid until the next call.
EMSCRIPTEN_KEEPALIVE const void* numbers() { return mixgrad::bindings::show(desk().numbers()); }

}  // extern "C"
