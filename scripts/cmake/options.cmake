# How everything is compiled.
add_library(options INTERFACE)
target_compile_options(options INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # False alarms in optimised code: std::string (GCC bug 105651), std::optional (GCC bug 80635).
  target_compile_options(options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(MIXGRAD_WERROR)
  target_compile_options(options INTERFACE -Werror)
endif()

# Native and WASM agree because neither may fuse a multiplication with an addition. Nor -ffast-math:
# it would remove the guards against NaN. Without traps, which nothing here asks for, GCC vectorises more.
target_compile_options(options INTERFACE -fno-trapping-math)
if(MIXGRAD_NATIVE_ARCH)
  target_compile_options(options INTERFACE -march=native -ffp-contract=fast)
else()
  target_compile_options(options INTERFACE -ffp-contract=off)
endif()

if(MIXGRAD_SANITIZE)
  set(sanitizers -fsanitize=address,undefined,float-cast-overflow -fno-sanitize-recover=all)
  target_compile_options(options INTERFACE ${sanitizers} -fno-omit-frame-pointer)
  target_link_options(options INTERFACE ${sanitizers})
  target_compile_definitions(options INTERFACE _GLIBCXX_ASSERTIONS)
endif()

if(EMSCRIPTEN)
  # At -Oz link-time optimisation saves 5 % of the size; at -O3 it would cost a fifth. Emscripten takes -Oz to
  # mean no inlining at all, but what is smaller inlined than called should be: that saves 8 %, and time.
  # At link time calls stay calls unless inlining makes them smaller by far: 2 %. No type information: 1 %.
  # Browsers with SIMD have bulk memory too: without it the gradient takes a third longer.
  set(features -msimd128 -mbulk-memory -mnontrapping-fptoint)
  # Equal constants need no addresses of their own.
  target_compile_options(options INTERFACE
    ${features} -flto -finline-functions -fno-rtti -fno-threadsafe-statics -fmerge-all-constants)
  target_link_options(options INTERFACE ${features} -flto -Oz -Wl,-mllvm,-inline-threshold=-60)
  # Binaryen once more, on its flat form and with the control flow made anew: 1 %. Functions that
  # are called most come first, so that their numbers are short: 1 %.
  set(passes --always-inline-max-function-size=6 --flatten --rereloop -Oz -Oz -Oz --reorder-functions)
  list(JOIN passes , passes)
  target_link_options(options INTERFACE -sBINARYEN_EXTRA_PASSES=${passes})
endif()
