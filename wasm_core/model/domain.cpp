#include "model/domain.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace mixgrad {
namespace {

// A share a little beyond the measured ones is still interpolation in all but name.
constexpr double kShareMargin = 0.05;

std::pair<std::string, std::string> sorted(const std::string& a, const std::string& b) {
  return a < b ? std::make_pair(a, b) : std::make_pair(b, a);
}

std::string number(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

Range joined(Range a, const Range& b) {
  a.low = std::min(a.low, b.low);
  a.high = std::max(a.high, b.high);
  return a;
}

}  // namespace

const char* name_of(DomainState state) {
  switch (state) {
    case DomainState::known_ground:
      return "known ground";
    case DomainState::caution:
      return "caution";
    case DomainState::outside:
      break;
  }
  return "outside";
}

void KnownGround::include(const DomainQuery& measured) {
  SaltReach& salt = salts_[measured.salt];
  ++salt.rows;
  salt.molality_mol_per_kg.include(measured.molality_mol_per_kg);
  salt.temperature_K.include(measured.temperature_K);
  for (std::size_t i = 0; i < measured.solvents.size(); ++i) {
    if (measured.mole_fraction[i] <= 0) continue;
    PairReach& pair = pairs_[{measured.salt, measured.solvents[i]}];
    ++pair.rows;
    pair.mole_fraction.include(measured.mole_fraction[i]);
    pair.molality_mol_per_kg.include(measured.molality_mol_per_kg);
    pair.temperature_K.include(measured.temperature_K);
    for (std::size_t j = 0; j < i; ++j) {
      if (measured.mole_fraction[j] > 0) ++solvent_pairs_[sorted(measured.solvents[i], measured.solvents[j])];
    }
  }
}

bool KnownGround::has_solvent(const std::string& id) const {
  return std::any_of(pairs_.begin(), pairs_.end(), [&](const auto& entry) { return entry.first.second == id; });
}

Range KnownGround::temperature_K() const {
  Range all;
  for (const auto& [id, salt] : salts_) all = joined(all, salt.temperature_K);
  return all;
}

Range KnownGround::molality_mol_per_kg() const {
  Range all;
  for (const auto& [id, salt] : salts_) all = joined(all, salt.molality_mol_per_kg);
  return all;
}

Range KnownGround::molality_of(const std::string& salt) const {
  const auto found = salts_.find(salt);
  return found == salts_.end() ? molality_mol_per_kg() : found->second.molality_mol_per_kg;
}

// Calls report(state, make_text) for every objection; the text is only made where it is wanted.
template <class Report>
void KnownGround::check(const DomainQuery& q, const std::map<std::string, std::string>& nearest, const Report& report) const {
  const Range temperature = temperature_K();
  if (!temperature.holds(q.temperature_K)) {
    report(DomainState::outside, [&] {
      return number(q.temperature_K, 2) + " K lies outside the measured temperatures, " + number(temperature.low, 0) + " to " +
             number(temperature.high, 0) + " K";
    });
  }
  const Range molality = molality_of(q.salt);
  if (q.molality_mol_per_kg > molality.high) {
    report(DomainState::outside, [&] {
      return number(q.molality_mol_per_kg, 2) + " mol/kg is more " + q.salt + " than in any measurement; the highest is " +
             number(molality.high, 2) + " mol/kg";
    });
  }
  const auto salt = salts_.find(q.salt);
  if (salt == salts_.end()) {
    report(DomainState::caution, [&] { return q.salt + " was never measured in the training data"; });
  } else if (temperature.holds(q.temperature_K) && !salt->second.temperature_K.holds(q.temperature_K)) {
    report(DomainState::caution, [&] {
      return q.salt + " was measured only from " + number(salt->second.temperature_K.low, 0) + " to " +
             number(salt->second.temperature_K.high, 0) + " K";
    });
  }
  for (std::size_t i = 0; i < q.solvents.size(); ++i) {
    if (q.mole_fraction[i] <= 0) continue;
    const std::string& solvent = q.solvents[i];
    if (!has_solvent(solvent)) {
      report(DomainState::caution, [&] {
        const auto near = nearest.find(solvent);
        return solvent + " was never measured in the training data" +
               (near == nearest.end() ? "" : "; the most similar molecule that was is " + near->second);
      });
      continue;
    }
    if (salt != salts_.end()) {
      const auto pair = pairs_.find({q.salt, solvent});
      if (pair == pairs_.end()) {
        report(DomainState::caution, [&] { return q.salt + " was never measured in " + solvent; });
      } else {
        const PairReach& reach = pair->second;
        if (q.mole_fraction[i] > reach.mole_fraction.high + kShareMargin) {
          report(DomainState::caution, [&, i] {
            return "with " + q.salt + ", " + solvent + " was measured up to " + number(100 * reach.mole_fraction.high, 0) +
                   " mol % of the solvent; here it is " + number(100 * q.mole_fraction[i], 0) + " mol %";
          });
        }
        if (q.molality_mol_per_kg > reach.molality_mol_per_kg.high && q.molality_mol_per_kg <= molality.high) {
          report(DomainState::caution, [&] {
            return q.salt + " with " + solvent + " was measured only up to " + number(reach.molality_mol_per_kg.high, 2) + " mol/kg";
          });
        }
        if (salt->second.temperature_K.holds(q.temperature_K) && !reach.temperature_K.holds(q.temperature_K)) {
          report(DomainState::caution, [&] {
            return q.salt + " with " + solvent + " was measured only from " + number(reach.temperature_K.low, 0) + " to " +
                   number(reach.temperature_K.high, 0) + " K";
          });
        }
      }
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (q.mole_fraction[j] <= 0 || q.solvents[j] == solvent || !has_solvent(q.solvents[j])) continue;
      if (!solvent_pairs_.count(sorted(solvent, q.solvents[j]))) {
        report(DomainState::caution, [&, j] { return q.solvents[j] + " and " + solvent + " were never measured together"; });
      }
    }
  }
}

DomainState KnownGround::state(const DomainQuery& query) const {
  DomainState worst = DomainState::known_ground;
  check(query, {}, [&](DomainState state, const auto&) { worst = std::max(worst, state); });
  return worst;
}

DomainVerdict KnownGround::judge(const DomainQuery& query, const std::map<std::string, std::string>& nearest) const {
  std::vector<std::pair<DomainState, std::string>> found;
  check(query, nearest, [&](DomainState state, const auto& text) {
    found.emplace_back(state, text());
  });
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  DomainVerdict verdict;
  for (auto& [state, reason] : found) {
    verdict.state = std::max(verdict.state, state);
    if (std::find(verdict.reasons.begin(), verdict.reasons.end(), reason) == verdict.reasons.end()) verdict.reasons.push_back(std::move(reason));
  }
  return verdict;
}

std::string KnownGround::to_json() const {
  using nlohmann::json;
  json salts = json::array(), pairs = json::array(), solvent_pairs = json::array();
  // Four decimals are plenty; rounding outwards keeps every measured point inside.
  const auto low = [](const Range& r) { return std::floor(r.low * 1e4) / 1e4; };
  const auto high = [](const Range& r) { return std::ceil(r.high * 1e4) / 1e4; };
  for (const auto& [id, s] : salts_) {
    salts.push_back({id, s.rows, low(s.molality_mol_per_kg), high(s.molality_mol_per_kg), low(s.temperature_K), high(s.temperature_K)});
  }
  for (const auto& [ids, p] : pairs_) {
    pairs.push_back({ids.first, ids.second, p.rows, low(p.mole_fraction), high(p.mole_fraction), low(p.molality_mol_per_kg),
                     high(p.molality_mol_per_kg), low(p.temperature_K), high(p.temperature_K)});
  }
  for (const auto& [ids, rows] : solvent_pairs_) solvent_pairs.push_back({ids.first, ids.second, rows});
  return json{{"salts", salts}, {"pairs", pairs}, {"solvent_pairs", solvent_pairs}}.dump();
}

bool KnownGround::from_json(const std::string& text, KnownGround& out) {
  const auto parsed = nlohmann::json::parse(text, nullptr, false);
  if (!parsed.is_object()) return false;
  const auto rows_of = [&](const char* key, std::size_t names, std::size_t numbers, const auto& visit) {
    const auto found = parsed.find(key);
    if (found == parsed.end() || !found->is_array()) return false;
    for (const auto& row : *found) {
      if (!row.is_array() || row.size() != names + numbers) return false;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i < names ? !row[i].is_string() : !row[i].is_number()) return false;
      }
      visit(row);
    }
    return true;
  };
  const auto range = [](const auto& row, std::size_t i) { return Range{row[i].template get<double>(), row[i + 1].template get<double>()}; };
  const auto text_at = [](const auto& row, std::size_t i) { return row[i].template get<std::string>(); };
  return rows_of("salts", 1, 5,
                 [&](const auto& row) { out.salts_[text_at(row, 0)] = {row[1].template get<int>(), range(row, 2), range(row, 4)}; }) &&
         rows_of("pairs", 2, 7,
                 [&](const auto& row) {
                   out.pairs_[{text_at(row, 0), text_at(row, 1)}] = {row[2].template get<int>(), range(row, 3), range(row, 5), range(row, 7)};
                 }) &&
         rows_of("solvent_pairs", 2, 1,
                 [&](const auto& row) { out.solvent_pairs_[{text_at(row, 0), text_at(row, 1)}] = row[2].template get<int>(); });
}

}  // namespace mixgrad
