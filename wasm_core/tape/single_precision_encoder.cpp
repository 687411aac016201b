// The operations that are needed once per molecule or pair, compiled for size.
#include "tape/operations.h"

namespace mixgrad {

template Var add(Tape<float>&, Var, Var);
template Var add_row(Tape<float>&, Var, Var);
template Var multiply(Tape<float>&, Var, Var);
template Var scale(Tape<float>&, Var, float);
template Var scale_rows(Tape<float>&, Var, Var);
template Var rms_norm(Tape<float>&, Var);
template Var gather_rows(Tape<float>&, Var, const std::int32_t*, int);
template Var scatter_sum_rows(Tape<float>&, Var, const std::int32_t*, int);

}  // namespace mixgrad
