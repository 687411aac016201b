# The built-in library as one file, species.json: `[species.json, species_graphs.json]` of wasm_core/molecule. The
# browser loads it beside the core; programs have it compiled in.
set(species_file ${PROJECT_BINARY_DIR}/species.json)
set(species_inputs ${PROJECT_SOURCE_DIR}/wasm_core/molecule/species.json
                   ${PROJECT_SOURCE_DIR}/wasm_core/molecule/species_graphs.json)
set(species_scripts ${PROJECT_SOURCE_DIR}/scripts/cmake/join.cmake ${PROJECT_SOURCE_DIR}/scripts/cmake/embed.cmake)
add_custom_command(
  OUTPUT ${species_file} ${species_file}.cpp
  COMMAND ${CMAKE_COMMAND} "-DINPUTS=${species_inputs}" -DOUTPUT=${species_file}
          -P ${PROJECT_SOURCE_DIR}/scripts/cmake/join.cmake
  COMMAND ${CMAKE_COMMAND} -DINPUT=${species_file} -DOUTPUT=${species_file}.cpp -DHEADER=molecule/species_data.h
          -DFUNCTION=species -P ${PROJECT_SOURCE_DIR}/scripts/cmake/embed.cmake
  DEPENDS ${species_inputs} ${species_scripts}
  VERBATIM
  COMMENT "Joining the library of species")
add_custom_target(species_json ALL DEPENDS ${species_file})

add_library(species_compiled_in STATIC ${species_file}.cpp)
target_include_directories(species_compiled_in PRIVATE ${PROJECT_SOURCE_DIR}/wasm_core)
target_link_libraries(species_compiled_in PRIVATE options)
