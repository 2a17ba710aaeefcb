// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/image.h"

#include "base/error.h"
#include "documents/exif.h"
#include "documents/ocr.h"
#include "documents/paragraphs.h"
#include "documents/picture.h"

#include <tesseract/baseapi.h>

#include <algorithm>

namespace khronika::documents {

namespace {

constexpr const char* image_reader = "khronika image 1";
/// Screens and small photographs are enlarged to this width: their letters are smaller than Tesseract reads well.
constexpr int narrow = 1700;

Page page_of(const Picture& picture, Ocr& ocr, const readers::Request& request, std::uint64_t number, Text& text)
{
    const PictureSize size = size_of(picture);
    Page out{number, static_cast<double>(size.width), static_cast<double>(size.height), {}};
    if (is_blank(picture)) {
        return out;
    }
    const double factor = size.width < narrow / 2 ? 3 : size.width < narrow ? 2 : 1;
    const int resolution = factor > 1 ? 0 : resolution_of(picture);
    const std::uint64_t seconds = std::max<std::uint64_t>(request.limits.page_seconds / 3, 1);
    Recognised seen = factor > 1 ? ocr.read(scaled(picture, factor), request.stated.language, resolution, seconds)
                                 : ocr.read(picture, request.stated.language, resolution, seconds);
    const auto shrink = [factor](Rect& box) { box = {box.x0 / factor, box.y0 / factor, box.x1 / factor, box.y1 / factor}; };
    for (Line& line : seen.lines) {
        shrink(line.box);
        std::ranges::for_each(line.words, shrink, &Word::box);
    }
    if (seen.letters > 0) {
        text.notes.push_back(fmt::format("frame {} was read by OCR ({}), sure at {:.0f} of 100", number, seen.pack, seen.confidence));
    }
    out.lines = std::move(seen.lines);
    return out;
}

} // namespace

Text read_image(std::string_view bytes, const readers::Request& request, const Packs& packs, const readers::PageBegins& page_begins)
{
    Text text;
    text.reader = fmt::format("{}, tesseract {}", image_reader, tesseract::TessBaseAPI::Version());
    text.box_unit = "pixel";
    text.properties = exif_of(bytes);
    const int orientation = orientation_of(text.properties);
    Ocr ocr(packs);
    Frames frames(bytes);
    std::vector<Page> pages;
    std::uint64_t failed = 0;
    for (std::uint64_t number = 1;; ++number) {
        page_begins();
        try {
            Picture picture = frames.next(request.limits.pixels);
            if (!picture) {
                break;
            }
            if (number > request.limits.pages) {
                fail("the picture has more frames than the limit of {}; split it", request.limits.pages);
            }
            const auto skipped = std::ranges::find(request.skipped, number, &readers::SkippedPage::page);
            if (skipped != request.skipped.end()) {
                fail("{}", skipped->reason);
            }
            pages.push_back(page_of(upright(std::move(picture), orientation), ocr, request, number, text));
        } catch (const Error& error) {
            if (number == 1 || number > request.limits.pages) {
                throw;
            }
            ++failed;
            text.notes.push_back(fmt::format("frame {} could not be read: {}", number, error.what()));
        }
    }
    if (failed > 0) {
        text.notes.push_back(fmt::format("{} frames could not be read", failed));
    }
    write_paragraphs(text, pages);
    if (text.content.empty()) {
        text.notes.emplace_back("no words were found in the picture");
    }
    readers::settle_facts(text, request.stated);
    return text;
}

} // namespace khronika::documents
