// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a JSON file things stand, found in one pass and no memory, so that an export of a gigabyte is cut into its messages as the
// bytes that they are. What is cut out is parsed by a library; this only counts brackets and quotes.
#pragma once

#include "base/span.h"

#include <functional>
#include <string>
#include <string_view>

namespace khronika::readers {

class JsonScan {
public:
    explicit JsonScan(std::string_view file, std::size_t at = 0) : m_file(file), m_at(at) {}

    /// The value that begins here, of any kind, passed over. Throws Error that gives the byte where it is malformed or breaks off.
    Span value();
    /// Calls `take` with each key (as written, between its quotes) of the object that begins here; `take` must pass over the value by
    /// this scan, or it is passed over here where it says false.
    void members(const std::function<bool(std::string_view key)>& take);
    /// The same for the elements of an array; `take` must pass over each.
    void elements(const std::function<void()>& take);
    /// The first byte of the next value; 0 at the end.
    char next();
    [[nodiscard]] std::size_t at() const { return m_at; }

private:
    void expect(char wanted);
    Span string();
    [[noreturn]] void broken(const char* what) const;

    std::string_view m_file;
    std::size_t m_at;
};

} // namespace khronika::readers
