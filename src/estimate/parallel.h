// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace khronika::estimate {

/// Calls `work(i)` for i = 0 ... count-1 on `threads` threads (0: as many as the machine has). Each call must write to
/// places of its own index only: then the result is the same at any number of threads. The first exception is thrown on.
void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

} // namespace khronika::estimate
