// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/checkpoint.h"
#include "archive/merkle.h"
#include "archive/tiles.h"
#include "store/archive.h"

#include <functional>
#include <vector>

namespace khronika::app {

struct JournalCheck {
    std::vector<store::Damage> journal; ///< entries, gaps, and checkpoints that the journal does not bear out
    std::vector<store::Damage> tree;    ///< the stored tree, which the entries give anew
    archive::Tree computed;             ///< over the entries' bytes
    std::vector<store::Subtree> subtrees;
};

/// Hashes every entry and the tree, and holds them against the stored hashes and every checkpoint. `beside` is given each
/// entry too, so that the journal is read once.
[[nodiscard]] JournalCheck check_journal(const store::Archive& store, const archive::CheckpointFile& checkpoints,
                                         const std::function<void(const store::Entry&)>& beside = {});

/// The journal and every row of the tables.
[[nodiscard]] std::vector<store::Damage> check_content(const store::Archive& store, const archive::CheckpointFile& checkpoints);
/// The same, after the database's own integrity.
[[nodiscard]] std::vector<store::Damage> check_database(const store::Archive& store, const archive::CheckpointFile& checkpoints);

[[nodiscard]] store::TreeHead head_of(const archive::Tree& tree);
[[nodiscard]] std::vector<store::Subtree> rows_of(const std::vector<archive::FullSubtree>& subtrees);
/// Of the journal as it stands: roots and proofs without hashing it. `store` must outlive it.
[[nodiscard]] archive::TreeReader tree_reader(const store::Archive& store);

} // namespace khronika::app
