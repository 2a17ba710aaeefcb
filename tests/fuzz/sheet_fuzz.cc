// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, as a table of text, a workbook, an OpenDocument table, or what stands within one, give a sound text or a refusal.
#include "base/error.h"
#include "base/utf8.h"
#include "documents/number_format.h"
#include "documents/ods.h"
#include "documents/xlsx.h"
#include "model/boxes.h"
#include "support/zip.h"

#include <cstdint>
#include <cstdlib>

namespace {

void demand_sound(const khronika::Text& text)
{
    if (!khronika::utf8::valid(text.content) || !khronika::well_formed(text.boxes, text.content.size())) {
        std::abort();
    }
}

template <typename Read>
void try_read(const Read& read)
{
    try {
        demand_sound(read());
    } catch (const khronika::Error&) {
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    namespace documents = khronika::documents;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    khronika::readers::Request request;
    request.limits.cells = 10000;
    request.name = "a.csv";
    const bool sound = khronika::utf8::valid(bytes);
    try_read([&] { return khronika::readers::read(bytes, request, {}); });
    try_read([&] { return documents::read_xlsx(bytes, request); });
    try_read([&] { return documents::read_ods(bytes, request); });
    if (sound) {
        try_read([&] { return documents::read_xlsx(khronika::support::xlsx_of("<sheet name=\"1\" r:id=\"rId1\"/>", {bytes}), request); });
        try_read([&] { return documents::read_ods(khronika::support::ods_of(bytes), request); });
        (void)documents::shown_number(45385.5, bytes, false);
        (void)documents::shown_number(-1234.5, bytes, true);
    }
    return 0;
}
