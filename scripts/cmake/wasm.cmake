# For the browser, a worker and Node: build/wasm/mixgrad.wasm, which is given species.json, and phase.wasm, which loads
# when a phase diagram is asked for.
set(stack_size $<IF:$<VERSION_LESS:${EMSCRIPTEN_VERSION},3.1.25>,TOTAL_STACK,STACK_SIZE>=1MB)

# The phase engine and the tape's operations of every prediction are compiled for speed, all else for size. (-O2,
# because all that -O3 adds is size.)
foreach(folder tape phase)
  target_compile_options(${folder} PRIVATE -O2)
endforeach()
target_compile_options(tape PRIVATE -fno-vectorize)  # loops: the products are vectors by hand
set_source_files_properties(wasm_core/tape/single_precision_encoder.cpp PROPERTIES COMPILE_OPTIONS -Oz)
foreach(folder text molecule model design requests diagrams)
  target_compile_options(${folder} PRIVATE -Oz)
endforeach()

# Of each module there is nothing but the .wasm: web/mixgrad/module.js starts it. It wants next to nothing from its
# host, so the JavaScript that Emscripten would put around it is 3 kB that do nothing.
mixgrad_program(mixgrad wasm_core/bindings/*.cpp LINK requests)
mixgrad_program(phase_module wasm_core/bindings/phase/*.cpp LINK diagrams)
set_target_properties(phase_module PROPERTIES OUTPUT_NAME phase)
target_sources(phase_module PRIVATE wasm_core/bindings/libm.cpp)
foreach(module mixgrad phase_module)
  set_target_properties(${module} PROPERTIES SUFFIX .wasm)
  target_compile_options(${module} PRIVATE -Oz)
  target_link_options(${module} PRIVATE
    --no-entry
    -sSTANDALONE_WASM
    -sALLOW_MEMORY_GROWTH
    -sMALLOC=emmalloc       # small
    -sFILESYSTEM=0
    -s${stack_size})
endforeach()

# The native benchmark's sources, for Node. A folder of its own, because it is a CommonJS module.
mixgrad_program(mixgrad_bench tests/benchmark/*.cpp LINK design phase species_compiled_in)
if(TARGET mixgrad_bench)
  set_target_properties(mixgrad_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench)
  target_sources(mixgrad_bench PRIVATE wasm_core/bindings/libm.cpp)  # as in the module that is measured
  target_compile_options(mixgrad_bench PRIVATE -Oz)
  target_link_options(mixgrad_bench PRIVATE
    -sENVIRONMENT=node
    -sNODERAWFS
    -sWASM_ASYNC_COMPILATION=0
    -sALLOW_MEMORY_GROWTH
    -s${stack_size})
  file(WRITE ${PROJECT_BINARY_DIR}/bench/package.json "{ \"type\": \"commonjs\" }\n")
endif()
