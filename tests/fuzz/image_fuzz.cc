// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, as a picture, give a sound text or a refusal, and EXIF that is words.
#include "base/error.h"
#include "base/utf8.h"
#include "documents/exif.h"
#include "documents/image.h"
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
    request.limits.pages = 5;
    request.limits.pixels = 1'000'000;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const khronika::Property& property : khronika::documents::exif_of(bytes)) {
        if (!khronika::utf8::valid(property.value)) {
            std::abort();
        }
    }
    try {
        demand_sound(khronika::documents::read_image(bytes, request, none, [] {}));
    } catch (const khronika::Error&) {
    }
    return 0;
}
