// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/last_resort.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

namespace khronika {

namespace {

constexpr const char* error_within = "khronika: a library ended the program over an error within it, most likely because memory ran out; "
                                     "what was acknowledged is safe: free some memory and run the command again\n";

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
    } else if (std::uncaught_exceptions() > 0) {
        // A library's noexcept function that met an exception ends the program without letting it be seen.
        std::fputs(error_within, stderr);
        std::_Exit(3);
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
