// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace khronika::readers {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KHRONIKA_ADDRESS_SANITIZER
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define KHRONIKA_ADDRESS_SANITIZER
#endif

/// A sanitizer reserves terabytes of address space, and asks through a pipe whether memory is readable: a build with one
/// has a looser sandbox, and is for tests alone.
#ifdef KHRONIKA_ADDRESS_SANITIZER
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

} // namespace khronika::readers
