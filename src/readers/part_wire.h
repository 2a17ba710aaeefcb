// SPDX-License-Identifier: GPL-3.0-or-later
// How a worker hands parts to the program: frames (readers/wire.h), each a number that says what it is, and what belongs to
// it. The last frame is the reading.
#pragma once

#include "readers/part.h"
#include "readers/wire.h"

#include <functional>
#include <string>
#include <string_view>

namespace khronika::readers {

inline constexpr std::size_t longest_run = 1U << 18U;

/// In the worker: turns parts into frames, each handed to `write`.
class PartPacker : public PartSink {
public:
    explicit PartPacker(std::function<void(const std::string& frame)> write) : m_write(std::move(write)) {}
    void begin(const PartHead& head) override;
    void bytes(std::string_view run) override;
    void end() override;
    void abandon() override;
    void note(const std::string& words) override;
    void finish(const Reading& reading);

private:
    std::function<void(const std::string& frame)> m_write;
};

/// In the program: takes frames and calls a sink. Throws Error for a frame that is malformed, out of order or beyond the limits,
/// for the worker may have been taken over.
class PartUnpacker {
public:
    PartUnpacker(PartSink& sink, const PartLimits& limits, std::uint64_t source_size);
    /// The reading, with the last frame.
    [[nodiscard]] std::optional<Reading> take(std::string_view frame);
    /// A part is begun and not ended.
    [[nodiscard]] bool in_part() const { return m_in_part; }

private:
    void take_head(std::string_view payload);
    void take_run(std::string_view run);
    void take_note(std::string_view payload);

    PartSink& m_sink;
    PartLimits m_limits;
    std::uint64_t m_source_size;
    bool m_in_part = false;
    std::uint64_t m_size = 0;
    std::uint64_t m_total = 0;
    std::uint64_t m_parts = 0;
    std::uint64_t m_notes = 0;
};

} // namespace khronika::readers
