#include "train/commands.h"

#include <vector>

namespace mixgrad::train {
namespace {

struct Command {
  std::string name;
  Status (*run)(const Arguments&);
  std::vector<Option> options;
};

const std::vector<Command>& commands() {
  using Kind = Option::Kind;
  const Option data{"data", "the cleaned rows, as scripts/calisol23 writes them", Kind::required};
  const Option settings{"settings", "the training settings, a JSON file", Kind::required};
  const Option set{"set", "key=value, a setting in place of the file's", Kind::any_number};
  const Option work{"work", "a folder for checkpoints, from which a run that was cut off goes on",
                    Kind::optional};
  static const std::vector<Command> all = {
      {"evaluate",
       evaluate,
       {data,
        {"splits", "the folds, as scripts/calisol23 writes them", Kind::required},
        {"protocol", "the name of a protocol of the splits", Kind::required},
        settings,
        {"out", "the file for figures and held-out rows", Kind::required},
        set,
        work,
        {"start", "weights that pretrain wrote, to start from", Kind::optional},
        {"threads", "how many folds to train at a time; all cores if not given", Kind::optional}}},
      {"evaluate-mixtures",
       evaluate_mixtures,
       {{"data", "the folder that scripts/mixture-data writes", Kind::required},
        {"protocol", "the name of a protocol of the splits", Kind::required},
        settings,
        {"out", "the file for figures and held-out rows", Kind::required},
        set,
        {"threads", "how many folds to train at a time; all cores if not given", Kind::optional}}},
      {"evaluate-solvation",
       evaluate_solvation,
       {{"model", "a model file, whose embeddings are learned on", Kind::required},
        {"data", "the folder that scripts/solvation-data writes", Kind::required},
        {"protocol", "the name of a protocol of the splits", Kind::required},
        {"on", "test, or validation: to choose settings by; test if not given", Kind::optional},
        {"out", "the file for the held-out rows", Kind::required},
        {"threads", "how many folds to train at a time; all cores if not given", Kind::optional}}},
      {"pretrain",
       pretrain,
       {{"data", "the folder that scripts/mixture-data writes", Kind::required},
        settings,
        {"out", "the file for the weights", Kind::required},
        set}},
      {"calibrate",
       calibrate,
       {{"rows", "a file that evaluate wrote; may be given again for more protocols", Kind::one_or_more},
        {"mixture-rows", "a file that evaluate-mixtures wrote; may be given again", Kind::any_number},
        {"out", "the file for the calibration and its coverage", Kind::required}}},
      {"ship",
       ship,
       {data,
        settings,
        {"calibration", "the file that calibrate wrote", Kind::required},
        {"mixtures", "the folder that scripts/mixture-data writes", Kind::required},
        {"start", "the weights that pretrain wrote from it", Kind::required},
        {"out", "the model file, .safetensors", Kind::required},
        set,
        work,
        {"version", "the version of the weights; 0.1.0 if not given", Kind::optional},
        {"revision", "the git revision of the trainer; unknown if not given", Kind::optional}}},
      {"ascend",
       ascend,
       {data,
        settings,
        {"study", "the systems and where to begin, a JSON file", Kind::required},
        {"out", "the file for where every ascent ends", Kind::required},
        set}},
      {"ship-solvation",
       ship_solvation,
       {{"model", "the model file that ship wrote", Kind::required},
        {"data", "the folder that scripts/solvation-data writes", Kind::required},
        {"rows", "a file that evaluate-solvation wrote; may be given again", Kind::one_or_more},
        {"calibration", "the file for the intervals and their coverage", Kind::required},
        {"out", "the model file with heads for solvation", Kind::required}}},
  };
  return all;
}

}  // namespace

std::string usage() {
  std::string text;
  for (const Command& command : commands()) {
    text += "mixgrad_train " + command.name + "\n";
    for (const Option& option : command.options) {
      const std::string name = "--" + option.name;
      text +=
          "  " + name + std::string(16 - name.size(), ' ') + option.meaning +
          (option.kind == Option::Kind::required || option.kind == Option::Kind::one_or_more ? " (required)"
                                                                                             : "") +
          "\n";
    }
  }
  return text;
}

Status run_command(std::span<const std::string> words) {
  std::string known;
  for (const Command& command : commands()) {
    known += (known.empty() ? "" : ", ") + command.name;
    if (words.empty() || words[0] != command.name) continue;
    const auto arguments = Arguments::parse(words.subspan(1), command.options);
    return arguments ? command.run(*arguments) : arguments.error();
  }
  const std::string name = words.empty() ? "" : words[0];
  return Error{"bad_argument", "command", "'" + name + "' is none of " + known};
}

}  // namespace mixgrad::train
