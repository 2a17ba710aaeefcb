// SPDX-License-Identifier: GPL-3.0-or-later
// The texts by which logs speak to the outside, of C2SP: the checkpoint (c2sp.org/tlog-checkpoint), the proof that an entry
// stands in a log (c2sp.org/tlog-proof) and the proof that one state grew out of another (the body of an add-checkpoint
// request, c2sp.org/tlog-witness).
#pragma once

#include "archive/sha256.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::archive {

/// What is signed: `ORIGIN\nSIZE\nBASE64 OF ROOT\n`.
struct CheckpointText {
    std::string origin; ///< the log's name
    std::uint64_t size = 0;
    Hash root{};
    bool operator==(const CheckpointText&) const = default;
};

[[nodiscard]] std::string to_text(const CheckpointText& checkpoint);
/// Throws Error that begins with `where`. Lines beyond the third are refused: this program signs none.
[[nodiscard]] CheckpointText parse_checkpoint_text(std::string_view text, std::string_view where);

/// The part of a signed checkpoint ahead of its signatures: the lines up to the first blank one.
[[nodiscard]] std::string_view signed_part(std::string_view note);

struct EntryProof {
    std::uint64_t index = 0;
    std::vector<Hash> steps; ///< from the leaf's sibling up
    std::string extra;       ///< the entry's bytes; empty where they are not part of it
    std::string checkpoint;  ///< the signed note, verbatim
    bool operator==(const EntryProof&) const = default;
};

[[nodiscard]] std::string to_text(const EntryProof& proof);
/// Throws Error that begins with `where`; judges neither steps nor signatures.
[[nodiscard]] EntryProof parse_entry_proof(std::string_view bytes, std::string_view where);
/// True where the entry's hash leads to the checkpoint's root.
[[nodiscard]] bool holds(const EntryProof& proof, const CheckpointText& checkpoint, const Hash& leaf);

struct GrowthProof {
    std::uint64_t old_size = 0;
    std::vector<Hash> steps;
    std::string checkpoint; ///< of the later state, the signed note
    bool operator==(const GrowthProof&) const = default;
};

[[nodiscard]] std::string to_text(const GrowthProof& proof);
/// Throws Error that begins with `where`.
[[nodiscard]] GrowthProof parse_growth_proof(std::string_view bytes, std::string_view where);

} // namespace khronika::archive
