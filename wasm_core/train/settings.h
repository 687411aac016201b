// Training settings and splits as JSON files.
#pragma once

#include <string>
#include <vector>

#include "result.h"
#include "train/trainer.h"

namespace mixgrad::train {

/// Reads settings; unknown keys are errors. `overrides` are "key=value" strings, applied after the file.
Result<Settings> read_settings(const std::string& path, const std::vector<std::string>& overrides);

/// All settings as JSON text, as `read_settings` reads them.
std::string settings_to_json(const Settings& settings);

/// Reads the folds of one protocol from the file that `scripts/calisol23 --splits` writes; the training rows
/// are all rows that are none of test, validation and unused. Errors: missing protocol, row out of range,
/// overlap.
Result<std::vector<Split>> read_splits(const std::string& path, const std::string& protocol, int rows);

}  // namespace mixgrad::train
