// SPDX-License-Identifier: GPL-3.0-or-later
// What passes between the program and its worker: frames of a length (8 bytes) and a payload of numbers (8 bytes, the
// machine's own order) and strings (length and bytes). Both ends are the same binary, so that the form needs no version.
// What a worker sends is as hostile as what it read: everything is bounded and checked, and JSON, whose parser would be
// one more thing to trust, was rejected.
#pragma once

#include "model/text.h"
#include "readers/read.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

[[nodiscard]] std::string pack_tables(const std::vector<TableFile>& files);
[[nodiscard]] std::vector<TableFile> unpack_tables(std::string_view payload);

/// What goes before the `size` bytes of the file, which end the payload and so need not be copied into it.
[[nodiscard]] std::string pack_request(const Request& request, std::uint64_t size);
/// `bytes` refers into `payload`.
struct UnpackedRequest {
    Request request;
    std::string_view bytes;
};
[[nodiscard]] UnpackedRequest unpack_request(std::string_view payload);

/// A text, or why there is none. A container has parts in place of a text, or besides.
struct Reading {
    std::optional<Text> text;
    std::string error;          ///< empty where there is a text, or a container without one
    std::string container{};    ///< the reader of the parts; empty where the item is no container
    std::uint64_t left_out = 0; ///< parts that the worker did not hand out
};

[[nodiscard]] std::string pack_reading(const Reading& reading);
/// Throws Error where the payload is malformed, not UTF-8, or has a map or boxes that do not lie within its content and
/// `source_size`.
[[nodiscard]] Reading unpack_reading(std::string_view payload, std::uint64_t source_size);

} // namespace khronika::readers
