// AdamW: Loshchilov, Hutter, "Decoupled weight decay regularization", ICLR 2019, arXiv:1711.05101,
// with an exponential moving average of the weights, which is what is evaluated and shipped.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "network/parameters.h"

namespace mixgrad::train {

struct AdamSettings {
  double beta1 = 0.9;
  double beta2 = 0.99;
  double epsilon = 1e-8;
  double weight_decay = 0.01;    ///< On matrices, not on biases.
  double gradient_clip = 1.0;    ///< Largest norm of the whole gradient.
  double average_decay = 0.998;  ///< Of the moving average, per step.
};

/// A step whose gradient is not finite would lead nowhere; it is skipped and counted.
struct AdamSteps {
  int taken = 0;
  int skipped = 0;
  int skipped_in_a_row = 0;
};

class Adam {
 public:
  Adam(const ParameterSet<float>& parameters, AdamSettings settings)
      : settings_(settings), average_(parameters) {
    for (const auto& p : parameters.all) {
      first_.emplace_back(p.value.size(), 0.0f);
      second_.emplace_back(p.value.size(), 0.0f);
    }
  }

  /// One step along `gradient[i]` (null where a parameter was not used) for every parameter i.
  void step(ParameterSet<float>& parameters, const std::vector<const float*>& gradient,
            double learning_rate) {
    double squared_norm = 0;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      if (!gradient[i]) continue;
      for (std::size_t j = 0; j < parameters.all[i].value.size(); ++j)
        squared_norm += double(gradient[i][j]) * gradient[i][j];
    }
    const double norm = std::sqrt(squared_norm);
    if (!std::isfinite(norm)) {
      ++steps_.skipped, ++steps_.skipped_in_a_row;
      return;
    }
    const float clip =
        static_cast<float>(norm > settings_.gradient_clip ? settings_.gradient_clip / norm : 1.0);

    const int step = ++steps_.taken;
    steps_.skipped_in_a_row = 0;
    const float b1 = static_cast<float>(settings_.beta1), b2 = static_cast<float>(settings_.beta2);
    const float rate = static_cast<float>(learning_rate / (1 - std::pow(settings_.beta1, step)));
    const float correction = static_cast<float>(1 / (1 - std::pow(settings_.beta2, step)));
    // The average forgets its start quickly at first.
    const float keep = static_cast<float>(std::min(settings_.average_decay, (1.0 + step) / (10.0 + step)));
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      auto& p = parameters.all[i];
      const float decay = p.rows == 1 ? 0.0f : static_cast<float>(learning_rate * settings_.weight_decay);
      float* w = p.value.data();
      float* mean = average_.all[i].value.data();
      for (std::size_t j = 0; j < p.value.size(); ++j) {
        if (gradient[i]) {
          const float g = clip * gradient[i][j];
          first_[i][j] = b1 * first_[i][j] + (1 - b1) * g;
          second_[i][j] = b2 * second_[i][j] + (1 - b2) * g * g;
          w[j] -= decay * w[j] +
                  rate * first_[i][j] /
                      (std::sqrt(correction * second_[i][j]) + static_cast<float>(settings_.epsilon));
        }
        mean[j] += (1 - keep) * (w[j] - mean[j]);
      }
    }
    parameters.refresh_transposed();
  }

  const ParameterSet<float>& average() const { return average_; }
  void restart_average(const ParameterSet<float>& parameters) { average_ = parameters; }

  /// Calls visit(name, values) for all that a checkpoint must hold besides the weights and the step counts.
  template <class Visit>
  void for_each_moment(const Visit& visit) {
    for (std::size_t i = 0; i < first_.size(); ++i) {
      visit("first." + average_.all[i].name, first_[i]);
      visit("second." + average_.all[i].name, second_[i]);
      visit("average." + average_.all[i].name, average_.all[i].value);
    }
  }
  const AdamSteps& steps() const { return steps_; }
  void set_steps(const AdamSteps& steps) { steps_ = steps; }

 private:
  AdamSettings settings_;
  ParameterSet<float> average_;
  std::vector<std::vector<float>> first_, second_;
  AdamSteps steps_;
};

}  // namespace mixgrad::train
