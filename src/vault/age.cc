// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/age.h"

#include "base/error.h"
#include "sys/randomness.h"
#include "vault/age_header.h"
#include "vault/age_keys.h"

#include <sodium.h>

#include <algorithm>

namespace khronika::vault {

namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 16;
constexpr std::size_t tag_size = crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr std::size_t payload_nonce_size = 16;

/// The STREAM construction: a counter of 11 bytes and one byte that marks the last chunk are the nonce.
class Stream {
public:
    explicit Stream(Secret key) : m_key(std::move(key)) {}

    std::string seal(std::string_view plain, bool last)
    {
        std::string out(plain.size() + tag_size, '\0');
        const auto nonce = next(last);
        crypto_aead_chacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(out.data()), nullptr,
                                                  reinterpret_cast<const unsigned char*>(plain.data()), plain.size(), nullptr, 0, nullptr,
                                                  nonce.data(), m_key.bytes().data());
        return out;
    }

    std::optional<std::string> open(std::string_view sealed, bool last)
    {
        if (sealed.size() < tag_size) {
            return std::nullopt;
        }
        std::string out(sealed.size() - tag_size, '\0');
        const auto nonce = next(last);
        if (crypto_aead_chacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(out.data()), nullptr, nullptr,
                                                      reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size(), nullptr, 0,
                                                      nonce.data(), m_key.bytes().data()) != 0) {
            --m_count;
            return std::nullopt;
        }
        return out;
    }

    [[nodiscard]] std::uint64_t count() const { return m_count; }

private:
    std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> next(bool last)
    {
        std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> nonce{};
        std::uint64_t count = m_count++;
        for (std::size_t place = nonce.size() - 1; place-- > 0 && count > 0; count >>= 8U) {
            nonce[place] = static_cast<unsigned char>(count & 255U);
        }
        nonce.back() = last ? 1 : 0;
        return nonce;
    }

    Secret m_key;
    std::uint64_t m_count = 0;
};

} // namespace

struct AgeWriter::Impl {
    sys::Sink& out;
    Stream stream;
    std::string held; ///< the next chunk, sealed once it is known whether it is the last
    bool finished = false;
};

AgeWriter::AgeWriter(sys::Sink& out, const AgeLock& lock, sys::Random& random, int cost)
{
    start();
    if (const auto* recipients = std::get_if<std::vector<AgeRecipient>>(&lock); recipients != nullptr && recipients->empty()) {
        throw UsageError("a sealed file needs a recipient or a passphrase");
    }
    Secret file_key(age_file_key_size);
    random.fill(file_key.bytes());
    const std::string header = age_signed_part(wrap_file_key(file_key, lock, random, cost));
    out.write(header + " " + unpadded(age_mac(file_key, header)) + "\n");
    std::array<std::uint8_t, payload_nonce_size> nonce{};
    random.fill(nonce);
    const std::string_view nonce_view(reinterpret_cast<const char*>(nonce.data()), nonce.size());
    out.write(nonce_view);
    m_impl = std::make_unique<Impl>(Impl{out, Stream(hkdf(file_key, nonce_view, "payload")), {}});
}

AgeWriter::~AgeWriter() = default;

void AgeWriter::write(std::string_view bytes)
{
    Impl& self = *m_impl;
    while (!bytes.empty()) {
        if (self.held.size() == chunk_size) {
            self.out.write(self.stream.seal(self.held, false));
            self.held.clear();
        }
        const std::size_t taken = std::min(bytes.size(), chunk_size - self.held.size());
        self.held += bytes.substr(0, taken);
        bytes.remove_prefix(taken);
    }
}

void AgeWriter::finish()
{
    m_impl->out.write(m_impl->stream.seal(m_impl->held, true));
    m_impl->held.clear();
    m_impl->finished = true;
}

void AgeWriter::sync()
{
    m_impl->out.sync();
}

struct AgeReader::Impl {
    sys::Source& from;
    std::string name;
    std::string raw; ///< read and not yet opened
    std::optional<Stream> stream;
    std::string plain;
    std::size_t at = 0; ///< in plain
    bool ended = false;

    /// Reads until `raw` holds `size` bytes or there are no more.
    void fill(std::size_t size)
    {
        while (raw.size() < size) {
            const std::size_t before = raw.size();
            raw.resize(size);
            const std::size_t got = from.read({raw.data() + before, size - before});
            raw.resize(before + got);
            if (got == 0) {
                return;
            }
        }
    }

    AgeHeader read_header()
    {
        std::size_t size = 4096;
        while (true) {
            fill(size);
            const std::size_t end = raw.find("\n---");
            const std::size_t line_end = end == std::string::npos ? end : raw.find('\n', end + 1);
            if (line_end != std::string::npos) {
                AgeHeader out = parse_age_header(std::string_view(raw).substr(0, line_end + 1), name);
                raw.erase(0, line_end + 1);
                return out;
            }
            if (raw.size() < size || size >= longest_age_header) {
                // Names the first line that is wrong.
                (void)parse_age_header(raw.substr(0, std::min(raw.size(), longest_age_header)), name);
                fail("{}: its header has no end: the file was altered, or is none of age's", name);
            }
            size *= 2;
        }
    }

    void next_chunk()
    {
        constexpr std::size_t sealed_size = chunk_size + tag_size;
        fill(sealed_size + 1);
        const bool last = raw.size() <= sealed_size;
        const std::string_view sealed = std::string_view(raw).substr(0, sealed_size);
        auto opened = stream->open(sealed, last);
        if (!opened) {
            if (last && stream->open(sealed, false)) {
                fail("{}: is truncated: its end is missing", name);
            }
            fail("{}: was altered or truncated, at byte {} of what it holds", name, stream->count() * chunk_size);
        }
        if (last && opened->empty() && stream->count() > 1) {
            fail("{}: was altered: its last part is empty", name);
        }
        raw.erase(0, sealed.size());
        plain = std::move(*opened);
        at = 0;
        ended = last;
    }
};

AgeReader::AgeReader(sys::Source& from, const AgeKey& key, std::string name)
    : m_impl(std::make_unique<Impl>(Impl{from, std::move(name), {}, {}, {}}))
{
    start();
    Impl& self = *m_impl;
    const AgeHeader header = self.read_header();
    const Secret file_key = unwrap_file_key(header, key, self.name);
    const std::string mac = age_mac(file_key, header.signed_part);
    if (sodium_memcmp(mac.data(), header.mac.data(), mac.size()) != 0) {
        fail("{}: its header was altered", self.name);
    }
    self.fill(payload_nonce_size);
    if (self.raw.size() < payload_nonce_size) {
        fail("{}: is truncated: it ends after its header", self.name);
    }
    self.stream.emplace(hkdf(file_key, std::string_view(self.raw).substr(0, payload_nonce_size), "payload"));
    self.raw.erase(0, payload_nonce_size);
}

AgeReader::~AgeReader() = default;

std::size_t AgeReader::read(std::span<char> buffer)
{
    Impl& self = *m_impl;
    std::size_t filled = 0;
    while (filled < buffer.size()) {
        if (self.at == self.plain.size()) {
            if (self.ended) {
                break;
            }
            self.next_chunk();
            continue;
        }
        const std::size_t count = self.plain.copy(buffer.data() + filled, buffer.size() - filled, self.at);
        self.at += count;
        filled += count;
    }
    return filled;
}

} // namespace khronika::vault
