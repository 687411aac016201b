# Toolchain file: hands over to the one of the Emscripten on the PATH, wherever that is installed.
find_program(EM_CONFIG em-config NO_CMAKE_FIND_ROOT_PATH)
if(NOT EM_CONFIG)
  message(FATAL_ERROR "Emscripten was not found: install the package emscripten (3.1.6 or newer), or activate an emsdk.")
endif()
execute_process(COMMAND ${EM_CONFIG} EMSCRIPTEN_ROOT OUTPUT_VARIABLE emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE)
include(${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)
