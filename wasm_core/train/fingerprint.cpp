#include "train/fingerprint.h"

#include <cstddef>
#include <cstdio>
#include <span>

#include "train/settings.h"

namespace mixgrad::train {
namespace {

/// Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/.
class Fnv1a {
 public:
  /// The length goes first, so that a value cannot move from one array to the next unseen.
  template <class Array>
  void add(const Array& values) {
    const std::size_t size = values.size();
    add_bytes(std::as_bytes(std::span(&size, 1)));
    add_bytes(std::as_bytes(std::span(values)));
  }

  std::string digits() const {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash_));
    return text;
  }

 private:
  void add_bytes(std::span<const std::byte> bytes) {
    for (const std::byte byte : bytes)
      hash_ = (hash_ ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3U;
  }

  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

}  // namespace

std::string fingerprint_of(const ConductivityData& data, const Split& split, const Settings& settings,
                           const ParameterSet<float>* start) {
  Fnv1a hash;
  if (start) {
    for (const auto& p : start->all) hash.add(p.value);
  }
  hash.add(settings_to_json(settings));
  hash.add(data.molecules.atom_features);
  hash.add(data.molecules.edge_features);
  hash.add(data.molecules.edge_source);
  hash.add(data.molecules.edge_target);
  hash.add(data.molecules.atom_molecule);
  hash.add(data.salt_cation);
  hash.add(data.salt_anion);
  hash.add(data.row_begin);
  hash.add(data.component);
  hash.add(data.mole_fraction);
  hash.add(data.salt);
  hash.add(data.molality_mol_per_kg);
  hash.add(data.temperature_K);
  hash.add(data.log_conductivity);
  hash.add(split.train);
  hash.add(split.validation);
  return hash.digits();
}

}  // namespace mixgrad::train
