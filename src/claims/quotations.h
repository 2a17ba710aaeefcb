// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "claims/document.h"

namespace khronika::claims {

/// Fills `quotations` and `quotation_of` of a document whose tokens and matches are there. Marks pair within a paragraph; one
/// without its fellow opens or closes nothing, and straight marks pair in turn. A quotation that its speaker interrupts between
/// dashes is two.
void find_quotations(Document& document);

} // namespace khronika::claims
