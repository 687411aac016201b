// The JavaScript interface without JavaScript: JSON requests in, JSON answers and arrays of numbers out.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "design/pareto.h"
#include "model/laboratory.h"
#include "requests/answer.h"
#include "requests/reader.h"

namespace mixgrad::requests {

inline constexpr std::size_t kMostComponents = 12;
/// Where the law may be asked at all; how far it can be trusted is the domain's to say.
inline constexpr Range kTemperature_K{200, 400};
/// In mol/kg or mol/l.
inline constexpr Range kSaltAmount{0, kHighestMolality_mol_per_kg};

/// Long arrays of an answer.
struct Arrays {
  std::map<std::string, std::vector<double>> numbers;  ///< By name: `value`.
  std::vector<std::uint8_t> domain;                    ///< 0 known ground, 1 caution, 2 outside.
};

/// Of the built-in library, by a SMILES spelled as there; null if there is none.
const Species* species_of_smiles(std::string_view smiles);

/// What a page or a program holds: the model, and the SMILES that it has shown us.
///
/// Answers (requests/answer.h) are `{"ok": …}`, with `"arrays": [names]` where there are any, or
/// `{"error": {"code", "field", "message"}}`.
class Session {
 public:
  /// Takes the bytes of a weights file.
  std::string load(std::span<const std::byte> weights);

  /// @param method  a method of `web/mixgrad/mixgrad.d.ts`; or `add`: makes a molecule known by SMILES; or
  ///                `excess_gibbs`: the coefficients that phase diagrams are made from. `pareto` begins a
  ///                front, each `pareto_next` finds a point of it, null where none is new
  /// @param request JSON text
  std::string call(const std::string& method, const std::string& request);

  /// The numbers of the last answer, by the indices in its text; valid until the next call.
  const std::vector<double>& numbers() const { return numbers_; }
  /// The arrays of the last answer; valid until the next call.
  const Arrays& arrays() const { return arrays_; }

 private:
  Status answer(const std::string& method, const Json& request, Answer& out);
  Status about(Answer& out);
  Status species(Answer& out);
  Status add(const Json& request, Answer& out);
  Status predict(const Json& request, Answer& out);
  Status binary(const Json& request, Answer& out);
  Status excess_gibbs(const Json& request, Answer& out);
  Status curve(const Json& request, Answer& out);
  Status ternary(const Json& request, Answer& out);
  Status design(const Json& request, Answer& out);
  Status pareto(const Json& request, Answer& out);
  Status pareto_next(Answer& out);
  Status solvation(const Json& request, Answer& out);

  /// Reads the mixture, what may move, the goal and the limits.
  /// @param goals one goal or a list of them
  design::ImproveRequest read_design(Reader& request, const Json& goals);
  /// Reads components, basis, salt and temperature. Limits of a design are read along if `design` is not
  /// null.
  Mixture read_mixture(Reader& request, std::size_t fewest, std::size_t most, bool salt_needed,
                       design::ImproveRequest* design = nullptr);
  /// The molecule that a component or a salt names; −1 (and an error) if it is unknown.
  int read_molecule(Reader& object, Role role);
  /// Two liquids or more, no amounts, and a temperature.
  Mixture read_liquids(Reader& request, std::size_t most);
  /// By the laboratory's name.
  Result<int> molecule(const std::string& name, Role role);

  std::unique_ptr<Laboratory> laboratory_;
  std::unique_ptr<design::ParetoFront> front_;            // the last one begun
  std::map<std::string, std::string> name_of_smiles_[2];  // the laboratory's; of solvents, of salts
  std::vector<double> numbers_;
  Arrays arrays_;
};

}  // namespace mixgrad::requests
