// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_claims.h"

#include "app/archive.h"
#include "base/error.h"

#include <algorithm>

namespace khronika::app {

std::vector<Claim> list_claims(const Archive& archive, const std::vector<std::string>& items)
{
    constexpr std::size_t shortest = 6;
    const store::Archive& store = archive.store();
    if (items.empty()) {
        return store.claims();
    }
    const std::vector<Item> known = store.items();
    std::vector<Claim> out;
    for (const std::string& name : items) {
        const auto fits = [&](const Item& item) { return item.sha256.starts_with(name); };
        const auto count = std::count_if(known.begin(), known.end(), fits);
        if (name.size() < shortest || count != 1) {
            fail("{}: {}; `khronika items` lists the hashes", name,
                 name.size() < shortest ? "too short to name an item (six digits or more)"
                 : count == 0           ? "no item begins so"
                                        : "several items begin so");
        }
        const std::vector<Claim> claims = store.claims(std::find_if(known.begin(), known.end(), fits)->sha256);
        out.insert(out.end(), claims.begin(), claims.end());
    }
    return out;
}

} // namespace khronika::app
