// SPDX-License-Identifier: GPL-3.0-or-later
// A package of evidence, checked without the archive that made it.
#pragma once

#include "app/package_source.h"
#include "store/archive.h"
#include "vault/signing.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace khronika::app {

struct PackageCheck {
    std::vector<store::Damage> damages;
    std::vector<std::string> notes; ///< what could not be looked at, and what the reader must compare
    std::string title;
    std::uint64_t files = 0;   ///< hashed
    std::uint64_t items = 0;   ///< whose bytes have the hash that the journal gives
    std::uint64_t texts = 0;   ///< equal to what the journal says was read
    std::uint64_t quotes = 0;  ///< found word for word at their place in a text
    std::uint64_t entries = 0; ///< shown to be in the journal's tree
    std::string root;          ///< of that tree, hex
    std::string signer;        ///< the verifier key whose signature stands over the package; empty where unsigned

    [[nodiscard]] bool sound() const { return damages.empty(); }
};

/// Checks a bag: manifests, items, texts, claims, proofs, signature. Where `keys` are given, a package that none of
/// them signed is damaged. What is wrong is in the result, each named.
[[nodiscard]] PackageCheck check_bag(PackageSource& source, std::span<const vault::VerifierKey> keys);
/// The same of a WACZ.
[[nodiscard]] PackageCheck check_wacz(PackageSource& source, std::span<const vault::VerifierKey> keys);

enum class PackageKind { none, bag, wacz };
/// What lies at `place`: a folder with bagit.txt, or a file that begins as a ZIP file does.
[[nodiscard]] PackageKind package_kind(sys::Files& files, const std::string& place);

/// Checks the package at `place`. A WACZ is read in a process of its own that can open and send nothing, for a ZIP file of
/// a stranger is hostile bytes; throws Error where this machine lacks what that needs.
[[nodiscard]] PackageCheck verify_package(sys::Files& files, const std::string& place, std::span<const vault::VerifierKey> keys);

} // namespace khronika::app
