// SPDX-License-Identifier: GPL-3.0-or-later
// Signed checkpoints of the journal and the timestamps over them.
//
//   checkpoint_signed       size, root, key, note
//   checkpoint_timestamped  size, authority, stamped_at, reply (base64 of the RFC 3161 response)
//
// The note and the reply stand in the journal, and as files in checkpoints/ for other programs: SIZE, SIZE.N.tsr.
#pragma once

#include "app/archive.h"
#include "app/signing_key.h"

#include <cstdint>
#include <string>
#include <vector>

namespace khronika::app {

inline constexpr const char* checkpoints_name = "checkpoints";

struct SignedReport {
    std::uint64_t size = 0;
    std::string root; ///< hex
    std::string note;
    bool fresh = false; ///< false where nothing was appended since the last one, which is given again
    std::vector<std::string> notices;
};

/// Signs the journal as it stands. `state` is the folder of last_signed.h, empty for none. Before anything is signed, the
/// journal is proved to extend every checkpoint that was signed before; throws Error that names the later or other state
/// where it does not, and signs nothing. When it returns, the signature is recorded in both places and in the journal.
[[nodiscard]] SignedReport sign_checkpoint(const Services& services, Archive& archive, const vault::SigningKey& key,
                                           const std::string& state);

/// Writes each file of checkpoints/ that the journal knows and that is not there. Gives their number.
std::uint64_t write_checkpoint_files(const Services& services, const Archive& archive);

/// The names of those files and their bytes, by the journal.
struct CheckpointFileBytes {
    std::string name;
    std::string bytes;
};
[[nodiscard]] std::vector<CheckpointFileBytes> checkpoint_files(const store::Archive& store);

/// The signed checkpoint of that size; the latest for 0. Throws UsageError where there is none.
[[nodiscard]] store::SignedCheckpoint find_checkpoint(const store::Archive& store, std::uint64_t size);

} // namespace khronika::app
