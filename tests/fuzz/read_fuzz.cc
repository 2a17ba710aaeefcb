// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, as HTML and as plain text, give a sound text or a refusal.
#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/read.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

khronika::readers::Tables load_tables()
{
    std::vector<khronika::readers::TableFile> files;
    for (const char* name : {"hints.tsv", "phrases.tsv", "months.tsv"}) {
        const std::string path = std::string(KHRONIKA_SOURCE_DIR) + "/data/readers/" + name;
        std::ostringstream content;
        content << std::ifstream(path).rdbuf();
        files.push_back({path, content.str()});
    }
    return khronika::readers::read_tables(files);
}

void read_as(std::string_view bytes, const char* name)
{
    static const khronika::readers::Tables tables = load_tables();
    khronika::readers::Request request;
    request.name = name;
    request.limits.text_bytes = 1U << 20U;
    try {
        const khronika::Text text = khronika::readers::read(bytes, request, tables);
        const bool packed = bytes.starts_with("\x1F\x8B");
        if (!khronika::utf8::valid(text.content) ||
            !khronika::well_formed(text.map, text.content.size(), packed ? request.limits.text_bytes : bytes.size())) {
            std::abort();
        }
    } catch (const khronika::Error&) {
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    read_as(bytes, "a.html");
    read_as(bytes, "a.txt");
    return 0;
}
