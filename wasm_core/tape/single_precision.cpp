// The operations of every prediction, compiled for speed.
#include "tape/operations.h"

namespace mixgrad {

template Var matmul(Tape<float>&, Var, Var);
template Var silu(Tape<float>&, Var);

}  // namespace mixgrad
