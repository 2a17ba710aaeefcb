// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace khronika::readers {

/// Blocking reads and writes of whole lengths; false at the end of the stream or on an error.
[[nodiscard]] bool read_all(int descriptor, char* out, std::size_t size);
[[nodiscard]] bool write_all(int descriptor, std::string_view bytes);
/// The length that begins a frame; absent at the end of the stream. A descriptor that came with it is put into `file`.
[[nodiscard]] std::optional<std::uint64_t> read_length(int socket, int& file);
/// The same where none can come.
[[nodiscard]] std::optional<std::uint64_t> read_length(int descriptor);
/// Sends `bytes` with a descriptor; false on an error.
[[nodiscard]] bool send_with_descriptor(int socket, std::string_view bytes, int descriptor);
[[nodiscard]] std::string length_bytes(std::uint64_t length);

} // namespace khronika::readers
