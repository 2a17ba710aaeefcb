// SPDX-License-Identifier: GPL-3.0-or-later
// The form in which the program and its worker speak: readers/wire.h.
#pragma once

#include "base/error.h"
#include "base/utf8.h"
#include "model/text.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace khronika::readers {

/// What came from a worker is not what a worker sends.
class MalformedAnswer : public Error {
public:
    using Error::Error;
};

/// Numbers and strings, one after another.
class Packer {
public:
    void number(std::uint64_t value)
    {
        std::array<char, sizeof value> bytes{};
        std::memcpy(bytes.data(), &value, sizeof value);
        m_out.append(bytes.data(), bytes.size());
    }
    void text(std::string_view value)
    {
        number(value.size());
        m_out.append(value);
    }
    void found(const Found& value)
    {
        text(value.value);
        text(value.from);
    }
    std::string m_out;
};

/// Takes them apart again; throws Error where they are not what they should be.
class Unpacker {
public:
    explicit Unpacker(std::string_view payload) : m_rest(payload) {}

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        if (m_rest.size() < sizeof value) {
            broken();
        }
        std::memcpy(&value, m_rest.data(), sizeof value);
        m_rest.remove_prefix(sizeof value);
        return value;
    }
    std::string_view bytes()
    {
        const std::uint64_t size = number();
        if (size > m_rest.size()) {
            broken();
        }
        const std::string_view out = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return out;
    }
    std::string text()
    {
        const std::string_view out = bytes();
        if (!utf8::valid(out)) {
            broken();
        }
        return std::string(out);
    }
    Found found()
    {
        std::string value = text();
        return {std::move(value), text()};
    }
    /// How many entries of at least `size` bytes each follow.
    std::uint64_t count(std::uint64_t size)
    {
        const std::uint64_t out = number();
        if (out > m_rest.size() / size) {
            broken();
        }
        return out;
    }
    void end() const
    {
        if (!m_rest.empty()) {
            broken();
        }
    }
    [[noreturn]] static void broken() { throw MalformedAnswer("the reader's answer is malformed; the file may be made to attack readers"); }

private:
    std::string_view m_rest;
};

} // namespace khronika::readers
