// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, as a PDF, give a sound text or a refusal.
#include "base/error.h"
#include "base/utf8.h"
#include "documents/pdf.h"
#include "model/boxes.h"

#include <cstdint>
#include <cstdlib>

namespace {

void demand_sound(const khronika::Text& text)
{
    if (!khronika::utf8::valid(text.content) || !khronika::well_formed(text.boxes, text.content.size())) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const khronika::documents::Packs none; // OCR is Tesseract's own matter
    khronika::readers::Request request;
    request.limits.pages = 20;
    request.limits.pixels = 1'000'000;
    try {
        demand_sound(khronika::documents::read_pdf({reinterpret_cast<const char*>(data), size}, request, {}, none, [] {}));
    } catch (const khronika::Error&) {
    }
    return 0;
}
