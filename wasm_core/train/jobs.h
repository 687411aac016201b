// Runs independent jobs on all cores.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace mixgrad::train {

/// Calls job(i) for i in 0 … count − 1 on `threads` threads, in order of i as threads come free.
inline void run_jobs(int count, int threads, const std::function<void(int)>& job) {
  std::atomic<int> next{0};
  std::vector<std::thread> workers;
  for (int t = 0; t < threads && t < count; ++t) {
    workers.emplace_back([&] {
      for (int i = next++; i < count; i = next++) job(i);
    });
  }
  for (auto& worker : workers) worker.join();
}

}  // namespace mixgrad::train
