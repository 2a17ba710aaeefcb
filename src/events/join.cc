// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/join.h"

#include "events/joiner.h"

namespace khronika::events {

Joined join(std::span<const Claim> claims, std::span<const ItemInfo> items, const Context& context, const Decisions& decisions)
{
    Joiner joiner(context, decisions);
    (void)joiner.add(claims, items);
    return joiner.joined();
}

} // namespace khronika::events
