// SPDX-License-Identifier: GPL-3.0-or-later
// What verify_bag and verify_wacz share; not for others.
#pragma once

#include "app/verify_package.h"

#include <functional>
#include <map>
#include <string>

namespace khronika::app {

/// Runs one look at the package; what it throws over what stands there is damage at `name`.
void look_at(PackageCheck& check, const std::string& name, const std::function<void()>& look);

/// The item's SHA-256 (hex) and the size of its bytes, as found in the package.
using FoundItems = std::map<std::string, std::uint64_t>;

/// Checks what both forms hold, below `prefix`: proofs, items, texts, claims; and, where the same version made it, the
/// provenance. Adds to `check`.
void check_contents(PackageSource& source, const std::string& prefix, const FoundItems& items, PackageCheck& check);

/// Checks the signed note over the package's hash and says who signed.
void check_signature(std::string_view note, std::string_view where, const std::string& archive, const std::string& hash,
                     const std::string& stated_key, std::span<const vault::VerifierKey> wanted, PackageCheck& check);
/// For a package without a note.
void check_unsigned(const std::string& stated_key, std::span<const vault::VerifierKey> wanted, PackageCheck& check);

/// What put the ZIP file together, by datapackage.json; empty where that does not say.
[[nodiscard]] std::string zipped_by(PackageSource& source);
/// The archive's id by package.json; empty where that cannot be read.
[[nodiscard]] std::string package_archive(PackageSource& source, const std::string& prefix);
/// The key by the file `key`; empty where there is none.
[[nodiscard]] std::string package_key(PackageSource& source, const std::string& prefix);

} // namespace khronika::app
