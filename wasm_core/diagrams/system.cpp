#include "diagrams/system.h"

#include <algorithm>

#include "phase/excess_surface.h"
#include "phase/flory_huggins.h"
#include "phase/margules.h"
#include "phase/nrtl.h"
#include "text/decimal.h"

namespace mixgrad::diagrams {
namespace {

using requests::Reader;

constexpr const char* kKinds[] = {"margules", "redlich_kister", "nrtl", "flory_huggins"};
// What a model may have beside `kind` and `pairs`.
constexpr const char* kModelKeys[] = {"sizes", "C", "resemblance"};
/// By kind, how many of these it has.
constexpr std::size_t kModelKeysOf[] = {2, 3, 0, 1};
constexpr const char* kMargulesKeys[] = {"A", "B", "h_J_per_mol"};
constexpr const char* kRedlichKisterKeys[] = {"c", "h", "g"};
constexpr const char* kNrtlKeys[] = {"tau_ij", "tau_ji", "alpha", "b_ij_K", "b_ji_K"};
constexpr const char* kFloryHugginsKeys[] = {"chi", "chi_K"};
/// By kind, what a pair has.
constexpr requests::Words kPairKeys[] = {kMargulesKeys, kRedlichKisterKeys, kNrtlKeys, kFloryHugginsKeys};
constexpr double kMost = 1000;       // of any dimensionless interaction
constexpr double kMostEnergy = 1e7;  // J/mol
constexpr double kMostKelvin = 1e6;  // of what is divided by T
constexpr double kMostSize = 1e6;
constexpr std::size_t kMostOrders = 8;
constexpr std::size_t kMostSolids = 8;

/// Relative molecular sizes; equal where none are given.
std::vector<double> sizes_of(Reader& model, std::size_t components) {
  return model.has("sizes") ? read_numbers(model, "sizes", components, components, 1e-3, kMostSize)
                            : std::vector<double>(components, 1.0);
}

std::unique_ptr<phase::MixingModel> read_model(Reader& request, double three_body) {
  const Json& json = request.object("model");
  if (request.failed()) return nullptr;
  const Json* kind_given = json.find("kind");
  const auto named = std::find(std::begin(kKinds), std::end(kKinds),
                               kind_given ? std::string_view(kind_given->string()) : "");
  const bool known = named != std::end(kKinds);  // otherwise the kind is refused, not the keys
  const auto kind = static_cast<std::size_t>(known ? named - std::begin(kKinds) : 0);
  const requests::Words more(kModelKeys, known ? kModelKeysOf[kind] : std::size(kModelKeys));
  Reader model(json, "model", {"kind", "pairs"}, request.error(), more);
  model.choice("kind", kKinds);
  const std::vector<Json>& pairs = model.list("pairs", 1, 3).items();
  if (pairs.size() == 2)
    model.refuse("pairs", "'pairs' should have 1 element for two components, or 3 for three, not 2");
  if (model.failed()) return nullptr;
  const int components = pairs.size() == 1 ? 2 : 3;
  const auto n = static_cast<std::size_t>(components);

  std::vector<phase::MargulesPair> margules;
  std::vector<phase::NrtlPair> nrtl;
  std::vector<double> chi, chi_K, coefficient[3];  // of Redlich–Kister: c, h, g, pairs × kMostOrders
  std::size_t used = 1;                            // of these orders
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    Reader pair(pairs[p], "model.pairs[" + std::to_string(p) + "]", kPairKeys[kind], request.error());
    switch (kind) {
      case 0:
        margules.push_back({pair.number("A", -kMost, kMost), pair.number("B", -kMost, kMost, 0),
                            pair.number("h_J_per_mol", -kMostEnergy, kMostEnergy, 0)});
        break;
      case 1:
        for (std::size_t f = 0; f < 3; ++f) {
          const char* key = kRedlichKisterKeys[f];
          std::vector<double> orders;
          if (f == 0 || pair.has(key)) orders = read_numbers(pair, key, 1, kMostOrders, -kMost, kMost);
          used = std::max(used, orders.size());
          orders.resize(kMostOrders, 0.0);
          coefficient[f].insert(coefficient[f].end(), orders.begin(), orders.end());
        }
        break;
      case 2:
        nrtl.push_back({pair.number("tau_ij", -100, 100), pair.number("tau_ji", -100, 100),
                        pair.number("alpha", -2, 2), pair.number("b_ij_K", -kMostKelvin, kMostKelvin, 0),
                        pair.number("b_ji_K", -kMostKelvin, kMostKelvin, 0)});
        break;
      default:
        chi.push_back(pair.number("chi", -kMost, kMost));
        chi_K.push_back(pair.number("chi_K", -kMostKelvin, kMostKelvin, 0));
    }
  }
  if (kind == 2) return std::make_unique<phase::ModelOf<phase::Nrtl>>(phase::nrtl(components, nrtl));
  const std::vector<double> sizes = sizes_of(model, n);
  if (kind == 3)
    return std::make_unique<phase::ModelOf<phase::FloryHuggins>>(phase::flory_huggins(sizes, chi, chi_K));
  const double C = three_body * model.number("C", -kMost, kMost, 0);
  if (kind == 0)
    return std::make_unique<phase::ModelOf<phase::ExcessSurface>>(
        phase::margules(components, margules, C, sizes));
  std::vector<double> resemblance, all;
  if (model.has("resemblance"))
    resemblance = read_numbers(model, "resemblance", pairs.size() * n, pairs.size() * n, -1, 1);
  for (std::size_t k = 0; k < pairs.size() * kMostOrders; ++k) {
    if (k % kMostOrders >= used) continue;
    for (const auto& factor : coefficient) all.push_back(factor[k]);
  }
  if (components == 3) all.push_back(C);
  return std::make_unique<phase::ModelOf<phase::ExcessSurface>>(
      phase::excess_surface(components, static_cast<int>(used), all, resemblance, sizes));
}

phase::Solid read_solid(const Json& json, const std::string& path, std::size_t components, Error& error) {
  Reader reader(json, path, {"formula", "ln_K", "dH_J_per_mol", "T_ref_K"}, error);
  phase::Solid solid;
  const std::vector<double> formula = read_numbers(reader, "formula", components, components, 0, 1000);
  std::copy(formula.begin(), formula.end(), solid.formula.begin());
  solid.ln_K_ref = reader.number("ln_K", -kMost, kMost, 0);
  solid.dH_J_per_mol = reader.number("dH_J_per_mol", -kMostEnergy, kMostEnergy, 0);
  solid.T_ref_K = reader.number("T_ref_K", kLowest_K, kHighest_K, solid.T_ref_K);
  if (!(formula[0] + formula[1] + solid.formula[2] > 0))
    reader.refuse("formula", "'formula' holds nothing; at least one component should be in it");
  return solid;
}

}  // namespace

std::vector<double> read_numbers(Reader& object, const std::string& key, std::size_t fewest, std::size_t most,
                                 double low, double high) {
  std::vector<double> out;
  for (const Json& element : object.list(key, fewest, most).items()) {
    const double x = element.number();
    if (!element.is_number() || !(x >= low && x <= high)) {
      const std::string place = key + "[" + std::to_string(out.size()) + "]";
      object.refuse(place, "'" + place + "' should be a number from " + significant(low, 12) + " to " +
                               significant(high, 12));
    }
    out.push_back(x);
  }
  if (out.size() < fewest) out.resize(fewest, 0.0);
  return out;
}

System read_system(Reader& request, double three_body) {
  System system;
  system.model = read_model(request, three_body);
  if (!system.model || !request.has("solids")) return system;
  const auto components = static_cast<std::size_t>(system.model->components());
  for (const Json& element : request.list("solids", 0, kMostSolids).items()) {
    const std::string path = "solids[" + std::to_string(system.solids.size()) + "]";
    system.solids.push_back(read_solid(element, path, components, request.error()));
  }
  return system;
}

}  // namespace mixgrad::diagrams
