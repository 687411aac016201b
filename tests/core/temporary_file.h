// A file for one test, gone after it.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace mixgrad {

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& contents = "") { write(contents); }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }
  void write(const std::string& contents) const { std::ofstream(path_, std::ios::binary) << contents; }
  std::string read() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  // Tests run side by side: the process tells them apart, and within it the count.
  static int next() {
    static int count = 0;
    return ++count;
  }
  std::string path_ = (std::filesystem::temp_directory_path() /
                       ("mixgrad_test_" + std::to_string(::getpid()) + "_" + std::to_string(next())))
                          .string();
};

}  // namespace mixgrad
