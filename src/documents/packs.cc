// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/packs.h"

#include "base/error.h"
#include "sys/read_file.h"

#include <algorithm>
#include <array>

namespace khronika::documents {

namespace {

constexpr std::array<const char*, 7> names{"rus", "eng", "tgk", "uzb", "uzb_cyrl", "kir", "ukr"};
constexpr const char* folder = "/usr/share/tesseract-ocr/5/tessdata/";
constexpr std::uint64_t largest = 64ULL << 20U;

} // namespace

Packs load_packs()
{
    Packs out;
    for (const char* name : names) {
        try {
            out.emplace(name, sys::read_file(fmt::format("{}{}.traineddata", folder, name), largest));
        } catch (const Error&) {
            // What lacks it will say so, when a page needs it.
        }
    }
    return out;
}

std::string_view pack_for(std::string_view language, bool cyrillic)
{
    if (language == "uz") {
        return cyrillic ? "uzb_cyrl" : "uzb";
    }
    if (!cyrillic) {
        return language == "en" ? "eng" : "";
    }
    for (const auto& [code, pack] :
         std::array<std::pair<std::string_view, std::string_view>, 4>{{{"ru", "rus"}, {"uk", "ukr"}, {"ky", "kir"}, {"tg", "tgk"}}}) {
        if (code == language) {
            return pack;
        }
    }
    return "";
}

std::string package_of(std::string_view pack)
{
    std::string out = fmt::format("tesseract-ocr-{}", pack);
    std::ranges::replace(out, '_', '-');
    return out;
}

} // namespace khronika::documents
