// SPDX-License-Identifier: GPL-3.0-or-later
// Files in the age format, version 1 (age-encryption.org/v1, C2SP), for recipients with X25519 keys or for a passphrase
// (scrypt). A header wraps a random file key for each recipient and is authenticated by it; the payload is cut into chunks
// of 64 KiB, each sealed with ChaCha20-Poly1305, the last one marked, so that a truncated file is told from a whole one.
//
// An X25519 recipient's key is public: that a file opens says nothing of who made it.
//
// Rejected: a format of our own; whoever has nothing but Debian's `age` must be able to open what we made.
#pragma once

#include "sys/files.h"
#include "vault/secret.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace khronika::sys {
class Random;
}

namespace khronika::vault {

/// A public key: `age1…`.
struct AgeRecipient {
    std::array<std::uint8_t, 32> point{};
    bool operator==(const AgeRecipient&) const = default;
};

/// Absent where `text` is no X25519 recipient of age's.
[[nodiscard]] std::optional<AgeRecipient> parse_age_recipient(std::string_view text);
[[nodiscard]] std::string to_string(const AgeRecipient& recipient);

/// The secret half: `AGE-SECRET-KEY-1…`.
class AgeIdentity {
public:
    [[nodiscard]] static AgeIdentity make(sys::Random& random);
    /// Absent where `text` is no identity.
    [[nodiscard]] static std::optional<AgeIdentity> parse(std::string_view text);

    [[nodiscard]] AgeRecipient recipient() const;
    [[nodiscard]] const Secret& scalar() const { return m_scalar; }
    [[nodiscard]] Secret to_text() const;

private:
    explicit AgeIdentity(Secret scalar) : m_scalar(std::move(scalar)) {}
    Secret m_scalar;
};

/// For whom a file is sealed: one or more recipients, or a passphrase.
using AgeLock = std::variant<std::vector<AgeRecipient>, Secret>;
/// With what it is opened.
using AgeKey = std::variant<std::vector<AgeIdentity>, Secret>;

/// The logarithm of scrypt's cost: 2^18 takes 256 MiB and about a second, as age has it; more than the greatest, which takes
/// 1 GiB, is refused when a file is opened.
inline constexpr int age_usual_cost = 18;
inline constexpr int age_greatest_cost = 20;

/// Takes bytes and writes the sealed file to another sink; one chunk is in memory.
class AgeWriter : public sys::Sink {
public:
    /// Writes the header. Throws Error where there is no recipient.
    AgeWriter(sys::Sink& out, const AgeLock& lock, sys::Random& random, int cost = age_usual_cost);
    ~AgeWriter() override;
    void write(std::string_view bytes) override;
    /// Writes the last chunk; nothing may be written after it. Without it, the file is truncated.
    void finish();
    void sync() override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Reads the bytes of a sealed file; one chunk is in memory. Every byte that it gives is authenticated, and that the file is
/// whole is known when read() gives 0.
class AgeReader : public sys::Source {
public:
    /// Reads the header. Throws Error that begins with `name` and says whether the file is none of age's, altered, or sealed
    /// for another key. `from` must outlive this object.
    AgeReader(sys::Source& from, const AgeKey& key, std::string name);
    ~AgeReader() override;
    /// Throws Error where the file is altered or truncated.
    [[nodiscard]] std::size_t read(std::span<char> buffer) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::vault
