// What mixgrad_train does.
#pragma once

#include <span>
#include <string>

#include "train/arguments.h"

namespace mixgrad::train {

/// Every command with its options.
std::string usage();

/// Runs `words[0]`, with the rest as its options. Errors: an unknown command, a bad argument, and whatever
/// goes wrong in the command.
Status run_command(std::span<const std::string> words);

/// Cross-validates one protocol with one variant; writes its figures and held-out rows.
Status evaluate(const Arguments& arguments);
Status evaluate_mixtures(const Arguments& arguments);
/// The same for the surroundings of Li⁺, on the embeddings of a finished model.
Status evaluate_solvation(const Arguments& arguments);
Status pretrain(const Arguments& arguments);
/// Fits the 90 % interval to held-out rows, measures its coverage; writes both.
Status calibrate(const Arguments& arguments);
/// Trains on all rows and writes the model file.
Status ship(const Arguments& arguments);
/// Trains on all rows of a table, then climbs from several mixtures to the highest conductivity; writes where
/// to.
Status ascend(const Arguments& arguments);
/// Learns the surroundings of Li⁺ on top of a finished model, which stays as it is; writes both.
Status ship_solvation(const Arguments& arguments);

}  // namespace mixgrad::train
