// What a network learns from: one kind of data with its batches, its loss and its error.
#pragma once

#include "model/architecture.h"
#include "random.h"

namespace mixgrad::train {

class Task {
 public:
  virtual ~Task() = default;

  /// Batches that show every training row, or system, once.
  virtual int batches() const = 0;

  /// Puts what is to be drawn in a new order.
  virtual void shuffle(Random& random) = 0;

  /// Draws the next batch and writes the molecules that it needs.
  virtual void draw(GraphBatch<float>& molecules) = 0;

  /// The loss of the batch drawn last, 1 × 1.
  /// @param molecules that draw() wrote   @param atoms their states, from the trunk
  virtual Var loss(Tape<float>& tape, BoundParameters<float>& bound, const Architecture<float>& network,
                   const GraphBatch<float>& molecules, Var atoms) = 0;

  /// Mean error of the ensemble on the validation rows, in units in which 1 is a fair error.
  virtual double validation_error(const Architecture<float>& network) const = 0;
};

}  // namespace mixgrad::train
