// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup_keys.h"

#include "archive/sha256.h"
#include "base/error.h"
#include "sys/files.h"
#include "vault/secret_file.h"

#include <charconv>
#include <functional>

namespace khronika::app {

namespace {

constexpr std::size_t largest_key_file = std::size_t{1} << 16;

/// Each line that is neither empty nor a comment, with its number.
void each_line(std::string_view bytes, const std::function<void(std::size_t number, std::string_view line)>& take)
{
    for (std::size_t number = 1; !bytes.empty(); ++number) {
        const std::size_t end = bytes.find('\n');
        std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
            line.remove_suffix(1);
        }
        if (!line.empty() && line.front() != '#') {
            take(number, line);
        }
    }
}

vault::AgeRecipient recipient_or_fail(std::string_view text, const std::string& where)
{
    const auto recipient = vault::parse_age_recipient(text);
    if (!recipient) {
        throw UsageError(fmt::format("{}: '{}' is no recipient; it must be an X25519 key of age's, age1…", where, text));
    }
    return *recipient;
}

} // namespace

vault::AgeLock backup_lock(sys::Files& files, const BackupLockOptions& options)
{
    std::vector<vault::AgeRecipient> recipients;
    for (const std::string& text : options.recipients) {
        recipients.push_back(recipient_or_fail(text, "--recipient"));
    }
    if (!options.recipients_file.empty()) {
        each_line(sys::read_all(files, options.recipients_file, largest_key_file), [&](std::size_t number, std::string_view line) {
            recipients.push_back(recipient_or_fail(line, fmt::format("{}:{}", options.recipients_file, number)));
        });
    }
    if (recipients.empty() == options.passphrase_file.empty()) {
        throw UsageError(
            "say who may open the backup: --recipient age1… (or --recipients-file), or --backup-passphrase-file, and not both");
    }
    if (!recipients.empty()) {
        return recipients;
    }
    return vault::read_passphrase_file(files, options.passphrase_file);
}

vault::AgeKey backup_key(sys::Files& files, const BackupKeyOptions& options)
{
    if (options.identity_files.empty() == options.passphrase_file.empty()) {
        throw UsageError("say how to open the backup: --identity FILE, or --backup-passphrase-file FILE, and not both");
    }
    if (!options.passphrase_file.empty()) {
        return vault::read_passphrase_file(files, options.passphrase_file);
    }
    std::vector<vault::AgeIdentity> identities;
    for (const std::string& path : options.identity_files) {
        const vault::Secret bytes = vault::read_secret_file(files, path, largest_key_file);
        each_line(bytes.view(), [&](std::size_t number, std::string_view line) {
            auto identity = vault::AgeIdentity::parse(line);
            if (!identity) {
                fail("{}:{}: is no identity; a line must be AGE-SECRET-KEY-1…, as age-keygen writes it", path, number);
            }
            identities.push_back(std::move(*identity));
        });
    }
    return vault::AgeKey(std::move(identities));
}

KnownState parse_known_state(const std::string& text)
{
    const std::size_t colon = text.find(':');
    const std::string size = text.substr(0, colon);
    KnownState out;
    const auto read = std::from_chars(size.data(), size.data() + size.size(), out.entries);
    if (colon != std::string::npos) {
        out.root = text.substr(colon + 1);
    }
    if (read.ec != std::errc{} || read.ptr != size.data() + size.size() || size.empty() ||
        (colon != std::string::npos && !archive::hash_from_hex(out.root))) {
        throw UsageError(fmt::format("--at-least {}: is neither SIZE nor SIZE:ROOT (64 hexadecimal digits)", text));
    }
    return out;
}

} // namespace khronika::app
