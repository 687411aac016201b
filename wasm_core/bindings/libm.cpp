// The C library's exp and log, replaced in WebAssembly.
#include "exp_log.h"

extern "C" double exp(double x) { return mixgrad::compact_exp(x); }
extern "C" double log(double x) { return mixgrad::compact_log(x); }
