// Weights in the safetensors format (https://github.com/huggingface/safetensors): 8 bytes little-endian
// header length, JSON header, raw little-endian data.
//
// Stricter than the format: the data have neither holes nor overlaps, all values are finite, tensors
// are F32 or F16, and the metadata must hold `checksum`: 16 lower-case hexadecimal digits, the FNV-1a
// 64-bit hash of the whole file with these digits taken as zeros.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"

namespace mixgrad {

enum class Dtype { f32, f16 };  ///< How a tensor is stored.

struct Tensor {
  std::string name;
  Dtype dtype = Dtype::f32;
  std::vector<std::int64_t> shape;  ///< Empty for a scalar.
  std::vector<float> data;          ///< Row-major, product(shape) values, whatever the dtype.
};

struct Safetensors {
  std::map<std::string, std::string> metadata;  ///< `__metadata__`, less the checksum.
  std::vector<Tensor> tensors;                  ///< In the order of their data.

  /// Null if there is none of this name.
  const Tensor* find(std::string_view name) const;
};

/// Trusts nothing: any bytes give either tensors or an error, and nothing is allocated on the file's
/// word alone.
/// Errors: `bad_weights`; the field is the tensor's name, `header`, `data` or `checksum`.
Result<Safetensors> read_safetensors(std::span<const std::byte> file);

/// The reader's inverse; the checksum is added.
/// Errors: `bad_weights` for what the reader would refuse: names that repeat or are reserved, a shape
/// that does not fit the data, values that are not finite in their dtype.
Result<std::vector<std::byte>> write_safetensors(const Safetensors& contents);

}  // namespace mixgrad
