# On the machine itself: the trainer, the tests, the benchmark and the golden answers.
find_package(Threads REQUIRED)

target_link_libraries(molecule PUBLIC species_compiled_in)

mixgrad_library(train DEPENDS design Threads::Threads)
mixgrad_program(mixgrad_train wasm_core/train/main.cpp LINK train)

if(MIXGRAD_TESTS)
  find_package(GTest REQUIRED)
  enable_testing()
  include(GoogleTest)

  # One program per file: a test that does not build takes no other with it.
  file(GLOB tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/core/*_test.cpp)
  foreach(test IN LISTS tests)
    get_filename_component(name ${test} NAME_WE)
    add_executable(${name} ${test})
    target_link_libraries(${name} PRIVATE train diagrams GTest::gtest_main)
    target_compile_definitions(${name} PRIVATE MIXGRAD_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    gtest_discover_tests(${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} DISCOVERY_TIMEOUT 60)
  endforeach()

  mixgrad_program(mixgrad_bench tests/benchmark/*.cpp LINK design phase)
  mixgrad_program(mixgrad_golden tests/golden/*.cpp LINK requests)
endif()
