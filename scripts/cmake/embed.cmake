# cmake -DINPUT=x.json -DOUTPUT=x.json.cpp -DHEADER=folder/x.h -DFUNCTION=x -P embed.cmake
#
# Defines `std::string_view mixgrad::data::x()`. Characters one by one: compilers limit the length of a string literal.
get_filename_component(name ${INPUT} NAME)
file(READ ${INPUT} bytes HEX)
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
std::string_view ${FUNCTION}() { return {bytes, sizeof bytes}; }
}  // namespace mixgrad::data
")
