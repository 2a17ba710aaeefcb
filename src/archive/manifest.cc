// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/manifest.h"

#include "base/error.h"
#include "base/utf8.h"

#include <toml++/toml.h>

#include <sstream>

namespace khronika::archive {

namespace {

std::string required(const toml::table& table, const char* key, const std::string& where)
{
    const auto value = table[key].value<std::string>();
    if (!value) {
        fail("{}: the key '{}' is missing or no string", where, key);
    }
    return *value;
}

} // namespace

std::string to_toml(const Manifest& manifest)
{
    const toml::table table{
        {"format", manifest.format}, {"id", manifest.id}, {"name", utf8::repaired(manifest.name)}, {"created", manifest.created}};
    std::ostringstream out;
    out << table << "\n";
    return out.str();
}

Manifest manifest_from_toml(std::string_view bytes, const std::string& where)
{
    try {
        const toml::table table = toml::parse(bytes, where);
        const auto format = table["format"].value<int>();
        if (!format) {
            fail("{}: the key 'format' is missing or no number: is this the folder of an archive?", where);
        }
        if (*format > archive_format) {
            fail("{}: the archive is of format {}, made by a newer Khronika; this one reads formats to {}: install the newer version",
                 where, *format, archive_format);
        }
        return {*format, required(table, "id", where), required(table, "name", where), required(table, "created", where)};
    } catch (const toml::parse_error& error) {
        fail("{}:{}: not TOML: {}", where, error.source().begin.line, error.description());
    }
}

} // namespace khronika::archive
