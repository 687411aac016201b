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
  return std::any_of(pairs_.begin(), pairs_.end(),
                     [&](const auto& entry) { return entry.first.second == id; });
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

DomainState KnownGround::state(const DomainQuery& q) const {
  return around(q.solvents, q.salt).state(q.mole_fraction, q.molality_mol_per_kg, q.temperature_K);
}

LocalGround KnownGround::around(std::span<const std::string> solvents, const std::string& salt) const {
  LocalGround local;
  local.temperature_ = temperature_K();
  local.molality_ = molality_of(salt);
  local.salt_name_ = salt;
  if (const auto found = salts_.find(salt); found != salts_.end()) local.salt_ = &found->second;
  for (const std::string& name : solvents) {
    LocalGround::Solvent solvent{name, local.solvents_.size(), has_solvent(name), nullptr, {}};
    if (const auto found = pairs_.find({salt, name}); found != pairs_.end())
      solvent.with_salt = &found->second;
    for (const LocalGround::Solvent& other : local.solvents_) {
      if (other.name == name) solvent.first = std::min(solvent.first, other.first);
      const bool moot = other.name == name || !solvent.measured || !other.measured;
      solvent.met.push_back(moot || solvent_pairs_.count(sorted(name, other.name)) > 0);
    }
    local.solvents_.push_back(std::move(solvent));
  }
  return local;
}

// Calls report(state, make_text) for every objection; the text is only made where it is wanted.
template <class Report>
void LocalGround::check(std::span<const double> x, double m, double T, std::span<const std::string> nearest,
                        const Report& report) const {
  const std::string& salt = salt_name_;
  const auto kelvins = [](const Range& r) { return number(r.low, 0) + " to " + number(r.high, 0) + " K"; };
  if (!temperature_.holds(T)) {
    report(DomainState::outside, [&] {
      return number(T, 2) + " K lies outside the measured temperatures, " + kelvins(temperature_);
    });
  }
  if (!(m <= molality_.high)) {  // NaN too
    report(DomainState::outside, [&] {
      return number(m, 2) + " mol/kg is more " + salt + " than in any measurement; the highest is " +
             number(molality_.high, 2) + " mol/kg";
    });
  }
  if (!salt_) {
    report(DomainState::caution, [&] { return salt + " was never measured in the training data"; });
  } else if (temperature_.holds(T) && !salt_->temperature_K.holds(T)) {
    report(DomainState::caution,
           [&] { return salt + " was measured only from " + kelvins(salt_->temperature_K); });
  }
  for (std::size_t i = 0; i < solvents_.size(); ++i) {
    const Solvent& solvent = solvents_[i];
    if (x[i] <= 0) continue;
    for (std::size_t j = 0; j < i; ++j) {
      if (x[j] <= 0 || solvent.met[j]) continue;
      report(DomainState::caution,
             [&, j] { return solvents_[j].name + " and " + solvent.name + " were never measured together"; });
    }
    if (!solvent.measured) {
      report(DomainState::caution, [&, i] {
        return solvent.name + " was never measured in the training data" +
               (nearest[i].empty() ? "" : "; the most similar molecule that was is " + nearest[i]);
      });
    } else if (salt_ && !solvent.with_salt) {
      report(DomainState::caution, [&] { return salt + " was never measured in " + solvent.name; });
    } else if (salt_) {
      const KnownGround::PairReach& reach = *solvent.with_salt;
      double share = 0;  // of this solvent, which may stand in the mixture several times
      for (std::size_t j = 0; j < solvents_.size(); ++j)
        share += solvents_[j].first == solvent.first ? x[j] : 0;
      if (share > reach.mole_fraction.high + kShareMargin) {
        report(DomainState::caution, [&] {
          return "with " + salt + ", " + solvent.name + " was measured up to " +
                 number(100 * reach.mole_fraction.high, 0) + " mol % of the solvent; here it is " +
                 number(100 * share, 0) + " mol %";
        });
      }
      if (m > reach.molality_mol_per_kg.high && m <= molality_.high) {
        report(DomainState::caution, [&] {
          return salt + " with " + solvent.name + " was measured only up to " +
                 number(reach.molality_mol_per_kg.high, 2) + " mol/kg";
        });
      }
      if (salt_->temperature_K.holds(T) && !reach.temperature_K.holds(T)) {
        report(DomainState::caution, [&] {
          return salt + " with " + solvent.name + " was measured only from " + kelvins(reach.temperature_K);
        });
      }
    }
  }
}

DomainState LocalGround::state(std::span<const double> x, double molality, double temperature_K) const {
  DomainState worst = DomainState::known_ground;
  check(x, molality, temperature_K, {},
        [&](DomainState state, const auto&) { worst = std::max(worst, state); });
  return worst;
}

DomainVerdict LocalGround::judge(std::span<const double> x, double molality, double temperature_K,
                                 std::span<const std::string> nearest) const {
  std::vector<std::pair<DomainState, std::string>> found;
  check(x, molality, temperature_K, nearest,
        [&](DomainState state, const auto& text) { found.emplace_back(state, text()); });
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  DomainVerdict verdict;
  for (auto& [state, reason] : found) {
    verdict.state = std::max(verdict.state, state);
    const bool told =
        std::find(verdict.reasons.begin(), verdict.reasons.end(), reason) != verdict.reasons.end();
    if (!told) verdict.reasons.push_back(std::move(reason));
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
    salts.push_back({id, s.rows, low(s.molality_mol_per_kg), high(s.molality_mol_per_kg),
                     low(s.temperature_K), high(s.temperature_K)});
  }
  for (const auto& [ids, p] : pairs_) {
    pairs.push_back({ids.first, ids.second, p.rows, low(p.mole_fraction), high(p.mole_fraction),
                     low(p.molality_mol_per_kg), high(p.molality_mol_per_kg), low(p.temperature_K),
                     high(p.temperature_K)});
  }
  for (const auto& [ids, rows] : solvent_pairs_) solvent_pairs.push_back({ids.first, ids.second, rows});
  return json{{"salts", salts}, {"pairs", pairs}, {"solvent_pairs", solvent_pairs}}.dump();
}

Result<KnownGround> KnownGround::from_json(const std::string& text) {
  using nlohmann::json;
  const json parsed = json::parse(text, nullptr, false);
  if (!parsed.is_object()) return Error{"bad_value", "", "not a JSON object"};
  Error error;
  // Calls visit(row) for every row of a table: names, a count of rows, then (low, high) pairs.
  const auto for_each_row = [&](const char* key, std::size_t names, std::size_t ranges, const auto& visit) {
    if (!error.code.empty()) return;  // the first error counts
    const auto table = parsed.find(key);
    if (table == parsed.end() || !table->is_array()) {
      error = {"bad_value", key, "the table is missing"};
      return;
    }
    for (std::size_t r = 0; r < table->size(); ++r) {
      const json& row = (*table)[r];
      const auto number = [&](std::size_t i) { return row[i].get<double>(); };
      bool good = row.is_array() && row.size() == names + 1 + 2 * ranges;
      for (std::size_t i = 0; good && i < row.size(); ++i)
        good = i < names ? row[i].is_string() : row[i].is_number();
      good = good && row[names].is_number_integer() && number(names) >= 1 && number(names) <= 1e9;
      for (std::size_t i = names + 1; good && i < row.size(); i += 2) good = number(i) <= number(i + 1);
      if (!good) {
        error = {"bad_value", std::string(key) + "[" + std::to_string(r) + "]",
                 "not names, a count and (low, high) pairs"};
        return;
      }
      visit(row);
    }
  };
  const auto name = [](const json& row, std::size_t i) { return row[i].get<std::string>(); };
  const auto range = [](const json& row, std::size_t i) {
    return Range{row[i].get<double>(), row[i + 1].get<double>()};
  };
  KnownGround ground;
  for_each_row("salts", 1, 2, [&](const json& row) {
    ground.salts_[name(row, 0)] = {row[1].get<int>(), range(row, 2), range(row, 4)};
  });
  for_each_row("pairs", 2, 3, [&](const json& row) {
    ground.pairs_[{name(row, 0), name(row, 1)}] = {row[2].get<int>(), range(row, 3), range(row, 5),
                                                   range(row, 7)};
  });
  for_each_row("solvent_pairs", 2, 0, [&](const json& row) {
    ground.solvent_pairs_[sorted(name(row, 0), name(row, 1))] = row[2].get<int>();
  });
  if (!error.code.empty()) return error;
  return ground;
}

}  // namespace mixgrad
