#include "model/weights.h"

#include <algorithm>
#include "laws/conductivity.h"
#include "model/safetensors.h"
#include "text/decimal.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace mixgrad {
namespace {

constexpr char kSolvationWidth[] = "solvation_width";  // absent from a model without solvation

Error bad(const std::string& field, const std::string& message) { return {"bad_weights", field, message}; }

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

void write(JsonText& json, const char* key, const Calibration& calibration) {
  json.open('{', key);
  for (const auto& [group, terms] :
       {std::pair{"known_ground", calibration.known_ground}, std::pair{"elsewhere", calibration.elsewhere}}) {
    json.open('{', group);
    json.member("quantile", terms.quantile);
    json.member("noise", terms.noise);
    json.close('}');
  }
  json.close('}');
}

/// Names and places of the dimensions in the metadata; one table serves writing and reading.
template <class Shape, class Visit>
void for_each_dimension(Shape& shape, const Visit& visit) {
  visit("encoder_width", shape.encoder.width, kLargestDimension);
  visit("encoder_rounds", shape.encoder.rounds, kMostRounds);
  visit("embedding", shape.encoder.embedding, kLargestDimension);
  visit("head_width", shape.head.width, kLargestDimension);
  visit("solvent_width", shape.head.solvent_width, kLargestDimension);
  visit("salt_width", shape.head.salt_width, kLargestDimension);
  visit("heads", shape.heads, kMostHeads);
  visit("pure_width", shape.pure.width, kLargestDimension);
  visit("pair_width", shape.pair.width, kLargestDimension);
  visit("distance_width", shape.pair.distance_width, kLargestDimension);
  visit("gibbs_orders", shape.pair.gibbs_orders, kMostOrders);
  visit("volume_orders", shape.pair.volume_orders, kMostOrders);
  visit("viscosity_orders", shape.pair.viscosity_orders, kMostOrders);
}

/// Reads metadata; the first thing missing or wrong is kept as the error.
class MetadataReader {
 public:
  explicit MetadataReader(const std::map<std::string, std::string>& metadata) : metadata_(metadata) {}

  std::string text(const std::string& key) {
    const auto found = metadata_.find(key);
    if (found == metadata_.end()) {
      refuse(key, "the metadata lacks '" + key + "'");
      return {};
    }
    return found->second;
  }

  Json json(const std::string& key) {
    std::optional<Json> parsed = Json::parse(text(key));
    const bool good = parsed && (parsed->is_array() || parsed->is_object());
    if (!good) refuse(key, "the metadata '" + key + "' is not JSON");
    return good ? std::move(*parsed) : Json();
  }

  double number(const std::string& key, const Json& parent, const char* name, double low, double high) {
    const Json* found = parent.find(name);
    if (found && found->is_number() && found->number() >= low && found->number() <= high)
      return found->number();
    refuse(key, std::string("'") + name + "' should be a number from " + significant(low, 6) + " to " +
                    significant(high, 6));
    return low;
  }

  int integer(const std::string& key, const Json& parent, const char* name, int low, int high) {
    const Json* found = parent.find(name);
    const std::optional<int> value = found ? found->integer(low, high) : std::nullopt;
    if (!value) {
      refuse(key, std::string("'") + name + "' should be a whole number from " + std::to_string(low) +
                      " to " + std::to_string(high));
    }
    return value.value_or(low);
  }

  std::string text(const std::string& key, const Json& parent, const char* name) {
    const Json* found = parent.find(name);
    if (!found || !found->is_string()) refuse(key, std::string("'") + name + "' should be a text");
    return found ? found->string() : std::string();
  }

  void refuse(const std::string& key, const std::string& message) {
    if (error_.code.empty()) error_ = bad("__metadata__." + key, message);
  }
  bool failed() const { return !error_.code.empty(); }
  const Error& error() const { return error_; }

 private:
  const std::map<std::string, std::string>& metadata_;
  Error error_;
};

}  // namespace

Result<std::vector<std::byte>> write_model_file(const ModelFile& model) {
  const ArchitectureShape& shape = model.network.shape;
  Safetensors file;
  file.metadata["format"] = "mixgrad";
  file.metadata["version"] = model.version;
  file.metadata["trainer_revision"] = model.trainer_revision;
  file.metadata["units"] = "conductivity mS/cm, molality mol/kg of solvent, temperature K, mole fractions";
  file.metadata["feature_version"] = std::to_string(kFeatureVersion);
  file.metadata["atom_features"] = joined(atom_feature_names());
  file.metadata["edge_features"] = joined(edge_feature_names());
  JsonText architecture;
  architecture.open('{');
  for_each_dimension(
      shape, [&](const char* name, const int& size, int) { architecture.member(name, double(size)); });
  if (shape.solvation_width > 0) architecture.member(kSolvationWidth, double(shape.solvation_width));
  architecture.close('}');
  file.metadata["architecture"] = architecture.text();
  JsonText calibration;
  calibration.open('{');
  write(calibration, "conductivity", model.calibration.conductivity);
  for (int k = 0; k < kMeasured; ++k)
    write(calibration, kMeasuredNames[k].key, model.calibration.measured[static_cast<std::size_t>(k)]);
  for (int k = 0; k < kSolvationNumbers && shape.solvation_width > 0; ++k)
    write(calibration, kSolvationNames[k], model.calibration.solvation[static_cast<std::size_t>(k)]);
  calibration.close('}');
  file.metadata["calibration"] = calibration.text();
  file.metadata["known_ground"] = model.known_ground.to_json();
  file.metadata["liquid_ground"] = model.liquid_ground.to_json();
  if (shape.solvation_width > 0) file.metadata["solvation_ground"] = model.solvation_ground.to_json();
  JsonText data;
  data.open('[');
  for (const TrainingData& source : model.training_data) {
    data.open('{');
    data.member("name", source.name);
    data.member("url", source.url);
    data.member("licence", source.licence);
    data.member("rows", double(source.rows));
    data.close('}');
  }
  data.close(']');
  file.metadata["training_data"] = data.text();
  for (const auto& p : model.network.parameters.all)
    file.tensors.push_back({p.name, Dtype::f16, {p.rows, p.cols}, p.value});
  auto bytes = write_safetensors(file);
  if (!bytes) return bytes.error();
  if (const auto read = read_model_file(*bytes); !read) return read.error();
  return bytes;
}

Result<ModelFile> read_model_file(std::span<const std::byte> bytes) {
  auto file = read_safetensors(bytes);
  if (!file) return file.error();
  MetadataReader meta(file->metadata);

  if (meta.text("format") != "mixgrad") meta.refuse("format", "this is not a MixGrad model");
  const std::string version = meta.text("version");
  const std::string revision = meta.text("trainer_revision");
  if (meta.text("feature_version") != std::to_string(kFeatureVersion) ||
      meta.text("atom_features") != joined(atom_feature_names()) ||
      meta.text("edge_features") != joined(edge_feature_names())) {
    meta.refuse("feature_version",
                "the model was trained on other atom and bond features than this build computes");
  }
  const Json architecture = meta.json("architecture");
  ArchitectureShape shape;
  shape.molecular = MolecularHeads::laws;
  for_each_dimension(shape, [&](const char* name, int& size, int most) {
    size = meta.integer("architecture", architecture, name, 1, most);
  });
  if (architecture.find(kSolvationWidth))
    shape.solvation_width = meta.integer("architecture", architecture, kSolvationWidth, 1, kLargestDimension);
  shape.head.outputs = laws::Conductivity::kCoefficients;

  const Json calibration = meta.json("calibration");
  const auto intervals = [&](const char* property) {
    const auto terms = [&](const char* group) {
      const Json* whole = calibration.find(property);
      const Json* found = whole ? whole->find(group) : nullptr;
      const Json part = found ? *found : Json();
      return Calibration::Terms{meta.number("calibration", part, "quantile", 0, 100),
                                meta.number("calibration", part, "noise", 0, 1e6)};
    };
    return Calibration{terms("known_ground"), terms("elsewhere")};
  };
  Calibrations calibrations{intervals("conductivity"), {}, {}};
  for (int k = 0; k < kMeasured; ++k)
    calibrations.measured[static_cast<std::size_t>(k)] = intervals(kMeasuredNames[k].key);

  for (int k = 0; k < kSolvationNumbers && shape.solvation_width > 0; ++k)
    calibrations.solvation[static_cast<std::size_t>(k)] = intervals(kSolvationNames[k]);

  const auto ground = [&](const std::string& key) {
    auto found = KnownGround::from_json(meta.text(key));
    if (!found) {
      meta.refuse(key, "the table of measured systems is malformed: " + found.error().field + " " +
                           found.error().message);
    }
    return found ? std::move(*found) : KnownGround();
  };
  KnownGround known_ground = ground("known_ground");
  KnownGround solvation_ground = shape.solvation_width > 0 ? ground("solvation_ground") : KnownGround();

  auto liquid_ground = LiquidGround::from_json(meta.text("liquid_ground"));
  if (!liquid_ground) {
    meta.refuse("liquid_ground", "the table of measured liquids is malformed: " +
                                     liquid_ground.error().field + " " + liquid_ground.error().message);
  }

  std::vector<TrainingData> training_data;
  const Json sources = meta.json("training_data");
  for (const Json& d : sources.items()) {
    const auto text = [&](const char* name) { return meta.text("training_data", d, name); };
    training_data.push_back({text("name"), text("url"), text("licence"),
                             meta.integer("training_data", d, "rows", 0, 1'000'000'000)});
  }
  if (meta.failed()) return meta.error();

  ModelFile model{version,
                  revision,
                  Architecture<float>(shape),
                  calibrations,
                  std::move(known_ground),
                  std::move(*liquid_ground),
                  std::move(training_data),
                  std::move(solvation_ground)};
  auto& parameters = model.network.parameters.all;
  for (auto& p : parameters) {
    const Tensor* tensor = file->find(p.name);
    if (!tensor) return bad(p.name, "the model lacks this tensor");
    if (tensor->shape != std::vector<std::int64_t>{p.rows, p.cols}) {
      return bad(p.name, "the shape should be " + std::to_string(p.rows) + " × " + std::to_string(p.cols));
    }
    p.value = tensor->data;
  }
  for (const Tensor& tensor : file->tensors) {
    const bool known = std::any_of(parameters.begin(), parameters.end(),
                                   [&](const auto& p) { return p.name == tensor.name; });
    if (!known) return bad(tensor.name, "the model's architecture does not have this tensor");
  }
  model.network.parameters.refresh_transposed();
  return model;
}

}  // namespace mixgrad
