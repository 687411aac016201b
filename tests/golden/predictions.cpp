// Answers requests natively: a line {"method", "request"} in, a line with the answer out.
//
//   mixgrad_golden weights/mixgrad.safetensors <requests >answers
//
// For predictions.mjs beside this file.
#include <fstream>
#include <iostream>
#include <iterator>

#include "answer.h"

int main(int argc, char** argv) {
  using nlohmann::json;
  if (argc != 2) {
    std::cerr << "usage: mixgrad_golden WEIGHTS\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::vector<char> weights{std::istreambuf_iterator<char>(file), {}};
  mixgrad::requests::Session session;
  const json loaded = json::parse(session.load(std::as_bytes(std::span(weights))), nullptr, false);
  if (loaded.contains("error")) {
    std::cerr << argv[1] << ": " << loaded["error"]["message"] << '\n';
    return 1;
  }
  for (std::string line; std::getline(std::cin, line);) {
    const json call = json::parse(line, nullptr, false);
    std::cout << mixgrad::golden::answer(session, call["method"].get<std::string>(), call["request"]) << '\n';
  }
}
