// SPDX-License-Identifier: GPL-3.0-or-later
// The file `SHA256SUMS`: the hashes of the archive's own files as they were when the last writer ended, in the form of
// `sha256sum`, so that `sha256sum -c SHA256SUMS` checks them without Khronika. It is removed before the first change and
// written after a clean end: where it is absent, the last writer did not end cleanly or is still at work.
//
// Rejected: hashing each page of the database, which would tell where a bit flipped but which nothing else can check.
#pragma once

#include <string>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::archive {

inline constexpr const char* fingerprint_name = "SHA256SUMS";

/// Of these files of `folder`, in this order.
[[nodiscard]] std::string make_fingerprint(sys::Files& files, const std::string& folder, const std::vector<std::string>& names);

enum class FingerprintState { absent, holds, broken };

struct FingerprintReport {
    FingerprintState state = FingerprintState::absent;
    std::vector<std::string> problems; ///< one for each file that differs, is missing or is not listed as it should be
};

/// Compares the files with the fingerprint of `folder`, which must list exactly `names`. Begins anew where a writer
/// removes or renews the fingerprint in the meantime.
[[nodiscard]] FingerprintReport check_fingerprint(sys::Files& files, const std::string& folder, const std::vector<std::string>& names);

} // namespace khronika::archive
