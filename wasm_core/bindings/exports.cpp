// What JavaScript sees of the core.
#include "bindings/passing.h"
#include "molecule/species_data.h"
#include "requests/session.h"

namespace {

using namespace mixgrad::bindings;

mixgrad::requests::Session& session() {
  static mixgrad::requests::Session only;
  return only;
}

std::string species_text;

}  // namespace

std::string_view mixgrad::data::species() { return species_text; }

extern "C" {

/// Takes the text of the library of species, which comes before all else. No answer.
EMSCRIPTEN_KEEPALIVE void species() { species_text = std::move(in); }

/// Takes the bytes of a weights file. Answer: text.
EMSCRIPTEN_KEEPALIVE const void* load() {
  out = session().load(std::as_bytes(std::span(in)));
  in = {};
  return show(out);
}

/// Takes a method, a newline and a request. Answer: text.
EMSCRIPTEN_KEEPALIVE const void* call() { return answer(session()); }

/// The numbers of the last call's text: doubles, valid until the next call.
EMSCRIPTEN_KEEPALIVE const void* numbers() { return show(session().numbers()); }

/// Takes the name of an array of the last call: doubles, or bytes for `domain`; valid until the next call.
EMSCRIPTEN_KEEPALIVE const void* array() {
  const mixgrad::requests::Arrays& arrays = session().arrays();
  return in == "domain" ? show(arrays.domain) : show(arrays.numbers.at(in));
}

}  // extern "C"
