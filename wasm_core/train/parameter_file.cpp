#include "train/parameter_file.h"

#include "model/safetensors.h"
#include "train/files.h"

namespace mixgrad::train {

Status write_parameters(const std::string& path, const ParameterSet<float>& parameters) {
  Safetensors file;
  for (const auto& p : parameters.all)
    file.tensors.push_back({p.name, Dtype::f32, {p.rows, p.cols}, p.value});
  const auto bytes = write_safetensors(file);
  if (!bytes) return bytes.error();
  return write_file(path, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

Result<ParameterSet<float>> read_parameters(const std::string& path) {
  const auto content = read_file(path);
  if (!content) return content.error();
  const auto file = read_safetensors(std::as_bytes(std::span(*content)));
  if (!file) return Error{"bad_file", path, file.error().message};
  ParameterSet<float> parameters;
  for (const Tensor& tensor : file->tensors) {
    if (tensor.shape.size() != 2) return Error{"bad_file", path, tensor.name + " should be a matrix"};
    const ParameterId id =
        parameters.declare(tensor.name, static_cast<int>(tensor.shape[0]), static_cast<int>(tensor.shape[1]));
    parameters.all[static_cast<std::size_t>(id)].value = tensor.data;
  }
  return parameters;
}

}  // namespace mixgrad::train
