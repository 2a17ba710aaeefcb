// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of app::Archive share; not for others.
#pragma once

#include "app/archive.h"
#include "app/archive_check.h"
#include "app/layout.h"
#include "archive/checkpoint.h"
#include "archive/fingerprint.h"
#include "archive/items.h"
#include "archive/manifest.h"
#include "archive/merkle.h"
#include "sys/clock.h"
#include "sys/files.h"
#include "sys/randomness.h"

#include <optional>

namespace khronika::app {

struct Archive::Impl {
    Services services;
    std::string folder;
    std::string by;
    archive::Manifest manifest;
    archive::ItemStore items;
    sys::UlidMaker ids;
    std::unique_ptr<sys::Lock> lock; ///< null where open to read
    std::optional<store::Archive> store;
    archive::Tree tree;
    std::vector<store::Subtree> subtrees; ///< of the whole tree, where it is made anew
    std::string reason;                   ///< `why` of each entry from now on
    std::unique_ptr<sys::Sink> checkpoints;
    std::vector<std::string> notices;
    bool fingerprint_stands = false;
    bool changed = false;    ///< close() has work to do
    bool broken = false;     ///< nothing more may be appended
    bool grouped = false;    ///< between begin_group() and end_group()
    std::uint64_t lines = 0; ///< of the checkpoint file since it was written anew

    Impl(const Services& given, std::string in_folder, std::string acting);

    [[nodiscard]] std::string path(const std::string& name) const { return sys::join(folder, name); }
    void expect_writable() const;
    /// Ahead of the first change.
    void remove_fingerprint();
    void add_checkpoint();
    /// Makes the tables anew from the journal, whose tree is `tree` with `subtrees`.
    void remake_tables();
};

/// Throws Error where `folder` holds no archive, or one of a newer format.
[[nodiscard]] archive::Manifest read_manifest(sys::Files& files, const std::string& folder);
/// Empty where there is no such file.
[[nodiscard]] archive::CheckpointFile read_checkpoints(sys::Files& files, const std::string& folder);

} // namespace khronika::app
