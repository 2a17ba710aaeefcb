// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace khronika::estimate {

void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work)
{
    const unsigned wanted = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    std::atomic<std::size_t> next = 0;
    std::mutex lock;
    std::exception_ptr first;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                work(i);
            } catch (...) {
                const std::scoped_lock held(lock);
                first = first ? first : std::current_exception();
                next = count;
            }
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < std::min<std::size_t>(wanted, count); ++i) {
            others.emplace_back(run);
        }
        run();
    }
    if (first) {
        std::rethrow_exception(first);
    }
}

} // namespace khronika::estimate
