// Who stands around Li⁺: the request and its answer.
#include "requests/shared.h"

namespace mixgrad::requests {
namespace {

void write(Answer& out, const char* name, const LiquidValue& value) {
  out.open('{', name);
  out.member("value", value.value);
  out.member("interval90", {value.lower90, value.upper90});
  out.close('}');
}

}  // namespace

Status Session::solvation(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", kMixtureKeys, error);
  const Mixture mixture = read_mixture(reader, 1, kMostComponents, true);
  if (reader.failed()) return error;
  const auto solvation = laboratory_->solvation(mixture);
  if (!solvation) return solvation.error();
  out.open('{', "ok");
  out.open('[', "components");
  for (std::size_t i = 0; i < solvation->species(); ++i) {
    const bool anion = i + 1 == solvation->species();
    if (anion) out.close(']');
    if (anion) out.open('{', "anion");
    if (!anion) out.open('{');
    write(out, "coordination", solvation->coordination(i));
    write(out, "free_share", solvation->free(i));
    out.close('}');
  }
  write(out, "total_coordination", solvation->total());
  requests::write(out, solvation->domain);
  out.close('}');
  return {};
}

}  // namespace mixgrad::requests
