// Who stands around Li⁺: the request and its answer.
#include "requests/session.h"

namespace mixgrad::requests {
namespace {

void write(Answer& out, const char* name, const SolvationValue& value) {
  out.open('{', name);
  out.member("value", value.value);
  out.member("interval90", {value.lower90, value.upper90});
  out.close('}');
}

void write(Answer& out, const SolvationPrediction::Species& species) {
  write(out, "coordination", species.coordination);
  write(out, "free_share", species.free);
  out.close('}');
}

}  // namespace

Status Session::solvation(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", {"components", "basis", "salt", "temperature_K"}, error);
  const Mixture mixture = read_mixture(reader, 1, kMostComponents, true);
  if (reader.failed()) return error;
  const auto solvation = laboratory_->solvation(mixture);
  if (!solvation) return solvation.error();
  const auto& species = solvation->species;
  out.open('{', "ok");
  out.open('[', "components");
  for (std::size_t i = 0; i + 1 < species.size(); ++i) {
    out.open('{');
    write(out, species[i]);
  }
  out.close(']');
  out.open('{', "anion");
  write(out, species.back());
  write(out, "total_coordination", solvation->total);
  out.open('{', "domain");
  out.member("state", name_of(solvation->domain.state));
  out.member("reasons", solvation->domain.reasons);
  out.close('}');
  out.close('}');
  return {};
}

}  // namespace mixgrad::requests
