#include "model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <set>
#include <tuple>

#include "model/half.h"
#include "text/json_parser.h"
#include "text/json_writer.h"

namespace mixgrad {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeaderBytes = 1 << 20;
constexpr std::size_t kMaxNameBytes = 256;
constexpr std::size_t kMaxRank = 8;
constexpr std::size_t kChecksumDigits = 16;
constexpr const char* kMetadata = "__metadata__";
constexpr const char* kChecksum = "checksum";

Error bad_weights(std::string field, std::string message) {
  return {"bad_weights", std::move(field), std::move(message)};
}

std::string label(const std::string& name) { return "tensor '" + name + "'"; }

std::size_t bytes_per_value(Dtype dtype) { return dtype == Dtype::f32 ? 4 : 2; }

/// FNV-1a, 64 bit: Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/.
std::uint64_t fnv1a(std::span<const std::byte> bytes, std::uint64_t hash = 0xcbf29ce484222325U) {
  for (const std::byte byte : bytes) hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3U;
  return hash;
}

/// The hash of a file whose checksum digits stand at `digits`, these taken as zeros; as 16 digits.
std::string checksum_of(std::span<const std::byte> file, std::size_t digits) {
  std::uint64_t hash = fnv1a(file.first(digits));
  constexpr std::string_view zeros = "0000000000000000";
  hash = fnv1a(std::as_bytes(std::span(zeros)), hash);
  hash = fnv1a(file.subspan(digits + kChecksumDigits), hash);
  std::string text(kChecksumDigits, '0');
  for (std::size_t i = 0; i < kChecksumDigits; ++i)
    text[i] = "0123456789abcdef"[(hash >> (60 - 4 * i)) & 0xF];
  return text;
}

/// A tensor as the header describes it.
struct Entry {
  std::string name;
  std::optional<Dtype> dtype;
  std::optional<std::vector<std::uint64_t>> shape;
  std::optional<std::vector<std::uint64_t>> offsets;  ///< Begin and end, bytes into the data.
};

struct Header {
  std::map<std::string, std::string> metadata;
  std::vector<Entry> entries;
};

/// Builds a Header from the parser's events, and stops it at the first thing that has no
/// place in one: so nothing repeats unnoticed and nothing nests.
class HeaderReader : public JsonEvents {
 public:
  Header header;
  std::optional<Error> error;

  bool start_object() override {
    if (depth_ == 0) return ++depth_ > 0;
    if (depth_ == 1 && in_metadata_) return ++depth_ > 0;
    if (depth_ == 1) {
      header.entries.push_back({});
      header.entries.back().name = name_;
      return ++depth_ > 0;
    }
    return unexpected("an object");
  }

  bool end_object() override {
    if (--depth_ != 1) return true;
    attributes_.clear();
    return in_metadata_ || complete(header.entries.back());
  }

  bool key(std::string key) override {
    if (key.size() > kMaxNameBytes) {
      return fail("header", "The header holds a name of " + std::to_string(key.size()) + " bytes; at most " +
                                std::to_string(kMaxNameBytes) + " are read.");
    }
    if (depth_ == 1) {
      if (!names_.insert(key).second) return fail(key, "The header names '" + key + "' twice.");
      name_ = key;
      in_metadata_ = key == kMetadata;
      return true;
    }
    if (!attributes_.insert(key).second) return fail(name_, "'" + name_ + "' has '" + key + "' twice.");
    attribute_ = key;
    if (in_metadata_ || key == "dtype" || key == "shape" || key == "data_offsets") return true;
    return fail(name_, label(name_) + " has an unknown key '" + key +
                           "'; it may have dtype, shape and data_offsets.");
  }

  bool string(std::string value) override {
    if (depth_ == 2 && in_metadata_) {
      header.metadata[attribute_] = value;
      return true;
    }
    if (depth_ != 2 || in_array_ || attribute_ != "dtype") return unexpected("a string");
    if (value == "F32") {
      header.entries.back().dtype = Dtype::f32;
    } else if (value == "F16") {
      header.entries.back().dtype = Dtype::f16;
    } else {
      const std::string stated = value.size() <= kMaxNameBytes ? " '" + value + "'" : "";
      return fail(name_, label(name_) + " has the unknown dtype" + stated + "; F32 and F16 are known.");
    }
    return true;
  }

  bool start_array() override {
    if (depth_ != 2 || in_metadata_ || in_array_ || attribute_ == "dtype") return unexpected("a list");
    in_array_ = true;
    list().emplace();
    return true;
  }

  bool end_array() override {
    in_array_ = false;
    return true;
  }

  bool number(double value, bool whole) override {
    if (!in_array_) return unexpected("a number");
    if (value < 0) return fail(name_, label(name_) + " has a negative number in " + attribute_ + ".");
    if (!whole || value > 0x1p53) {
      return fail(name_, label(name_) + " has a number in " + attribute_ + " that is no integer up to 2^53.");
    }
    const std::size_t limit = attribute_ == "shape" ? kMaxRank : 2;
    if (list()->size() == limit) {
      return fail(name_, label(name_) + " has more than " + std::to_string(limit) + " numbers in " +
                             attribute_ + ".");
    }
    list()->push_back(static_cast<std::uint64_t>(value));
    return true;
  }

  bool boolean(bool) override { return unexpected("a boolean"); }
  bool null() override { return unexpected("null"); }

  void broken(std::size_t byte) override {
    fail("header", "The header is not JSON: it breaks at byte " + std::to_string(byte) + ".");
  }

 private:
  std::optional<std::vector<std::uint64_t>>& list() {
    return attribute_ == "shape" ? header.entries.back().shape : header.entries.back().offsets;
  }

  bool complete(const Entry& entry) {
    if (!entry.dtype) return fail(name_, label(name_) + " has no dtype.");
    if (!entry.shape) return fail(name_, label(name_) + " has no shape.");
    if (!entry.offsets || entry.offsets->size() != 2) {
      return fail(name_, label(name_) + " needs two data_offsets, begin and end.");
    }
    return true;
  }

  bool unexpected(const char* what) {
    if (depth_ == 0)
      return fail("header", std::string("The header is ") + what + "; it must be a JSON object.");
    if (depth_ == 1) return fail(name_, "'" + name_ + "' is " + what + "; it must be an object.");
    const std::string field = in_metadata_ ? kMetadata : name_;
    const char* right = in_metadata_            ? "a string"
                        : in_array_             ? "a list of integers"
                        : attribute_ == "dtype" ? "a string"
                                                : "a list of integers";
    return fail(field, "'" + field + "' has " + what + " in '" + attribute_ + "'; it must be " + right + ".");
  }

  bool fail(std::string field, std::string message) {
    error = bad_weights(std::move(field), std::move(message));
    return false;
  }

  int depth_ = 0;  // objects open: 1 in the header, 2 in a tensor's entry or in the metadata
  bool in_metadata_ = false;
  bool in_array_ = false;
  std::string name_;       // key at depth 1
  std::string attribute_;  // key at depth 2
  std::set<std::string> names_;
  std::set<std::string> attributes_;
};

/// The bytes a tensor takes by its shape and dtype; nothing if that overflows 64 bits.
std::optional<std::uint64_t> byte_count(const Entry& entry) {
  std::uint64_t count = bytes_per_value(*entry.dtype);
  for (const std::uint64_t extent : *entry.shape) {
    if (extent != 0 && count > std::numeric_limits<std::uint64_t>::max() / extent) return std::nullopt;
    count *= extent;
  }
  return count;
}

/// Sorts the entries by offset and checks that they fill the data exactly.
Status check_layout(std::vector<Entry>& entries, std::uint64_t data_size) {
  for (const Entry& entry : entries) {
    const std::uint64_t begin = (*entry.offsets)[0];
    const std::uint64_t end = (*entry.offsets)[1];
    const std::string data = "the data of " + std::to_string(data_size) + " bytes";
    if (begin > end) return bad_weights(entry.name, label(entry.name) + " ends before it begins.");
    if (end > data_size)
      return bad_weights(entry.name, label(entry.name) + " reaches past the end of " + data + ".");
    const std::optional<std::uint64_t> bytes = byte_count(entry);
    if (!bytes) return bad_weights(entry.name, label(entry.name) + " has a shape whose size overflows.");
    if (*bytes != end - begin) {
      return bad_weights(entry.name, label(entry.name) + " needs " + std::to_string(*bytes) +
                                         " bytes by its shape and dtype, but its offsets span " +
                                         std::to_string(end - begin) + ".");
    }
  }
  // By insertion: most files have them in order.
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const auto later = [&](std::size_t k) {
      return std::tie(*entries[k - 1].offsets, entries[k - 1].name) >
             std::tie(*entries[k].offsets, entries[k].name);
    };
    for (std::size_t k = i; k > 0 && later(k); --k) std::swap(entries[k], entries[k - 1]);
  }
  std::uint64_t filled = 0;
  for (const Entry& entry : entries) {
    const std::uint64_t begin = (*entry.offsets)[0];
    if (begin < filled) return bad_weights(entry.name, label(entry.name) + " overlaps the tensor before it.");
    if (begin > filled) {
      return bad_weights(entry.name, "There is a hole of " + std::to_string(begin - filled) +
                                         " bytes before " + label(entry.name) + ".");
    }
    filled = (*entry.offsets)[1];
  }
  if (filled != data_size) {
    return bad_weights("data", std::to_string(data_size - filled) + " bytes follow the last tensor.");
  }
  return {};
}

Status check_checksum(std::span<const std::byte> file, std::string_view header_text, const Header& header) {
  const auto stated = header.metadata.find(kChecksum);
  if (stated == header.metadata.end()) {
    return bad_weights("checksum",
                       "The metadata have no checksum; write the file with MixGrad's own writer.");
  }
  const std::size_t quote = header_text.find('"' + stated->second + '"');
  const bool well_formed = stated->second.size() == kChecksumDigits && quote != std::string_view::npos &&
                           stated->second.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!well_formed) return bad_weights("checksum", "The checksum must be 16 lower-case hexadecimal digits.");
  const std::string actual = checksum_of(file, kLengthBytes + quote + 1);
  if (actual != stated->second) {
    return bad_weights("checksum", "The file is damaged: its checksum is " + actual + ", but it states " +
                                       stated->second + ".");
  }
  return {};
}

Result<Tensor> read_tensor(const Entry& entry, std::span<const std::byte> data) {
  Tensor tensor{entry.name, *entry.dtype, {entry.shape->begin(), entry.shape->end()}, {}};
  const std::size_t width = bytes_per_value(tensor.dtype);
  const std::span<const std::byte> bytes =
      data.subspan((*entry.offsets)[0], (*entry.offsets)[1] - (*entry.offsets)[0]);
  tensor.data.resize(bytes.size() / width);
  for (std::size_t i = 0; i < tensor.data.size(); ++i) {
    if (tensor.dtype == Dtype::f32) {
      std::memcpy(&tensor.data[i], &bytes[i * width], width);
    } else {
      std::uint16_t half = 0;
      std::memcpy(&half, &bytes[i * width], width);
      tensor.data[i] = half_to_float(half);
    }
    if (!std::isfinite(tensor.data[i])) {
      return bad_weights(entry.name, label(entry.name) + " holds a value that is not finite, at index " +
                                         std::to_string(i) + ".");
    }
  }
  return tensor;
}

}  // namespace

const Tensor* Safetensors::find(std::string_view name) const {
  for (const Tensor& tensor : tensors) {
    if (tensor.name == name) return &tensor;
  }
  return nullptr;
}

Result<Safetensors> read_safetensors(std::span<const std::byte> file) {
  if (file.size() < kLengthBytes) {
    return bad_weights("header", "The file has " + std::to_string(file.size()) +
                                     " bytes; 8 bytes of header length are the least.");
  }
  std::uint64_t header_size = 0;
  std::memcpy(&header_size, file.data(), kLengthBytes);
  if (header_size > kMaxHeaderBytes) {
    return bad_weights("header", "The header claims " + std::to_string(header_size) + " bytes; at most " +
                                     std::to_string(kMaxHeaderBytes) + " are read.");
  }
  if (header_size > file.size() - kLengthBytes) {
    return bad_weights("header", "The header claims " + std::to_string(header_size) + " bytes, but only " +
                                     std::to_string(file.size() - kLengthBytes) + " follow.");
  }
  const std::string_view text(reinterpret_cast<const char*>(file.data()) + kLengthBytes, header_size);
  const std::span<const std::byte> data = file.subspan(kLengthBytes + header_size);

  HeaderReader reader;
  if (!parse_json(text, reader)) return *reader.error;
  std::vector<Entry>& entries = reader.header.entries;
  if (Status layout = check_layout(entries, data.size()); !layout) return layout.error();
  if (Status intact = check_checksum(file, text, reader.header); !intact) return intact.error();

  Safetensors contents;
  contents.metadata = std::move(reader.header.metadata);
  contents.metadata.erase(kChecksum);
  for (const Entry& entry : entries) {
    Result<Tensor> tensor = read_tensor(entry, data);
    if (!tensor) return tensor.error();
    contents.tensors.push_back(std::move(*tensor));
  }
  return contents;
}

Result<std::vector<std::byte>> write_safetensors(const Safetensors& contents) {
  JsonText header;
  std::set<std::string> names = {kMetadata};
  header.open('{');
  std::vector<std::byte> data;
  for (const Tensor& tensor : contents.tensors) {
    if (tensor.name.size() > kMaxNameBytes) {
      return bad_weights("header", "A tensor's name has " + std::to_string(tensor.name.size()) +
                                       " bytes; at most " + std::to_string(kMaxNameBytes) + " are stored.");
    }
    if (!names.insert(tensor.name).second) {
      return bad_weights(tensor.name, "The name '" + tensor.name + "' is taken.");
    }
    std::uint64_t count = 1;
    for (const std::int64_t extent : tensor.shape) count *= static_cast<std::uint64_t>(extent);
    if (tensor.shape.size() > kMaxRank || count != tensor.data.size()) {
      return bad_weights(tensor.name, label(tensor.name) + " has a shape that does not fit its " +
                                          std::to_string(tensor.data.size()) + " values.");
    }
    const std::size_t begin = data.size();
    const std::size_t width = bytes_per_value(tensor.dtype);
    data.resize(begin + tensor.data.size() * width);
    for (std::size_t i = 0; i < tensor.data.size(); ++i) {
      const std::uint16_t half = float_to_half(tensor.data[i]);
      const bool narrow = tensor.dtype == Dtype::f16;
      if (!std::isfinite(narrow ? half_to_float(half) : tensor.data[i])) {
        return bad_weights(tensor.name,
                           label(tensor.name) + " holds a value that is not finite in its dtype, " +
                               std::to_string(tensor.data[i]) + " at index " + std::to_string(i) + ".");
      }
      std::memcpy(&data[begin + i * width], narrow ? static_cast<const void*>(&half) : &tensor.data[i],
                  width);
    }
    header.open('{', tensor.name);
    header.member("dtype", tensor.dtype == Dtype::f32 ? "F32" : "F16");
    header.member("shape", std::vector<double>(tensor.shape.begin(), tensor.shape.end()));
    header.member("data_offsets", {double(begin), double(data.size())});
    header.close('}');
  }
  const std::string zeros(kChecksumDigits, '0');
  header.open('{', kMetadata);
  header.member(kChecksum, zeros);
  for (const auto& [key, value] : contents.metadata) {
    if (key != kChecksum) header.member(key, value);
  }
  header.close('}');
  header.close('}');

  std::string text = header.text();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // the data begin at a multiple of 8
  if (text.size() > kMaxHeaderBytes) return bad_weights("header", "The header would have over 1 MiB.");
  const std::string marker = "\"checksum\":\"" + zeros;
  const std::size_t digits = text.find(marker) + marker.size() - kChecksumDigits;

  std::vector<std::byte> file(kLengthBytes + text.size() + data.size());
  const std::uint64_t header_size = text.size();
  std::memcpy(file.data(), &header_size, kLengthBytes);
  std::memcpy(file.data() + kLengthBytes, text.data(), text.size());
  if (!data.empty()) std::memcpy(file.data() + kLengthBytes + text.size(), data.data(), data.size());
  const std::string checksum = checksum_of(file, kLengthBytes + digits);
  std::memcpy(file.data() + kLengthBytes + digits, checksum.data(), kChecksumDigits);
  return file;
}

}  // namespace mixgrad
