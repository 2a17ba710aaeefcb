// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/package.h"

#include <string>

namespace khronika::publish {

/// `ro-crate-metadata.json` of a package: an RO-Crate 1.1 (JSON-LD) whose entities are the files of `contents` and whose
/// actions say how each came to be: who collected an item, when and from where; which reader made a text of it; which
/// engine read its claims. Each derivation also in the terms of W3C PROV-O (`prov:wasDerivedFrom`,
/// `prov:wasGeneratedBy`, `prov:wasAssociatedWith`).
[[nodiscard]] std::string provenance(const PackageInput& input, const Report& contents, Holds holds);

} // namespace khronika::publish
