# Eigen and nlohmann_json, header-only, from the system's packages for every target alike. They are
# linked into a folder of their own, because /usr/include itself must never reach the wasm compiler.
set(headers ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${headers})

function(mixgrad_header_library name probe package)
  find_path(${name}_ROOT ${probe} PATH_SUFFIXES eigen3 NO_CMAKE_FIND_ROOT_PATH
            PATHS /usr/include /usr/local/include /opt/homebrew/include)
  if(NOT ${name}_ROOT)
    message(FATAL_ERROR "${probe} was not found: install ${package}, or set ${name}_ROOT to the folder that holds ${name}/.")
  endif()
  file(CREATE_LINK ${${name}_ROOT}/${name} ${headers}/${name} SYMBOLIC)
endfunction()

mixgrad_header_library(Eigen Eigen/Core libeigen3-dev)
mixgrad_header_library(nlohmann nlohmann/json.hpp nlohmann-json3-dev)

add_library(headers INTERFACE)
target_include_directories(headers SYSTEM INTERFACE ${headers})
# Malformed input is rejected by json::parse(…, nullptr, false), never by an exception.
target_compile_definitions(headers INTERFACE JSON_NOEXCEPTION JSON_DIAGNOSTICS=0)
