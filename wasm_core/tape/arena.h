// Bump allocation for one evaluation: reset, not freed, so that only the first evaluation allocates.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace mixgrad {

class Arena {
 public:
  /// Uninitialised room for `count` objects of trivial type T, aligned for SIMD; valid until reset().
  template <class T>
  T* allocate(std::size_t count) {
    return reinterpret_cast<T*>(allocate_bytes(count * sizeof(T)));
  }

  /// Forgets everything, keeps the memory. After an evaluation that needed several blocks they are
  /// replaced by one of their total size, so the next evaluation of that size allocates nothing.
  void reset() {
    if (blocks_.size() > 1) {
      const std::size_t total = capacity_bytes();
      blocks_.clear();
      add_block(total);
    }
    used_ = 0;
  }

  std::size_t capacity_bytes() const {
    std::size_t total = 0;
    for (const Block& block : blocks_) total += block.size;
    return total;
  }

 private:
  static constexpr std::size_t kAlignment = 64;
  static constexpr std::size_t kFirstBlock = 1 << 16;

  struct Block {
    std::unique_ptr<std::byte[]> memory;
    std::byte* begin;  // aligned
    std::size_t size;
  };

  std::byte* allocate_bytes(std::size_t bytes) {
    bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (blocks_.empty() || used_ + bytes > blocks_.back().size) {
      const std::size_t doubled = blocks_.empty() ? kFirstBlock : 2 * blocks_.back().size;
      add_block(bytes > doubled ? bytes : doubled);
      used_ = 0;
    }
    std::byte* result = blocks_.back().begin + used_;
    used_ += bytes;
    return result;
  }

  void add_block(std::size_t size) {
    // make_unique would zero the block; the memory is written before it is read.
    std::unique_ptr<std::byte[]> memory(new std::byte[size + kAlignment]);
    const auto address = reinterpret_cast<std::size_t>(memory.get());
    std::byte* begin = memory.get() + (kAlignment - address % kAlignment) % kAlignment;
    blocks_.push_back({std::move(memory), begin, size});
  }

  std::vector<Block> blocks_;
  std::size_t used_ = 0;  // in the last block
};

}  // namespace mixgrad
