#include "train/files.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace mixgrad::train {
namespace {

Error bad_file(const std::string& path, const std::string& message) { return {"bad_file", path, message}; }

}  // namespace

Result<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path, ignored)) return bad_file(path, "cannot be read");
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

Result<nlohmann::json> read_json_object(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return text.error();
  nlohmann::json parsed = nlohmann::json::parse(*text, nullptr, false);
  if (!parsed.is_object()) return bad_file(path, "is not a JSON object");
  return parsed;
}

Status check_writable(const std::string& path) {
  std::error_code ignored;
  const std::filesystem::path target(path);
  const std::filesystem::path folder = target.has_parent_path() ? target.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, ignored))
    return bad_file(path, "cannot be written: there is no folder " + folder.string());
  if (std::filesystem::is_directory(target, ignored))
    return bad_file(path, "cannot be written: it is a folder");
  if (::access(folder.c_str(), W_OK) != 0)
    return bad_file(path, "cannot be written: no permission to write into " + folder.string());
  return {};
}

Status write_file(const std::string& path, std::string_view contents) {
  if (const Status writable = check_writable(path); !writable) return writable;
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary);
  file.write(contents.data(), static_cast<std::streamsize>(contents.size()));
  file.close();
  std::error_code failure;
  if (file) std::filesystem::rename(part, path, failure);
  if (file && !failure) return {};
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  return bad_file(path, "cannot be written" + (failure ? ": " + failure.message() : std::string()));
}

}  // namespace mixgrad::train
