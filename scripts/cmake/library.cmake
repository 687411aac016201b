# mixgrad_library(<folder> [DEPENDS <folder>...])
#
# One library for wasm_core/<folder>. Sources are found, so that adding a file needs no edit; a folder
# with headers alone is a library too. The core is compiled without exceptions: errors are values.
function(mixgrad_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS")
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/wasm_core/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")

  if(sources)
    set(scope PUBLIC)
    add_library(${folder} STATIC ${sources})
    target_compile_options(${folder} PRIVATE -fno-exceptions)
  else()
    set(scope INTERFACE)
    add_library(${folder} INTERFACE)
  endif()
  target_include_directories(${folder} ${scope} ${PROJECT_SOURCE_DIR}/wasm_core)
  target_link_libraries(${folder} ${scope} ${arg_DEPENDS} headers options)
endfunction()

# mixgrad_program(<name> <pattern> LINK <library>...)
#
# A program from the sources that match the pattern; none, no program.
function(mixgrad_program name pattern)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINK")
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${pattern})
  if(sources)
    add_executable(${name} ${sources})
    target_compile_options(${name} PRIVATE -fno-exceptions)
    target_link_libraries(${name} PRIVATE ${arg_LINK})
  endif()
endfunction()
