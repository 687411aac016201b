// An answer on its way to JavaScript: JSON text in which every number is its index in a list beside the text.
// So numbers arrive as they are, and none is printed and parsed.
#pragma once

#include <vector>

#include "text/json_writer.h"

namespace mixgrad::requests {

class Answer : public JsonWriter {
 public:
  const std::vector<double>& numbers() const { return numbers_; }

 protected:
  void write_number(double number) override {
    write(std::to_string(numbers_.size()));
    numbers_.push_back(number);
  }

 private:
  std::vector<double> numbers_;
};

}  // namespace mixgrad::requests
