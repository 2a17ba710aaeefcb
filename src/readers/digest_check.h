// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace khronika::readers {

/// Holds bytes against a digest that a container states: `sha1:BASE32`, `sha256:HEX`, `md5:HEX` and the like, each in base 32 or hex.
class DigestCheck {
public:
    /// A check of an empty or unknown label matches anything.
    explicit DigestCheck(std::string_view stated);
    ~DigestCheck();
    DigestCheck(DigestCheck&&) noexcept;
    DigestCheck& operator=(DigestCheck&&) = delete;

    void add(std::string_view run);
    /// Called once, after the last byte.
    [[nodiscard]] bool matches();
    /// A digest was stated in a form that is known here.
    [[nodiscard]] bool known() const { return m_context != nullptr; }

private:
    struct Context;
    std::unique_ptr<Context> m_context;
    std::string m_wanted;
};

} // namespace khronika::readers
