// SPDX-License-Identifier: GPL-3.0-or-later
// What collect does with an item once it is kept: reads it in the sandbox and extracts its claims.
#pragma once

#include "app/capture.h"
#include "app/collect.h"

#include <memory>

namespace khronika::app {

/// Holds one sandboxed reader and the tables; serves one thread.
class ReadingPipeline {
public:
    /// Reads the tables. Throws Error naming file and line of a malformed one.
    ReadingPipeline();
    ~ReadingPipeline();
    ReadingPipeline(const ReadingPipeline&) = delete;
    ReadingPipeline& operator=(const ReadingPipeline&) = delete;

    /// Refers to this object, which must outlive it.
    [[nodiscard]] Pipeline pipeline();
    /// The addresses of the resources in an HTTP answer that is a page; in the sandbox.
    [[nodiscard]] PageLinks links(std::string_view answer);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::app
