// SPDX-License-Identifier: GPL-3.0-or-later
// What a container holds, as its reader hands it out: part by part, in runs of bytes, so that a container of a gigabyte is
// read in little memory.
#pragma once

#include "base/span.h"
#include "model/item.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

/// One part, before its bytes.
struct PartHead {
    std::string path;               ///< within the container; whatever the container says, so never a path to write to
    std::string name;               ///< a file's name, for its ending; may be empty
    std::string media_type;         ///< where its bytes alone do not tell it (`message/rfc822`); empty: by the bytes
    std::optional<Span> span;       ///< of the container's bytes, where the part's bytes stand there as they are
    Metadata stated;                ///< what the container says of it
    std::string date;               ///< when the container took it: RFC 3339; may be empty
    std::vector<std::string> media; ///< files beside the container that belong to the part, as it names them
    bool readable = true;           ///< false for what holds no text worth reading: a style sheet, an answer of 404
};

/// Takes parts one after another: begin, bytes any number of times, end or abandon.
class PartSink {
public:
    virtual ~PartSink() = default;
    virtual void begin(const PartHead& head) = 0;
    virtual void bytes(std::string_view run) = 0;
    virtual void end() = 0;
    /// What was begun is no part after all: it broke off, or went beyond a bound.
    virtual void abandon() = 0;
    /// What a person should know: what was left out and why, a digest that does not match.
    virtual void note(const std::string& words) = 0;
};

/// Each is named where it bites.
struct PartLimits {
    std::uint64_t parts = 1'000'000;
    std::uint64_t part_bytes = 1ULL << 30U;
    std::uint64_t total_bytes = 8ULL << 30U;
    std::uint64_t notes = 1000;
    std::uint64_t ratio = 250;                  ///< of a packed part's bytes to those in the container ...
    std::uint64_t ratio_from_bytes = 8U << 20U; ///< ... once it is as large as this
};

/// Holds parts to the limits on their way to a sink, and counts them.
class Parts {
public:
    Parts(PartSink& sink, const PartLimits& limits) : m_sink(sink), m_limits(limits) {}

    /// False where a limit keeps the part out; nothing more is then to be done for it.
    [[nodiscard]] bool begin(PartHead head);
    /// False where a limit put an end to the part.
    bool add(std::string_view run);
    void end();
    /// The part that was begun is left out, for `reason`. False where none was.
    bool abandon(std::string_view reason);
    /// A part that is not even begun.
    void leave_out(std::string_view path, std::string_view reason);
    void note(std::string_view words);
    /// The notes beyond the limit, by number. Called once, at the end.
    void finish();
    /// A whole part at once.
    void put(PartHead head, std::string_view bytes);

    [[nodiscard]] const PartLimits& limits() const { return m_limits; }
    [[nodiscard]] std::uint64_t kept() const { return m_kept; }
    [[nodiscard]] std::uint64_t left_out() const { return m_left_out; }

private:
    PartSink& m_sink;
    PartLimits m_limits;
    std::string m_path; ///< of the part that is begun
    bool m_begun = false;
    std::uint64_t m_size = 0;
    std::uint64_t m_total = 0;
    std::uint64_t m_kept = 0;
    std::uint64_t m_left_out = 0;
    std::uint64_t m_notes = 0;
    std::uint64_t m_beyond = 0; ///< parts beyond the number
};

} // namespace khronika::readers
