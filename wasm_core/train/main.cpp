// mixgrad_train: trains and evaluates the model. `scripts/train` is the way to call it.
#include <cstdio>

#include "train/commands.h"

int main(int argc, char** argv) {
  using namespace mixgrad;
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty() || words[0] == "--help") {
    std::fputs(train::usage().c_str(), words.empty() ? stderr : stdout);
    return words.empty() ? 2 : 0;
  }
  const Status status = train::run_command(words);
  if (status) return 0;
  const Error& error = status.error();
  std::fprintf(stderr, "mixgrad_train: %s: %s\n", error.field.c_str(), error.message.c_str());
  return error.code == "bad_argument" ? 2 : 1;
}
