// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/checkpoint.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace khronika::archive {

namespace {

std::optional<Checkpoint> parse_line(std::string_view line)
{
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) {
        return std::nullopt;
    }
    Checkpoint out;
    const auto read = std::from_chars(line.data(), line.data() + space, out.size);
    const auto root = hash_from_hex(line.substr(space + 1));
    if (read.ec != std::errc{} || read.ptr != line.data() + space || !root) {
        return std::nullopt;
    }
    out.root = *root;
    return out;
}

} // namespace

std::string checkpoint_line(const Checkpoint& checkpoint)
{
    return fmt::format("{} {}\n", checkpoint.size, hex(checkpoint.root));
}

CheckpointFile parse_checkpoints(std::string_view bytes)
{
    CheckpointFile out;
    std::size_t number = 0;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        if (end == std::string_view::npos) {
            out.unfinished = true;
            break;
        }
        ++number;
        // A last line of which not every byte reached the medium: what did not is a hole.
        if (end + 1 == bytes.size() && bytes.find('\0') != std::string_view::npos) {
            out.unfinished = true;
            break;
        }
        if (const auto checkpoint = parse_line(bytes.substr(0, end))) {
            out.checkpoints.push_back(*checkpoint);
        } else {
            out.damaged_lines.push_back(number);
        }
        bytes.remove_prefix(end + 1);
    }
    return out;
}

} // namespace khronika::archive
