// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace khronika::archive {

/// A file that should be collected cannot be read: the rest of the batch can go on.
class SourceError : public Error {
public:
    using Error::Error;
};

} // namespace khronika::archive
