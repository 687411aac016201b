// The blob: what is written is read back; each kind of broken file has its own error; random damage
// is never accepted.
#include "model/safetensors.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "model/half.h"

namespace mixgrad {
namespace {

using Bytes = std::vector<std::byte>;

// ---- Half precision ----

double value_of_half(std::uint16_t half) {  // straight from the definition of binary16
  const int exponent = (half >> 10) & 0x1F;
  const int fraction = half & 0x3FF;
  const double magnitude =
      exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
  return half & 0x8000 ? -magnitude : magnitude;
}

TEST(Half, EveryValueIsExactBothWays) {
  for (int i = 0; i < 0x10000; ++i) {
    const auto half = static_cast<std::uint16_t>(i);
    const float value = half_to_float(half);
    const bool infinite_or_nan = (half & 0x7C00) == 0x7C00;
    if (infinite_or_nan && (half & 0x3FF) != 0) {
      ASSERT_TRUE(std::isnan(value)) << i;
      ASSERT_TRUE(std::isnan(half_to_float(float_to_half(value)))) << i;
      continue;
    }
    if (infinite_or_nan) {
      ASSERT_TRUE(std::isinf(value)) << i;
    } else {
      ASSERT_EQ(static_cast<double>(value), value_of_half(half)) << i;
    }
    ASSERT_EQ(std::signbit(value), (half & 0x8000) != 0) << i;
    ASSERT_EQ(float_to_half(value), half) << i;
  }
}

TEST(Half, RoundsToTheNearestAndTiesToEven) {
  for (int i = 0; i < 0x7C00; ++i) {  // each half and the next, up to infinity, which counts as 65,536
    const auto below = static_cast<std::uint16_t>(i);
    const auto above = static_cast<std::uint16_t>(i + 1);
    const auto middle = static_cast<float>((value_of_half(below) + value_of_half(above)) / 2);  // exact
    const std::uint16_t even = below % 2 == 0 ? below : above;
    ASSERT_EQ(float_to_half(middle), even) << i;
    ASSERT_EQ(float_to_half(-middle), even | 0x8000) << i;
    ASSERT_EQ(float_to_half(std::nextafter(middle, 0.0F)), below) << i;
    ASSERT_EQ(float_to_half(std::nextafter(middle, 1e9F)), above) << i;
  }
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::max()), 0x7C00);
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::denorm_min()), 0);
  EXPECT_EQ(float_to_half(-std::numeric_limits<float>::infinity()), 0xFC00);
}

// ---- What is written is read back ----

Safetensors example() {
  Safetensors contents;
  contents.metadata = {{"version", "1"},
                       {"units", "{\"conductivity\":\"mS/cm\"}"},
                       {"name", "H₂O \"quoted\""},
                       {"a", "0000000000000000"}};
  contents.tensors.push_back({"weight", Dtype::f32, {2, 3}, {1.5F, -2.0F, 0.1F, 4e-38F, -0.0F, 7e30F}});
  contents.tensors.push_back({"half", Dtype::f16, {3}, {1.5F, -65504.0F, 0x1p-24F}});
  contents.tensors.push_back({"scalar", Dtype::f32, {}, {3.25F}});
  contents.tensors.push_back({"empty", Dtype::f16, {4, 0}, {}});
  return contents;
}

Bytes written(const Safetensors& contents) {
  const auto file = write_safetensors(contents);
  if (file) return *file;
  ADD_FAILURE() << file.error().message;
  return {};
}

bool equal(const Safetensors& a, const Safetensors& b) {
  if (a.metadata != b.metadata || a.tensors.size() != b.tensors.size()) return false;
  for (std::size_t t = 0; t < a.tensors.size(); ++t) {
    const Tensor* other = b.find(a.tensors[t].name);
    if (!other || other->dtype != a.tensors[t].dtype || other->shape != a.tensors[t].shape) return false;
    if (other->data.size() != a.tensors[t].data.size()) return false;
    for (std::size_t i = 0; i < other->data.size(); ++i) {  // bits: −0 is not 0
      if (std::bit_cast<std::uint32_t>(other->data[i]) != std::bit_cast<std::uint32_t>(a.tensors[t].data[i]))
        return false;
    }
  }
  return true;
}

TEST(Safetensors, ReadsBackWhatItWrote) {
  const Bytes file = written(example());
  const auto read = read_safetensors(file);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(equal(*read, example()));
  EXPECT_EQ(read->metadata.count("checksum"), 0U);
  EXPECT_EQ(read->find("absent"), nullptr);
  EXPECT_EQ(written(*read), file);
}

TEST(Safetensors, ReadsAtAnyAlignment) {
  const Bytes file = written(example());
  for (std::size_t shift = 0; shift < 8; ++shift) {
    Bytes buffer(shift);
    buffer.insert(buffer.end(), file.begin(), file.end());
    const auto read = read_safetensors(std::span(buffer).subspan(shift));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(equal(*read, example()));
  }
}

TEST(Safetensors, AFileWithoutTensorsIsFine) {
  const auto read = read_safetensors(written({}));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->tensors.empty());
}

TEST(Safetensors, TheWriterRefusesWhatTheReaderWould) {
  const auto message = [](const Tensor& tensor) {
    Safetensors contents = example();
    contents.tensors.push_back(tensor);
    const auto file = write_safetensors(contents);
    return file ? std::string("accepted") : file.error().field + ": " + file.error().message;
  };
  EXPECT_EQ(message({"weight", Dtype::f32, {1}, {1}}), "weight: The name 'weight' is taken.");
  EXPECT_EQ(message({"__metadata__", Dtype::f32, {1}, {1}}),
            "__metadata__: The name '__metadata__' is taken.");
  EXPECT_EQ(message({"w", Dtype::f32, {2}, {1}}),
            "w: tensor 'w' has a shape that does not fit its 1 values.");
  EXPECT_EQ(message({"w", Dtype::f32, {-1}, {1}}),
            "w: tensor 'w' has a shape that does not fit its 1 values.");
  EXPECT_EQ(message({"w", Dtype::f32, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {1}}),
            "w: tensor 'w' has a shape that does not fit its 1 values.");
  EXPECT_EQ(message({std::string(257, 'w'), Dtype::f32, {1}, {1}}),
            "header: A tensor's name has 257 bytes; at most 256 are stored.");
  EXPECT_EQ(message({"w", Dtype::f32, {1}, {NAN}}).find("w: tensor 'w' holds a value that is not finite"),
            0U);
  EXPECT_EQ(message({"w", Dtype::f16, {1}, {65520}}).find("w: tensor 'w' holds a value that is not finite"),
            0U);
}

// ---- Hostile files ----

Bytes file_of(std::uint64_t stated_header_size, const std::string& header, const Bytes& data = {}) {
  Bytes file(8 + header.size());
  std::memcpy(file.data(), &stated_header_size, 8);
  std::memcpy(file.data() + 8, header.data(), header.size());
  file.insert(file.end(), data.begin(), data.end());
  return file;
}

Bytes file_of(const std::string& header, const Bytes& data = {}) {
  return file_of(header.size(), header, data);
}

/// Puts in the checksum that this file should have, by the definition in safetensors.h; the header must
/// hold it as sixteen zeros.
Bytes sealed(Bytes file) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const std::byte byte : file) hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3U;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  const std::string zeros = "\"checksum\":\"0000000000000000\"";
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  std::memcpy(file.data() + text.find(zeros) + zeros.size() - 17, digits, 16);
  return file;
}

const std::string kMetadataEntry = R"("__metadata__":{"checksum":"0000000000000000"})";

std::string tensor_entry(const std::string& name, const std::string& dtype, const std::string& shape,
                         const std::string& offsets) {
  return "\"" + name + R"(":{"dtype":)" + dtype + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets +
         "}";
}

/// A file with these entries and `size` bytes of zeros as data.
Bytes with(const std::string& entries, std::size_t size) {
  return sealed(file_of("{" + kMetadataEntry + "," + entries + "}", Bytes(size)));
}

Bytes with_half(std::uint16_t half) {
  Bytes data(2);
  std::memcpy(data.data(), &half, 2);
  return sealed(
      file_of("{" + kMetadataEntry + "," + tensor_entry("w", "\"F16\"", "[1]", "[0,2]") + "}", data));
}

Bytes with_float(float value) {
  Bytes data(8);
  std::memcpy(data.data() + 4, &value, 4);
  return sealed(
      file_of("{" + kMetadataEntry + "," + tensor_entry("w", "\"F32\"", "[2]", "[0,8]") + "}", data));
}

std::string repeated(const std::string& text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

struct Hostile {
  std::string name;
  Bytes file;
  std::string field;
  std::string message;
};

void PrintTo(const Hostile& hostile, std::ostream* out) { *out << hostile.name; }

std::vector<Hostile> hostile_files() {
  const std::string good = tensor_entry("w", "\"F32\"", "[2]", "[0,8]");
  const auto one = [](const std::string& dtype, const std::string& shape, const std::string& offsets,
                      std::size_t size) { return with(tensor_entry("w", dtype, shape, offsets), size); };
  Bytes damaged_data = with(good, 8);
  damaged_data.back() = std::byte{1};
  const std::string huge = std::to_string(std::numeric_limits<std::uint64_t>::max());

  return {
      // Around the header.
      {"Empty", {}, "header", "The file has 0 bytes; 8 bytes of header length are the least."},
      {"SevenBytes", Bytes(7), "header", "The file has 7 bytes; 8 bytes of header length are the least."},
      {"HeaderLengthHuge", file_of(std::numeric_limits<std::uint64_t>::max(), "{}"), "header",
       "The header claims 18446744073709551615 bytes; at most 1048576 are read."},
      {"HeaderLengthOverTheCap", file_of((1 << 20) + 1, std::string((1 << 20) + 1, ' ')), "header",
       "The header claims 1048577 bytes; at most 1048576 are read."},
      {"HeaderPastTheEnd", file_of(3, "{}"), "header", "The header claims 3 bytes, but only 2 follow."},
      {"HeaderEmpty", file_of(""), "header", "The header is not JSON: it breaks at byte 1."},
      {"HeaderNotJson", file_of("{\"a\":"), "header", "The header is not JSON: it breaks at byte 6."},
      {"HeaderWithTail", file_of("{} x"), "header", "The header is not JSON: it breaks at byte 4."},
      {"HeaderNotUtf8", file_of("{\"\xff\":1}"), "header", "The header is not JSON: it breaks at byte 3."},
      {"HeaderIsAList", file_of("[]"), "header", "The header is a list; it must be a JSON object."},
      {"HeaderIsANumber", file_of("1"), "header", "The header is a number; it must be a JSON object."},
      {"HeaderIsNull", file_of("null"), "header", "The header is null; it must be a JSON object."},
      {"ListBomb", file_of(repeated("[", 500000)), "header",
       "The header is a list; it must be a JSON object."},
      {"ObjectBomb", file_of(repeated("{\"a\":", 100000)), "a", "tensor 'a' has an unknown key 'a'"},
      {"ShapeBomb", file_of(R"({"w":{"shape":)" + repeated("[", 500000)), "w",
       "'w' has a list in 'shape'; it must be a list of integers."},
      {"MetadataBomb", file_of(R"({"__metadata__":{"a":)" + repeated("{\"a\":", 100000)), "__metadata__",
       "'__metadata__' has an object in 'a'; it must be a string."},

      // Names.
      {"NameTwice", with(good + "," + good, 8), "w", "The header names 'w' twice."},
      {"MetadataTwice", with(kMetadataEntry, 0), "__metadata__", "The header names '__metadata__' twice."},
      {"MetadataKeyTwice", file_of(R"({"__metadata__":{"a":"1","a":"2"}})"), "__metadata__",
       "'__metadata__' has 'a' twice."},
      {"DtypeTwice", file_of(R"({"w":{"dtype":"F32","dtype":"F16"}})"), "w", "'w' has 'dtype' twice."},
      {"NameTooLong", file_of("{\"" + repeated("w", 257) + "\":1}"), "header",
       "The header holds a name of 257 bytes; at most 256 are read."},
      {"UnknownKey", file_of(R"({"w":{"stride":[1]}})"), "w", "tensor 'w' has an unknown key 'stride'"},

      // A tensor's entry.
      {"MetadataNoObject", file_of(R"({"__metadata__":1})"), "__metadata__",
       "'__metadata__' is a number; it must be an object."},
      {"MetadataNoString", file_of(R"({"__metadata__":{"a":1}})"), "__metadata__",
       "'__metadata__' has a number in 'a'; it must be a string."},
      {"TensorNoObject", file_of(R"({"w":[1]})"), "w", "'w' is a list; it must be an object."},
      {"TensorNull", file_of(R"({"w":null})"), "w", "'w' is null; it must be an object."},
      {"NoDtype", file_of(R"({"w":{"shape":[1],"data_offsets":[0,4]}})"), "w", "tensor 'w' has no dtype."},
      {"NoShape", file_of(R"({"w":{"dtype":"F32","data_offsets":[0,4]}})"), "w", "tensor 'w' has no shape."},
      {"NoOffsets", file_of(R"({"w":{"dtype":"F32","shape":[1]}})"), "w",
       "tensor 'w' needs two data_offsets, begin and end."},
      {"OneOffset", one("\"F32\"", "[1]", "[0]", 4), "w",
       "tensor 'w' needs two data_offsets, begin and end."},
      {"ThreeOffsets", one("\"F32\"", "[1]", "[0,4,8]", 4), "w",
       "tensor 'w' has more than 2 numbers in data_offsets."},
      {"UnknownDtype", one("\"BF16\"", "[1]", "[0,2]", 2), "w",
       "tensor 'w' has the unknown dtype 'BF16'; F32 and F16 are known."},
      {"UnknownDtypeTooLongToRepeat", one('"' + repeated("x", 1000) + '"', "[1]", "[0,2]", 2), "w",
       "tensor 'w' has the unknown dtype; F32 and F16 are known."},
      {"DtypeANumber", one("32", "[1]", "[0,4]", 4), "w",
       "'w' has a number in 'dtype'; it must be a string."},
      {"DtypeAList", one("[\"F32\"]", "[1]", "[0,4]", 4), "w",
       "'w' has a list in 'dtype'; it must be a string."},
      {"ShapeAString", one("\"F32\"", "\"1\"", "[0,4]", 4), "w",
       "'w' has a string in 'shape'; it must be a list of integers."},
      {"ShapeOfStrings", one("\"F32\"", "[\"1\"]", "[0,4]", 4), "w",
       "'w' has a string in 'shape'; it must be a list of integers."},
      {"ShapeANumber", one("\"F32\"", "1", "[0,4]", 4), "w",
       "'w' has a number in 'shape'; it must be a list of integers."},
      {"ShapeNegative", one("\"F32\"", "[-1]", "[0,4]", 4), "w",
       "tensor 'w' has a negative number in shape."},
      {"ShapeFraction", one("\"F32\"", "[1.0]", "[0,4]", 4), "w",
       "tensor 'w' has a number in shape that is no integer up to 2^53."},
      {"ShapeBeyond64Bits", one("\"F32\"", "[18446744073709551616]", "[0,4]", 4), "w",
       "tensor 'w' has a number in shape that is no integer up to 2^53."},
      {"ShapeBoolean", one("\"F32\"", "[true]", "[0,4]", 4), "w",
       "'w' has a boolean in 'shape'; it must be a list of integers."},
      {"ShapeOfNineNumbers", one("\"F32\"", "[1,1,1,1,1,1,1,1,1]", "[0,4]", 4), "w",
       "tensor 'w' has more than 8 numbers in shape."},

      // Sizes.
      {"ShapeTimesTypeOverflows", one("\"F32\"", "[9007199254740992,4096]", "[0,0]", 0), "w",
       "tensor 'w' has a shape whose size overflows."},
      {"ShapeOverflowsToFour", one("\"F32\"", "[4294967296,4294967296,1]", "[0,4]", 4), "w",
       "tensor 'w' has a shape whose size overflows."},
      {"ShapeOverSigned", one("\"F16\"", "[0,9223372036854775808]", "[0,0]", 0), "w",
       "tensor 'w' has a number in shape that is no integer up to 2^53."},
      {"SizeTooSmall", one("\"F32\"", "[3]", "[0,8]", 8), "w",
       "tensor 'w' needs 12 bytes by its shape and dtype, but its offsets span 8."},
      {"SizeOfTheOtherDtype", one("\"F16\"", "[2]", "[0,8]", 8), "w",
       "tensor 'w' needs 4 bytes by its shape and dtype, but its offsets span 8."},
      {"ScalarTooLong", one("\"F32\"", "[]", "[0,8]", 8), "w",
       "tensor 'w' needs 4 bytes by its shape and dtype, but its offsets span 8."},

      // Offsets.
      {"EndsBeforeItBegins", one("\"F32\"", "[1]", "[4,0]", 4), "w", "tensor 'w' ends before it begins."},
      {"PastTheEnd", one("\"F32\"", "[2]", "[0,8]", 4), "w",
       "tensor 'w' reaches past the end of the data of 4 bytes."},
      {"OffsetsHuge", one("\"F32\"", "[1]", "[18446744073709551612," + huge + "]", 4), "w",
       "tensor 'w' has a number in data_offsets that is no integer up to 2^53."},
      {"OffsetNegative", one("\"F32\"", "[1]", "[-4,0]", 4), "w",
       "tensor 'w' has a negative number in data_offsets."},
      {"HoleAtTheStart", one("\"F32\"", "[1]", "[4,8]", 8), "w",
       "There is a hole of 4 bytes before tensor 'w'."},
      {"HoleInTheMiddle",
       with(tensor_entry("v", "\"F32\"", "[1]", "[0,4]") + "," + tensor_entry("w", "\"F16\"", "[1]", "[6,8]"),
            8),
       "w", "There is a hole of 2 bytes before tensor 'w'."},
      {"Overlap",
       with(
           tensor_entry("w", "\"F32\"", "[2]", "[2,10]") + "," + tensor_entry("v", "\"F32\"", "[1]", "[0,4]"),
           10),
       "w", "tensor 'w' overlaps the tensor before it."},
      {"SameData",
       with(tensor_entry("v", "\"F32\"", "[1]", "[0,4]") + "," + tensor_entry("w", "\"F32\"", "[1]", "[0,4]"),
            4),
       "w", "tensor 'w' overlaps the tensor before it."},
      {"TrailingBytes", one("\"F32\"", "[1]", "[0,4]", 5), "data", "1 bytes follow the last tensor."},

      // Contents.
      {"NoChecksum", file_of("{" + good + "}", Bytes(8)), "checksum", "The metadata have no checksum"},
      {"ChecksumTooShort", file_of(R"({"__metadata__":{"checksum":"12"}})"), "checksum",
       "The checksum must be 16 lower-case hexadecimal digits."},
      {"ChecksumInCapitals", file_of(R"({"__metadata__":{"checksum":"ABCDEF0123456789"}})"), "checksum",
       "The checksum must be 16 lower-case hexadecimal digits."},
      {"ChecksumEscaped", file_of(R"({"__metadata__":{"checksum":"\u0030000000000000000"}})"), "checksum",
       "The checksum must be 16 lower-case hexadecimal digits."},
      {"DamagedData", damaged_data, "checksum", "The file is damaged: its checksum is "},
      {"NaN", with_float(NAN), "w", "tensor 'w' holds a value that is not finite, at index 1."},
      {"Infinity", with_float(-INFINITY), "w", "tensor 'w' holds a value that is not finite, at index 1."},
      {"HalfNaN", with_half(0x7E01), "w", "tensor 'w' holds a value that is not finite, at index 0."},
      {"HalfInfinity", with_half(0xFC00), "w", "tensor 'w' holds a value that is not finite, at index 0."},
  };
}

class HostileFile : public testing::TestWithParam<Hostile> {};

TEST_P(HostileFile, HasItsOwnError) {
  const auto read = read_safetensors(GetParam().file);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "bad_weights");
  EXPECT_EQ(read.error().field, GetParam().field);
  EXPECT_EQ(read.error().message.substr(0, GetParam().message.size()), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(Files, HostileFile, testing::ValuesIn(hostile_files()),
                         [](const testing::TestParamInfo<Hostile>& test) { return test.param.name; });

TEST(HostileFileHelpers, BuildGoodFilesToo) {  // so that each file above is broken in its own way only
  const auto read = read_safetensors(with(tensor_entry("w", "\"F32\"", "[2]", "[0,8]"), 8));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->find("w")->data, (std::vector<float>{0, 0}));
  EXPECT_TRUE(read_safetensors(with_half(0x3C00)));
  EXPECT_TRUE(read_safetensors(with_float(1)));
}

// ---- Random damage ----

class Mutator {
 public:
  explicit Mutator(std::uint32_t seed) : random_(seed) {}

  void mutate(Bytes& file) {
    switch (below(6)) {
      case 0:
        flip_bit(file);
        break;
      case 1:
        overwrite(file);
        break;
      case 2:
        truncate(file);
        break;
      case 3:
        insert(file);
        break;
      case 4:
        erase(file);
        break;
      default:
        copy_within(file);
        break;
    }
  }

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

 private:
  /// JSON's own characters break more interesting things than random bytes do.
  std::byte byte() {
    constexpr std::string_view syntax = "{}[]\",:-0123456789eE. tfn\\";
    return below(2) ? static_cast<std::byte>(syntax[below(syntax.size())])
                    : static_cast<std::byte>(below(256));
  }

  void flip_bit(Bytes& file) {
    if (!file.empty()) file[below(file.size())] ^= static_cast<std::byte>(1U << below(8));
  }
  void overwrite(Bytes& file) {
    if (!file.empty()) file[below(file.size())] = byte();
  }
  void truncate(Bytes& file) { file.resize(below(file.size() + 1)); }
  void insert(Bytes& file) {
    file.insert(file.begin() + static_cast<std::ptrdiff_t>(below(file.size() + 1)), 1 + below(3), byte());
  }
  void erase(Bytes& file) {
    if (file.empty()) return;
    const std::size_t begin = below(file.size());
    const std::size_t end = std::min(file.size(), begin + 1 + below(8));
    file.erase(file.begin() + static_cast<std::ptrdiff_t>(begin),
               file.begin() + static_cast<std::ptrdiff_t>(end));
  }
  void copy_within(Bytes& file) {
    if (file.size() < 16) return;
    const std::size_t length = 1 + below(8);
    const Bytes piece(file.begin(), file.end());
    const std::size_t from = below(file.size() - length);
    std::copy_n(piece.begin() + static_cast<std::ptrdiff_t>(from), length,
                file.begin() + static_cast<std::ptrdiff_t>(below(file.size() - length)));
  }

  std::mt19937 random_;
};

TEST(Safetensors, RandomDamageIsNeverAccepted) {
  const Safetensors original = example();
  const Bytes intact = written(original);
  Mutator mutator(20240917);
  int refused = 0;
  for (int round = 0; round < 20000; ++round) {
    Bytes file = intact;
    for (std::size_t changes = 1 + mutator.below(3); changes > 0; --changes) mutator.mutate(file);
    const auto read = read_safetensors(file);
    if (read) {
      ASSERT_TRUE(equal(*read, original)) << "round " << round;
    } else {
      ASSERT_EQ(read.error().code, "bad_weights") << "round " << round;
      ASSERT_FALSE(read.error().message.empty()) << "round " << round;
      ++refused;
    }
  }
  EXPECT_GT(refused, 19000);
}

TEST(Safetensors, DamageUnderACorrectChecksumGivesNothingUnsound) {
  // Past the checksum stands the parser alone: whatever it lets through must be consistent.
  Bytes intact = written(example());
  const std::string_view text(reinterpret_cast<const char*>(intact.data()), intact.size());
  const std::size_t digits = text.find("\"checksum\":\"") + 12;
  std::memset(intact.data() + digits, '0', 16);
  Mutator mutator(31);
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    Bytes file = intact;
    mutator.mutate(file);
    const std::string_view mutated(reinterpret_cast<const char*>(file.data()), file.size());
    if (mutated.find("\"checksum\":\"0000000000000000\"") == std::string_view::npos) continue;
    const auto read = read_safetensors(sealed(std::move(file)));
    if (!read) continue;
    ++accepted;
    for (const Tensor& tensor : read->tensors) {
      std::size_t count = 1;
      for (const std::int64_t extent : tensor.shape) count *= static_cast<std::size_t>(extent);
      ASSERT_EQ(tensor.data.size(), count);
      for (const float value : tensor.data) ASSERT_TRUE(std::isfinite(value));
    }
  }
  EXPECT_GT(accepted, 2000);
}

}  // namespace
}  // namespace mixgrad
