// How far a prediction can be trusted, with reasons in words: the data's reach, pair by pair.
#pragma once

#include <limits>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "result.h"

namespace mixgrad {

enum class DomainState { known_ground, caution, outside };

/// "known ground", "caution", "outside"
const char* name_of(DomainState state);

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void include(double value) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  bool holds(double value) const { return value >= low && value <= high; }

  /// To four decimals, which are plenty, and outwards: it still holds every value. A range of four decimals
  /// stays as it is.
  Range rounded() const;
};

/// One mixture as the domain check sees it: names, not indices.
struct DomainQuery {
  std::span<const std::string> solvents;  ///< Library ids, or SMILES for molecules of no table.
  std::span<const double> mole_fraction;  ///< Per solvent; those at 0 are not in the mixture.
  std::string salt;
  double molality_mol_per_kg = 0;
  double temperature_K = 0;
};

struct DomainVerdict {
  DomainState state = DomainState::known_ground;
  std::vector<std::string> reasons;  ///< In words, most serious first; empty on known ground.
};

class LocalGround;

/// What the training rows covered.
class KnownGround {
 public:
  /// A salt's measurements, all solvents together.
  struct SaltReach {
    int rows = 0;
    Range molality_mol_per_kg;
    Range temperature_K;
  };
  /// A salt's measurements in mixtures with one solvent.
  struct PairReach {
    int rows = 0;
    Range mole_fraction;  ///< Of the solvent among the solvents.
    Range molality_mol_per_kg;
    Range temperature_K;
  };

  /// Adds one measured mixture.
  void include(const DomainQuery& measured);

  /// The state of one mixture. For many mixtures of the same molecules go `around` them once.
  DomainState state(const DomainQuery& query) const;

  /// What was measured of these solvents with this salt. Must not outlive this object.
  LocalGround around(std::span<const std::string> solvents, const std::string& salt) const;

  bool has_solvent(const std::string& id) const;
  bool has_salt(const std::string& id) const { return salts_.count(id) > 0; }
  Range temperature_K() const;
  Range molality_mol_per_kg() const;
  /// Highest salt amount measured with this salt, or with any if it was never seen.
  Range molality_of(const std::string& salt) const;

  /// As JSON text, for the metadata of the weights. Ranges are rounded outwards to four decimals.
  std::string to_json() const;
  /// Errors: `bad_value` for anything that `to_json` would not write; the field is the table and row.
  static Result<KnownGround> from_json(const std::string& text);

 private:
  std::map<std::string, SaltReach> salts_;
  std::map<std::pair<std::string, std::string>, PairReach> pairs_;    // (salt, solvent)
  std::map<std::pair<std::string, std::string>, int> solvent_pairs_;  // sorted ids
};

/// Known ground for one choice of solvents and salt, looked up once: cheap at every point of a map.
class LocalGround {
 public:
  /// The state alone, without words.
  /// @param mole_fraction per solvent; those at 0 are not in the mixture
  DomainState state(std::span<const double> mole_fraction, double molality_mol_per_kg,
                    double temperature_K) const;

  /// @param nearest per solvent: the most similar trained one, for the reason's text; empty if there is none
  DomainVerdict judge(std::span<const double> mole_fraction, double molality_mol_per_kg, double temperature_K,
                      std::span<const std::string> nearest) const;

 private:
  friend class KnownGround;
  struct Solvent {
    std::string name;
    std::size_t first;  // index of the first solvent of this name
    bool measured;
    const KnownGround::PairReach* with_salt;  // null: never measured with the salt
    std::vector<char> met;  // per solvent before this one: measured together, or no question
  };

  template <class Report>
  void check(std::span<const double> mole_fraction, double molality, double temperature,
             std::span<const std::string> nearest, const Report& report) const;

  Range temperature_, molality_;
  std::string salt_name_;
  const KnownGround::SaltReach* salt_ = nullptr;  // null: never measured
  std::vector<Solvent> solvents_;
};

}  // namespace mixgrad
