#include "train/settings.h"

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// One table of names serves reading, overriding and writing.
template <class Visit>
void for_each_setting(Settings& s, const Visit& visit) {
  visit("encoder_width", s.shape.encoder.width);
  visit("encoder_rounds", s.shape.encoder.rounds);
  visit("embedding", s.shape.encoder.embedding);
  visit("head_width", s.shape.head.width);
  visit("solvent_width", s.shape.head.solvent_width);
  visit("salt_width", s.shape.head.salt_width);
  visit("heads", s.shape.heads);
  visit("law", s.law);
  visit("epochs", s.epochs);
  visit("batch_rows", s.batch_rows);
  visit("learning_rate", s.learning_rate);
  visit("early_stopping", s.early_stopping);
  visit("patience_epochs", s.patience_epochs);
  visit("huber_delta", s.huber_delta);
  visit("balance", s.balance);
  visit("bag_fraction", s.bag_fraction);
  visit("weight_decay", s.adam.weight_decay);
  visit("gradient_clip", s.adam.gradient_clip);
  visit("average_decay", s.adam.average_decay);
  visit("beta2", s.adam.beta2);
  visit("seed", s.seed);
}

Status apply_settings(const json& object, Settings& settings) {
  for (const auto& [key, value] : object.items()) {
    bool known = false, right_type = true;
    for_each_setting(settings, [&](const char* name, auto& target) {
      if (key != name) return;
      known = true;
      using Target = std::remove_reference_t<decltype(target)>;
      right_type = std::is_same_v<Target, bool> ? value.is_boolean() : value.is_number();
      if (right_type) target = value.template get<Target>();
    });
    if (!known) return Error{"unknown_key", key, "'" + key + "' is not a training setting"};
    if (!right_type) return Error{"bad_value", key, "'" + key + "' has the wrong type: " + value.dump()};
  }
  return {};
}

Result<json> read_json(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error{"bad_value", path, "cannot open " + path};
  json parsed = json::parse(file, nullptr, false);
  if (!parsed.is_object()) return Error{"bad_value", path, path + " is not a JSON object"};
  return parsed;
}

}  // namespace

Result<Settings> read_settings(const std::string& path, const std::vector<std::string>& overrides) {
  Settings settings;
  const auto file = read_json(path);
  if (!file) return file.error();
  if (const Status status = apply_settings(*file, settings); !status) return status.error();
  for (const std::string& text : overrides) {
    const auto equals = text.find('=');
    const json value =
        equals == std::string::npos ? json() : json::parse(text.substr(equals + 1), nullptr, false);
    if (value.is_null() || value.is_discarded())
      return Error{"bad_value", text, "'" + text + "' is not key=value"};
    if (const Status status = apply_settings(json{{text.substr(0, equals), value}}, settings); !status)
      return status.error();
  }
  return settings;
}

std::string settings_to_json(const Settings& settings) {
  json out = json::object();
  Settings copy = settings;
  for_each_setting(copy, [&](const char* name, auto& value) { out[name] = value; });
  return out.dump(2);
}

Result<std::vector<Split>> read_splits(const std::string& path, const std::string& protocol, int rows) {
  const auto file = read_json(path);
  if (!file) return file.error();
  const json list =
      file->value("protocols", json::object()).value(protocol, json::object()).value("folds", json());
  if (!list.is_array() || list.empty())
    return Error{"bad_value", "protocols." + protocol, "no such protocol in " + path};
  std::vector<Split> splits;
  for (const json& fold : list) {
    Split split;
    split.name = fold.value("name", protocol + "-" + std::to_string(splits.size()));
    std::vector<char> taken(static_cast<std::size_t>(rows), 0);
    for (const char* part : {"test", "validation", "unused"}) {
      for (const json& entry : fold.value(part, json::array())) {
        const int row = entry.is_number_integer() ? entry.get<int>() : -1;
        if (row < 0 || row >= rows)
          return Error{"bad_value", split.name + "." + part, "row " + entry.dump() + " is not in the data"};
        if (taken[static_cast<std::size_t>(row)]++)
          return Error{"bad_value", split.name + "." + part, "row " + entry.dump() + " stands twice"};
        if (part[0] == 't') split.test.push_back(row);
        if (part[0] == 'v') split.validation.push_back(row);
      }
    }
    for (int row = 0; row < rows; ++row) {
      if (!taken[static_cast<std::size_t>(row)]) split.train.push_back(row);
    }
    splits.push_back(std::move(split));
  }
  return splits;
}

}  // namespace mixgrad::train
