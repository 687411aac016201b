# cmake -DINPUT=x.json -DOUTPUT=x.json.cpp -DHEADER=folder/x.h -P embed.cmake
#
# Members that only people read, `volume_source` and `note`, are left out. Characters one by one: compilers
# limit the length of a string literal.
get_filename_component(name ${INPUT} NAME)
string(REGEX REPLACE "[^A-Za-z0-9]" "_" symbol ${name})
file(READ ${INPUT} text)
string(REGEX REPLACE ", \"(volume_source|note)\": \"[^\"]*\"" "" text "${text}")
file(WRITE ${OUTPUT}.text "${text}")
file(READ ${OUTPUT}.text bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE ${OUTPUT} "// Made from ${name}.
#include \"${HEADER}\"

namespace mixgrad::data {
namespace {
constexpr char bytes[] = {
${bytes}
};
}  // namespace
const std::string_view ${symbol}{bytes, sizeof bytes};
}  // namespace mixgrad::data
")
