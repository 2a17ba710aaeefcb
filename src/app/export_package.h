// SPDX-License-Identifier: GPL-3.0-or-later
// Items out of the archive, with all that the journal says of them: docs/packages.md.
#pragma once

#include "app/archive.h"
#include "app/signing_key.h"

#include <string>
#include <vector>

namespace khronika::app {

enum class PackageForm { bag, wacz };

struct ExportRequest {
    std::string place; ///< a folder (bag) or a file (wacz) that does not exist yet
    PackageForm form = PackageForm::bag;
    std::vector<std::string> items; ///< beginnings of SHA-256; empty: all
    std::string title;
    std::string made_by; ///< program and version
    bool sign = true;    ///< with the archive's key, where it has one
    PassphraseSource passphrase;
};

struct ExportedPackage {
    std::size_t items = 0;
    std::size_t texts = 0;
    std::size_t claims = 0;
    std::size_t entries = 0;
    std::string hash;                 ///< SHA-256 (hex) of tagmanifest-sha256.txt or datapackage.json, which cover all the rest
    std::string signer;               ///< the verifier key; empty where unsigned
    std::vector<std::string> notices; ///< for standard error
};

/// Writes the package beside its place, syncs it, puts it in place and records it in the journal. Throws Error, and leaves
/// nothing, where the place is taken, an item's bytes are damaged, or it cannot be written.
[[nodiscard]] ExportedPackage export_package(const Services& services, Archive& archive, const ExportRequest& request);

/// The text that the archive's key signs over a package: `khronika-package 1`, the archive's id, `sha256:HASH`.
[[nodiscard]] std::string package_statement(const std::string& archive, const std::string& hash);

/// The name of the signed note beside a bag's manifests; in a WACZ it is the key `khronikaNote` of datapackage-digest.json.
inline constexpr const char* package_note_name = "khronika-signature.txt";

} // namespace khronika::app
