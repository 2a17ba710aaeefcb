// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/last_resort.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

namespace khronika {

namespace {

std::terminate_handler before = nullptr;

[[noreturn]] void end()
{
    if (const std::exception_ptr current = std::current_exception()) {
        try {
            std::rethrow_exception(current);
        } catch (const std::bad_alloc&) {
            std::fputs(out_of_memory, stderr);
            std::_Exit(3);
        } catch (...) {
        }
    }
    if (before != nullptr) {
        before();
    }
    std::abort();
}

} // namespace

void tell_when_memory_ends()
{
    before = std::set_terminate(&end);
}

} // namespace khronika
