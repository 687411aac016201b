#include "train/mixture_results.h"

#include "train/files.h"

namespace mixgrad::train {

using nlohmann::json;

Result<ProtocolRows> read_mixture_rows(const std::string& path, Measured kind) {
  const auto file = read_json_object(path);
  if (!file) return file.error();
  const MeasuredFacts& facts = facts_of(kind);
  const Error bad{"bad_file", path,
                  "should hold a 'protocol' and 'properties', as evaluate-mixtures writes them"};
  if (!file->contains("protocol") || !(*file)["protocol"].is_string() || !file->contains("properties"))
    return bad;
  ProtocolRows out{(*file)["protocol"].get<std::string>(), {}};
  const json& properties = (*file)["properties"];
  if (!properties.is_object()) return bad;
  if (!properties.contains(facts.file)) return out;
  const json& property = properties[facts.file];
  if (!property.is_object() || !property.contains("folds") || !property["folds"].is_array()) return bad;
  int fold_number = 0;
  for (const json& fold : property["folds"]) {
    std::size_t count = 0;
    for (const char* column : {"row", "measured", "predicted", "deviation", "known", "extent"}) {
      if (!fold.is_object() || !fold.contains(column) || !fold[column].is_array()) return bad;
      if (std::string(column) == "row") count = fold[column].size();
      if (fold[column].size() != count) return bad;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto number = [&](const char* column) -> double {
        const json& value = fold[column][i];
        return value.is_number() ? value.get<double>() : 0;
      };
      const double unit = facts.unit * (kind == Measured::molar_volume ? number("measured") : 1);
      out.rows.push_back({static_cast<int>(number("row")), fold_number, number("measured") / unit,
                          number("predicted") / unit, number("deviation") / unit, fold["known"][i] == true,
                          number("extent")});
    }
    ++fold_number;
  }
  return out;
}

}  // namespace mixgrad::train
