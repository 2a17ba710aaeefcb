// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/pdf_page.h"

#include "base/error.h"
#include "base/utf8.h"

#include <leptonica/allheaders.h>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-image.h>
#include <poppler/cpp/poppler-page-renderer.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>

namespace khronika::documents {

namespace {

std::string utf8_of(const poppler::ustring& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t c = text[i];
        const bool high = c >= 0xD800 && c < 0xDC00;
        if (high && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10U) + (static_cast<char32_t>(text[++i]) - 0xDC00);
        } else if (c >= 0xD800 && c < 0xE000) {
            c = 0xFFFD;
        }
        utf8::append(out, c);
    }
    return out;
}

void say_nothing(const std::string& /*message*/, void* /*data*/) {}

bool is_private(char32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c == 0xFFFD || c < 0x20 || c >= 0xF0000;
}

std::string time_text(std::time_t time)
{
    std::tm parts{};
    constexpr std::time_t latest = 253402300799; // 9999-12-31
    if (time <= 0 || time > latest || gmtime_r(&time, &parts) == nullptr) {
        return {};
    }
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                       parts.tm_min, parts.tm_sec);
}

} // namespace

PdfFile open_pdf(std::string_view bytes)
{
    poppler::set_debug_error_function(&say_nothing, nullptr);
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        fail("a PDF of {} bytes is too large to be read; split it", bytes.size());
    }
    PdfFile out(poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (!out) {
        fail("the PDF is damaged and cannot be opened; collect it again");
    }
    if (out->is_locked()) {
        fail("the PDF is locked by a password; save a copy without one and collect that too");
    }
    return out;
}

PdfPage open_page(const PdfFile& file, int number)
{
    PdfPage out(file->create_page(number - 1));
    if (!out) {
        fail("the page is damaged");
    }
    return out;
}

PdfFacts facts_of(const PdfFile& file)
{
    PdfFacts out;
    out.title = clean_word(utf8_of(file->get_title()));
    out.created = time_text(file->get_creation_date_t());
    return out;
}

std::vector<Word> words_of(const PdfPage& page)
{
    std::vector<Word> out;
    for (const poppler::text_box& box : page->text_list(poppler::page::text_list_include_font)) {
        const poppler::rectf where = box.bbox();
        Word word;
        word.text = clean_word(utf8_of(box.text()));
        word.box = {where.left(), where.top(), where.right(), where.bottom()};
        word.space_after = box.has_space_after();
        word.size = box.has_font_info() ? box.get_font_size() : 0;
        word.rotation = box.rotation() & 3;
        const bool finite = std::isfinite(where.left()) && std::isfinite(where.top()) && std::isfinite(where.right()) &&
                            std::isfinite(where.bottom()) && std::isfinite(word.size);
        if (!word.text.empty() && finite) {
            out.push_back(std::move(word));
        }
    }
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        // poppler parts words at gaps that it holds too narrow for a space; where lines are set tight they are spaces.
        constexpr double narrowest = 0.09;
        const double gap = out[i + 1].box.x0 - out[i].box.x1;
        out[i].space_after = out[i].space_after || (out[i].rotation == 0 && gap > narrowest * out[i].size);
    }
    return out;
}

PageSize size_of(const PdfPage& page)
{
    const poppler::rectf crop = page->page_rect(poppler::crop_box);
    const auto turned = page->orientation();
    const bool lies = turned == poppler::page::landscape || turned == poppler::page::seascape;
    return lies ? PageSize{crop.height(), crop.width()} : PageSize{crop.width(), crop.height()};
}

Picture rendered(const PdfPage& page, double resolution)
{
    poppler::page_renderer renderer;
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    renderer.set_image_format(poppler::image::format_gray8);
    const poppler::image image = renderer.render_page(page.get(), resolution, resolution);
    if (!image.is_valid() || image.format() != poppler::image::format_gray8) {
        fail("the page cannot be rendered");
    }
    return grey_picture(image.const_data(), image.width(), image.height(), image.bytes_per_row());
}

bool is_garbled(const std::vector<Word>& words)
{
    std::size_t characters = 0;
    std::size_t wrong = 0;
    std::size_t letters = 0;
    std::size_t accented = 0;
    for (const Word& word : words) {
        for (std::size_t i = 0; i < word.text.size();) {
            const utf8::Decoded next = utf8::decode(word.text, i);
            i += next.length;
            const char32_t c = next.code_point;
            ++characters;
            wrong += is_private(c) ? 1 : 0;
            letters += utf8::is_letter(c) ? 1 : 0;
            accented += c >= 0xC0 && c <= 0xFF ? 1 : 0;
        }
    }
    return wrong * 5 > characters || (letters >= 40 && accented * 2 > letters);
}

double ink_outside(const PdfPage& page, const std::vector<Word>& words)
{
    constexpr double resolution = 50;
    constexpr int dark = 160;
    const Picture picture = rendered(page, resolution);
    Pix* const pix = picture.get();
    for (const Word& word : words) {
        const auto pixel = [](double points) { return static_cast<l_int32>(std::clamp(points * resolution / 72, -1e6, 1e6)); };
        Box* box = boxCreate(pixel(word.box.x0) - 1, pixel(word.box.y0) - 1, pixel(word.box.width()) + 3, pixel(word.box.height()) + 3);
        pixSetInRect(pix, box);
        boxDestroy(&box);
    }
    std::size_t ink = 0;
    for (int y = 0; y < pixGetHeight(pix); ++y) {
        const l_uint32* const row = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
        for (int x = 0; x < pixGetWidth(pix); ++x) {
            ink += GET_DATA_BYTE(row, x) < dark ? 1 : 0;
        }
    }
    return static_cast<double>(ink) / (static_cast<double>(pixGetHeight(pix)) * pixGetWidth(pix));
}

void warm_up_pdf()
{
    constexpr std::string_view one_page = "%PDF-1.4\n"
                                          "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                          "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                                          "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
                                          "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                                          "4 0 obj<</Length 37>>stream\nBT /F 12 Tf 10 50 Td (warm up) Tj ET \nendstream endobj\n"
                                          "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                                          "trailer<</Root 1 0 R>>\n";
    const PdfFile file = open_pdf(one_page);
    const PdfPage page = open_page(file, 1);
    (void)words_of(page);
    (void)rendered(page, 72);
    (void)facts_of(file);
}

} // namespace khronika::documents
