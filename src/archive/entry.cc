// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/entry.h"

#include "archive/canonical_json.h"
#include "base/error.h"

#include <nlohmann/json.hpp>

namespace khronika::archive {

std::string entry_bytes(nlohmann::ordered_json content, const std::string& at, const std::string& by, const std::string& id)
{
    if (!content.is_object() || !content.contains("type") || !content["type"].is_string()) {
        fail("a journal entry must be an object with a 'type'");
    }
    for (const auto& [key, value] : {std::pair("at", at), std::pair("by", by), std::pair("id", id)}) {
        if (!content.contains(key)) {
            content[key] = value;
        }
    }
    return canonical(content);
}

} // namespace khronika::archive
