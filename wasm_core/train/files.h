// Whole files: read at once, replaced at a stroke.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "result.h"

namespace mixgrad::train {

/// Errors (`bad_file`): cannot be read. The field is the path, here and below.
Result<std::string> read_file(const std::string& path);

/// A file that holds one JSON object. Errors: cannot be read, is not a JSON object.
Result<nlohmann::json> read_json_object(const std::string& path);

/// Whether `write_file` could write there; asked before a run that takes hours.
Status check_writable(const std::string& path);

/// Written beside the file and then renamed, so that there is always a whole one, old or new.
Status write_file(const std::string& path, std::string_view contents);

}  // namespace mixgrad::train
