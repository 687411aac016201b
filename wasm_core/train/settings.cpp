#include "train/settings.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "train/files.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// One table of names and ranges serves reading, overriding and writing: visit(name, setting, lowest,
/// highest).
template <class Visit>
void for_each_setting(Settings& s, const Visit& visit) {
  visit("encoder_width", s.shape.encoder.width, 1, kLargestDimension);
  visit("encoder_rounds", s.shape.encoder.rounds, 1, kMostRounds);
  visit("embedding", s.shape.encoder.embedding, 1, kLargestDimension);
  visit("head_width", s.shape.head.width, 1, kLargestDimension);
  visit("solvent_width", s.shape.head.solvent_width, 1, kLargestDimension);
  visit("salt_width", s.shape.head.salt_width, 1, kLargestDimension);
  visit("pure_width", s.shape.pure.width, 1, kLargestDimension);
  visit("pair_width", s.shape.pair.width, 1, kLargestDimension);
  visit("distance_width", s.shape.pair.distance_width, 1, kLargestDimension);
  visit("law_free_width", s.shape.law_free.width, 1, kLargestDimension);
  visit("gibbs_orders", s.shape.pair.gibbs_orders, 1, kMostOrders);
  visit("volume_orders", s.shape.pair.volume_orders, 1, kMostOrders);
  visit("viscosity_orders", s.shape.pair.viscosity_orders, 1, kMostOrders);
  visit("heads", s.shape.heads, 1, kMostHeads);
  visit("law", s.law, false, true);
  visit("plain_states", s.conductivity.plain_states, false, true);
  visit("dense_law", s.conductivity.dense_law, false, true);
  visit("epochs", s.epochs, 1, 100'000);
  visit("batch_rows", s.conductivity.batch_rows, 1, 1'000'000);
  visit("learning_rate", s.learning_rate, 0, 1);
  visit("early_stopping", s.early_stopping, false, true);
  visit("patience_epochs", s.patience_epochs, 1, 100'000);
  visit("huber_delta", s.conductivity.huber_delta, 1e-6, 1e6);
  visit("balance", s.conductivity.weights.balance, 0, 1);
  visit("bag_fraction", s.conductivity.weights.bag_fraction, 0, 0.9);
  visit("batch_systems", s.mixture.batch_systems, 1, 1'000'000);
  visit("rows_per_system", s.mixture.rows_per_system, 1, 1'000'000);
  visit("mixture_huber_delta", s.mixture.huber_delta, 1e-6, 1e6);
  visit("weight_molar_volume", s.mixture.weight[0], 0, 1000);
  visit("weight_excess_volume", s.mixture.weight[1], 0, 1000);
  visit("weight_excess_enthalpy", s.mixture.weight[2], 0, 1000);
  visit("weight_log_gamma_infinite", s.mixture.weight[3], 0, 1000);
  visit("weight_log_viscosity", s.mixture.weight[4], 0, 1000);
  visit("pure_share", s.mixture.pure_share, 0, 1);
  visit("weight_decay", s.adam.weight_decay, 0, 1);
  visit("gradient_clip", s.adam.gradient_clip, 1e-6, 1e6);
  visit("average_decay", s.adam.average_decay, 0, 0.999999);
  visit("beta2", s.adam.beta2, 0, 0.999999);
  visit("seed", s.seed, 0, std::numeric_limits<std::uint64_t>::max());
}

Status apply_settings(const json& object, Settings& settings) {
  for (const auto& [key, value] : object.items()) {
    bool known = false;
    std::string expected;
    for_each_setting(settings, [&](const char* name, auto& target, auto low, auto high) {
      if (key != name) return;
      known = true;
      using Target = std::remove_reference_t<decltype(target)>;
      if constexpr (std::is_same_v<Target, bool>) {
        if (!value.is_boolean()) expected = "true or false";
      } else {
        const bool right_type = std::is_integral_v<Target> ? value.is_number_integer() : value.is_number();
        const bool good = right_type && value.template get<double>() >= static_cast<double>(low) &&
                          value.template get<double>() <= static_cast<double>(high);
        const char* kind = std::is_integral_v<Target> ? "a whole number from " : "a number from ";
        if (!good) expected = kind + json(low).dump() + " to " + json(high).dump();
      }
      if (expected.empty()) target = value.template get<Target>();
    });
    if (!known) return Error{"unknown_key", key, "'" + key + "' is not a training setting"};
    if (!expected.empty())
      return Error{"bad_value", key, "'" + key + "' is " + value.dump() + " and should be " + expected};
  }
  return {};
}

/// A member of an object; null if there is none.
const json& member(const json& object, const std::string& key) {
  static const json none;
  return object.is_object() && object.contains(key) ? object[key] : none;
}

}  // namespace

Result<Settings> read_settings(const std::string& path, const std::vector<std::string>& overrides) {
  Settings settings;
  const auto file = read_json_object(path);
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
  for_each_setting(copy, [&](const char* name, const auto& value, auto, auto) { out[name] = value; });
  return out.dump(2);
}

Result<std::vector<Split>> read_splits(const std::string& path, const std::string& protocol, int rows) {
  const auto file = read_json_object(path);
  if (!file) return file.error();
  const json& protocols = member(*file, "protocols");
  const json& list = member(member(protocols, protocol), "folds");
  if (!list.is_array() || list.empty()) {
    std::string known;
    if (protocols.is_object())
      for (const auto& [name, folds] : protocols.items()) known += (known.empty() ? "" : ", ") + name;
    return Error{
        "bad_value", "protocols." + protocol,
        "'" + protocol + "' is no protocol of " + path + ", which has " + (known.empty() ? "none" : known)};
  }
  std::vector<Split> splits;
  for (const json& fold : list) {
    Split split;
    split.name = protocol + "-" + std::to_string(splits.size());
    if (!fold.is_object()) return Error{"bad_value", split.name, "a fold should be an object of row numbers"};
    if (const json& name = member(fold, "name"); name.is_string()) split.name = name.get<std::string>();
    std::vector<char> taken(static_cast<std::size_t>(rows), 0);
    for (const char* part : {"test", "validation", "unused"}) {
      const json& list_of_rows = member(fold, part);
      if (!list_of_rows.is_array() && !list_of_rows.is_null()) {
        return Error{"bad_value", split.name + "." + part, "should be an array of row numbers"};
      }
      for (const json& entry : list_of_rows) {
        const bool in_data =
            entry.is_number_integer() && entry.get<double>() >= 0 && entry.get<double>() < rows;
        const int row = in_data ? entry.get<int>() : -1;
        if (!in_data)
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
    if (split.train.empty() || split.validation.empty()) {
      return Error{"bad_value", split.name, "a fold needs rows to train on and rows to validate with"};
    }
    splits.push_back(std::move(split));
  }
  return splits;
}

}  // namespace mixgrad::train
