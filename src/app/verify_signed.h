// SPDX-License-Identifier: GPL-3.0-or-later
// The part of `verify` that concerns keys, signatures and timestamps.
#pragma once

#include "app/verify.h"

namespace khronika::app {

/// Adds to `report` whatever is wrong with the keyring, the keys' succession, every signed checkpoint and timestamp of the
/// journal, their files in checkpoints/ and the last signed state.
void verify_signed(sys::Files& files, const std::string& folder, const std::string& archive_id, const store::Archive& store,
                   const VerifyOptions& options, VerifyReport& report);

} // namespace khronika::app
