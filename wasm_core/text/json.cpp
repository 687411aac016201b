#include "text/json.h"

#include "text/json_parser.h"

namespace mixgrad {

/// The parser's events put together again.
class JsonBuilder : public JsonEvents {
 public:
  Json root;

  bool null() override { return add({}); }
  bool boolean(bool value) override {
    Json json;
    json.kind_ = Json::Kind::boolean;
    json.number_ = value;
    return add(std::move(json));
  }
  bool number(double value, bool whole) override {
    Json json;
    json.kind_ = Json::Kind::number;
    json.number_ = value;
    json.whole_ = whole;
    return add(std::move(json));
  }
  bool string(std::string value) override {
    Json json;
    json.kind_ = Json::Kind::string;
    json.string_ = std::move(value);
    return add(std::move(json));
  }
  bool start_array() override { return open(Json::Kind::array); }
  bool end_array() override { return close(); }
  bool start_object() override { return open(Json::Kind::object); }
  bool key(std::string key) override {
    open_.back().keys_.push_back(std::move(key));
    return true;
  }
  bool end_object() override { return close(); }
  void broken(std::size_t) override {}

 private:
  bool open(Json::Kind kind) {
    open_.emplace_back().kind_ = kind;
    return true;
  }
  bool close() {
    Json done = std::move(open_.back());
    open_.pop_back();
    return add(std::move(done));
  }
  bool add(Json json) {
    if (open_.empty()) {
      root = std::move(json);
    } else {
      open_.back().items_.push_back(std::move(json));
    }
    return true;
  }

  std::vector<Json> open_;  // arrays and objects under way, the innermost last
};

std::optional<Json> Json::parse(std::string_view text) {
  JsonBuilder builder;
  if (!parse_json(text, builder)) return std::nullopt;
  return std::move(builder.root);
}

std::optional<int> Json::integer(int low, int high) const {
  if (!is_number() || !whole_ || !(number_ >= low && number_ <= high)) return std::nullopt;
  return static_cast<int>(number_);
}

const Json* Json::find(std::string_view key) const {
  for (std::size_t i = keys_.size(); i-- > 0;) {
    if (keys_[i] == key) return &items_[i];
  }
  return nullptr;
}

const Json* Json::find_array(std::string_view key) const {
  const Json* found = find(key);
  return found && found->is_array() ? found : nullptr;
}

}  // namespace mixgrad
