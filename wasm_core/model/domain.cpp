#include "model/domain.h"

#include <algorithm>
#include <cmath>

#include "text/decimal.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace mixgrad {

Range Range::rounded() const {
  const double nearest_low = std::round(low * 1e4) / 1e4, nearest_high = std::round(high * 1e4) / 1e4;
  return {nearest_low <= low ? nearest_low : std::floor(low * 1e4) / 1e4,
          nearest_high >= high ? nearest_high : std::ceil(high * 1e4) / 1e4};
}
namespace {

// A share a little beyond the measured ones is still interpolation in all but name.
constexpr double kShareMargin = 0.05;

std::pair<std::string, std::string> sorted(const std::string& a, const std::string& b) {
  return a < b ? std::make_pair(a, b) : std::make_pair(b, a);
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
  const auto kelvins = [](const Range& r) { return fixed(r.low, 0) + " to " + fixed(r.high, 0) + " K"; };
  if (!temperature_.holds(T)) {
    report(DomainState::outside, [&] {
      return fixed(T, 2) + " K lies outside the measured temperatures, " + kelvins(temperature_);
    });
  }
  if (!(m <= molality_.high)) {  // NaN too
    report(DomainState::outside, [&] {
      return fixed(m, 2) + " mol/kg is more " + salt + " than in any measurement; the highest is " +
             fixed(molality_.high, 2) + " mol/kg";
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
                 fixed(100 * reach.mole_fraction.high, 0) + " mol % of the solvent; here it is " +
                 fixed(100 * share, 0) + " mol %";
        });
      }
      if (m > reach.molality_mol_per_kg.high && m <= molality_.high) {
        report(DomainState::caution, [&] {
          return salt + " with " + solvent.name + " was measured only up to " +
                 fixed(reach.molality_mol_per_kg.high, 2) + " mol/kg";
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
  DomainVerdict verdict;
  std::size_t grave = 0;  // reasons of state `outside`, which come first
  check(x, molality, temperature_K, nearest, [&](DomainState state, const auto& text) {
    verdict.state = std::max(verdict.state, state);
    std::string reason = text();
    if (std::find(verdict.reasons.begin(), verdict.reasons.end(), reason) != verdict.reasons.end()) return;
    const bool first = state == DomainState::outside;
    verdict.reasons.insert(first ? verdict.reasons.begin() + grave++ : verdict.reasons.end(),
                           std::move(reason));
  });
  return verdict;
}

std::string KnownGround::to_json() const {
  JsonText json;
  const auto row = [&](std::initializer_list<std::string> names, int rows,
                       std::initializer_list<Range> ranges) {
    json.open('[');
    for (const std::string& name : names) json.element(name);
    json.element(double(rows));
    for (const Range& range : ranges) {
      json.element(range.rounded().low);
      json.element(range.rounded().high);
    }
    json.close(']');
  };
  json.open('{');
  json.open('[', "salts");
  for (const auto& [id, s] : salts_) row({id}, s.rows, {s.molality_mol_per_kg, s.temperature_K});
  json.close(']');
  json.open('[', "pairs");
  for (const auto& [ids, p] : pairs_) {
    row({ids.first, ids.second}, p.rows, {p.mole_fraction, p.molality_mol_per_kg, p.temperature_K});
  }
  json.close(']');
  json.open('[', "solvent_pairs");
  for (const auto& [ids, rows] : solvent_pairs_) row({ids.first, ids.second}, rows, {});
  json.close(']');
  json.close('}');
  return json.text();
}

Result<KnownGround> KnownGround::from_json(const std::string& text) {
  const std::optional<Json> parsed = Json::parse(text);
  if (!parsed || !parsed->is_object()) return Error{"bad_value", "", "not a JSON object"};
  Error error;
  // Calls visit(row) for every row of a table: names, a count of rows, then (low, high) pairs.
  const auto for_each_row = [&](const char* key, std::size_t names, std::size_t ranges, const auto& visit) {
    if (!error.code.empty()) return;
    const Json* table = parsed->find_array(key);
    if (!table) {
      error = {"bad_value", key, "the table is missing"};
      return;
    }
    for (const Json& entry : table->items()) {
      const std::vector<Json>& row = entry.items();
      bool good = entry.is_array() && row.size() == names + 1 + 2 * ranges;
      for (std::size_t i = 0; good && i < row.size(); ++i)
        good = i < names ? row[i].is_string() : row[i].is_number();
      good = good && row[names].integer(1, 1'000'000'000);
      for (std::size_t i = names + 1; good && i < row.size(); i += 2)
        good = row[i].number() <= row[i + 1].number();
      if (!good) {
        error = {"bad_value", std::string(key) + "[" + std::to_string(&entry - table->items().data()) + "]",
                 "not names, a count and (low, high) pairs"};
        return;
      }
      visit(row);
    }
  };
  using Row = std::vector<Json>;
  const auto count = [](const Json& json) { return static_cast<int>(json.number()); };
  const auto range = [](const Row& row, std::size_t i) {
    return Range{row[i].number(), row[i + 1].number()};
  };
  KnownGround ground;
  for_each_row("salts", 1, 2, [&](const Row& row) {
    ground.salts_[row[0].string()] = {count(row[1]), range(row, 2), range(row, 4)};
  });
  for_each_row("pairs", 2, 3, [&](const Row& row) {
    ground.pairs_[{row[0].string(), row[1].string()}] = {count(row[2]), range(row, 3), range(row, 5),
                                                         range(row, 7)};
  });
  for_each_row("solvent_pairs", 2, 0, [&](const Row& row) {
    ground.solvent_pairs_[sorted(row[0].string(), row[1].string())] = count(row[2]);
  });
  if (!error.code.empty()) return error;
  return ground;
}

}  // namespace mixgrad
