#include "model/liquid_ground.h"

#include <algorithm>
#include <cmath>

#include "text/decimal.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace mixgrad {

int LiquidGround::index_of(const std::string& smiles) {
  const auto [entry, is_new] = index_.try_emplace(smiles, static_cast<int>(molecules_.size()));
  if (is_new) molecules_.push_back(smiles);
  return entry->second;
}

int LiquidGround::find(const std::string& smiles) const {
  const auto found = index_.find(smiles);
  return found == index_.end() ? -1 : found->second;
}

void LiquidGround::include(Measured kind, std::span<const std::string> smiles, double temperature_K) {
  Reach& reach = reach_[kind];
  reach.temperature_K.include(temperature_K);
  for (const std::string& molecule : smiles) reach.molecules.insert(index_of(molecule));
  if (smiles.size() == 2) reach.pairs.insert(std::minmax(index_of(smiles[0]), index_of(smiles[1])));
}

// Calls report(state, make_text) for every objection; the text is only made where it is wanted.
template <class Report>
void LiquidGround::check(Measured kind, const LiquidQuery& q, std::span<const std::string> nearest,
                         const Report& report) const {
  const Reach& reach = reach_[kind];
  const MeasuredNames& of = kMeasuredNames[static_cast<std::size_t>(kind)];
  const auto there = [&](std::size_t i) { return q.mole_fraction[i] > 0; };
  const bool excess = of.in_pairs && kind != Measured::log_viscosity;
  std::set<std::string> present;
  for (std::size_t i = 0; i < q.smiles.size(); ++i) {
    if (there(i)) present.insert(q.smiles[i]);
  }
  if (excess && present.size() < 2) return;
  if (!reach.temperature_K.holds(q.temperature_K)) {
    report(DomainState::outside, [&] {
      return fixed(q.temperature_K, 2) + " K lies outside the temperatures at which the " + of.words +
             " was measured, " + fixed(reach.temperature_K.low, 0) + " to " +
             fixed(reach.temperature_K.high, 0) + " K";
    });
  }
  for (std::size_t i = 0; i < q.smiles.size(); ++i) {
    if (!there(i)) continue;
    const int a = find(q.smiles[i]);
    if (a < 0) {
      report(DomainState::caution, [&] {
        return q.names[i] + " was never measured in the training data" +
               (nearest.empty() || nearest[i].empty()
                    ? ""
                    : "; the most similar molecule that was is " + nearest[i]);
      });
    } else if (!reach.molecules.count(a)) {
      report(DomainState::caution,
             [&] { return std::string("the ") + of.words + " was never measured with " + q.names[i]; });
    }
    for (std::size_t j = 0; of.in_pairs && j < i; ++j) {
      const int b = find(q.smiles[j]);
      const bool moot = !there(j) || a == b || !reach.molecules.count(a) || !reach.molecules.count(b);
      if (moot || reach.pairs.count(std::minmax(a, b))) continue;
      report(DomainState::caution, [&] {
        return std::string("the ") + of.words + " of " + q.names[j] + " with " + q.names[i] +
               " was never measured";
      });
    }
  }
}

DomainState LiquidGround::state(Measured kind, const LiquidQuery& query) const {
  DomainState worst = DomainState::known_ground;
  check(kind, query, {}, [&](DomainState state, const auto&) { worst = std::max(worst, state); });
  return worst;
}

DomainVerdict LiquidGround::judge(Measured kind, const LiquidQuery& query,
                                  std::span<const std::string> nearest) const {
  DomainVerdict verdict;
  check(kind, query, nearest, [&](DomainState state, const auto& text) {
    verdict.state = std::max(verdict.state, state);
    std::string reason = text();
    if (std::find(verdict.reasons.begin(), verdict.reasons.end(), reason) == verdict.reasons.end())
      verdict.reasons.push_back(std::move(reason));
  });
  return verdict;
}

std::string LiquidGround::to_json() const {
  JsonText json;
  json.open('{');
  json.open('[', "molecules");
  for (const std::string& smiles : molecules_) json.element(smiles);
  json.close(']');
  for (std::size_t k = 0; k < std::size_t{kMeasured}; ++k) {
    const Reach& reach = reach_[k];
    json.open('{', kMeasuredNames[k].key);
    if (!reach.molecules.empty()) {
      const Range range = reach.temperature_K.rounded();
      json.member("temperature_K", {range.low, range.high});
    }
    json.open('[', "molecules");
    for (const int molecule : reach.molecules) json.element(double(molecule));
    json.close(']');
    // Runs of pairs with the same first molecule: [first, second, second, …].
    json.open('[', "pairs");
    int first = -1;
    for (const auto& [a, b] : reach.pairs) {
      if (a != first) {
        if (first >= 0) json.close(']');
        json.open('[');
        json.element(double(first = a));
      }
      json.element(double(b));
    }
    if (first >= 0) json.close(']');
    json.close(']');
    json.close('}');
  }
  json.close('}');
  return json.text();
}

Result<LiquidGround> LiquidGround::from_json(const std::string& text) {
  const std::optional<Json> parsed = Json::parse(text);
  if (!parsed || !parsed->is_object()) return Error{"bad_value", "", "not a JSON object"};
  LiquidGround ground;
  const Json* molecules = parsed->find_array("molecules");
  if (!molecules) return Error{"bad_value", "molecules", "the table is missing"};
  for (const Json& smiles : molecules->items()) {
    const bool is_new = smiles.is_string() && !ground.knows(smiles.string());
    if (!is_new) return Error{"bad_value", "molecules", "should be SMILES, each once"};
    ground.index_of(smiles.string());
  }
  const int most = static_cast<int>(ground.molecules_.size()) - 1;
  for (std::size_t k = 0; k < std::size_t{kMeasured}; ++k) {
    const char* key = kMeasuredNames[k].key;
    const Error bad{"bad_value", key, "should hold indices of molecules and of pairs, and temperatures"};
    const Json* table = parsed->find(key);
    const Json* singles = table ? table->find_array("molecules") : nullptr;
    const Json* runs = table ? table->find_array("pairs") : nullptr;
    if (!singles || !runs) return bad;
    Reach& reach = ground.reach_[k];
    for (const Json& molecule : singles->items()) {
      const auto index = molecule.integer(0, most);
      if (!index) return bad;
      reach.molecules.insert(*index);
    }
    for (const Json& run : runs->items()) {
      std::vector<int> indices;
      for (const Json& molecule : run.items()) {
        const auto index = molecule.integer(0, most);
        if (!index || !reach.molecules.count(*index)) return bad;
        indices.push_back(*index);
      }
      if (!run.is_array() || indices.size() < 2) return bad;
      for (std::size_t i = 1; i < indices.size(); ++i)
        reach.pairs.insert(std::minmax(indices[0], indices[i]));
    }
    if (reach.molecules.empty() && !table->find("temperature_K")) continue;
    const Json* range = table->find_array("temperature_K");
    const auto finite = [&](std::size_t i) {
      return range->items()[i].is_number() && std::isfinite(range->items()[i].number());
    };
    const bool good = range && !reach.molecules.empty() && range->items().size() == 2 && finite(0) &&
                      finite(1) && range->items()[0].number() <= range->items()[1].number();
    if (!good) return bad;
    reach.temperature_K = {range->items()[0].number(), range->items()[1].number()};
  }
  return ground;
}

}  // namespace mixgrad
