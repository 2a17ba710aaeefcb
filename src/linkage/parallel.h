// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace khronika::linkage {

/// Calls `work(task, worker)` once for each task below `tasks`, on `threads` threads (at least one: the caller's). What a task
/// writes must be its own, so that results do not hang on the number of threads. Rethrows the first exception.
template <typename Work>
void run_tasks(std::size_t tasks, unsigned threads, Work work)
{
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failure_lock;
    const auto loop = [&](unsigned worker) {
        try {
            for (std::size_t task = next++; task < tasks; task = next++) {
                work(task, worker);
            }
        } catch (...) {
            next = tasks;
            const std::lock_guard lock(failure_lock);
            failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned worker = 1; worker < threads; ++worker) {
            others.emplace_back(loop, worker);
        }
        loop(0);
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

} // namespace khronika::linkage
