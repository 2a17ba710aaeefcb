// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of data/, found and read once a run, so that a changed line takes effect without a build.
#pragma once

#include "language/language.h"

#include <memory>
#include <string>

namespace khronika::app {

/// The languages of a data folder with the bytes that they point into.
class Data {
public:
    /// Reads every table of `folder` (data_folder.h finds it). Throws Error naming file and line of a malformed one.
    explicit Data(const std::string& folder);
    ~Data();
    Data(Data&&) noexcept;
    Data& operator=(Data&&) noexcept;

    [[nodiscard]] const language::Languages& languages() const;

private:
    struct Impl;
    std::unique_ptr<const Impl> m_impl;
};

} // namespace khronika::app
