// SPDX-License-Identifier: GPL-3.0-or-later
// Typesets known words, by pango and cairo, as PDFs with text, as pictures of 300 dots an inch, and as PDFs of such pictures.
#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace khronika::support {

/// One piece of text on a page; lengths in points from the top left.
struct Piece {
    std::string words;
    double x = 70;
    double y = 80;
    double width = 455;
    std::string font = "DejaVu Serif 11";
    bool justified = false;
};

using PageOfPieces = std::vector<Piece>;

constexpr double page_width = 595;
constexpr double page_height = 842;

template <auto release>
struct Release {
    template <typename T>
    void operator()(T* object) const
    {
        release(object);
    }
};
using Surface = std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Release<cairo_destroy>>;
using Layout = std::unique_ptr<PangoLayout, Release<g_object_unref>>;

inline Layout layout_of(cairo_t* context, const Piece& piece)
{
    Layout layout(pango_cairo_create_layout(context));
    const std::unique_ptr<PangoFontDescription, Release<pango_font_description_free>> font(
        pango_font_description_from_string(piece.font.c_str()));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(piece.width * PANGO_SCALE));
    pango_layout_set_justify(layout.get(), piece.justified ? TRUE : FALSE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD);
    pango_layout_set_text(layout.get(), piece.words.c_str(), -1);
    return layout;
}

/// Draws a page and gives how deep its pieces reach.
inline double draw(cairo_t* context, const PageOfPieces& page)
{
    double bottom = 0;
    for (const Piece& piece : page) {
        const Layout layout = layout_of(context, piece);
        cairo_move_to(context, piece.x, piece.y);
        pango_cairo_show_layout(context, layout.get());
        int height = 0;
        pango_layout_get_size(layout.get(), nullptr, &height);
        bottom = std::max(bottom, piece.y + static_cast<double>(height) / PANGO_SCALE);
    }
    if (bottom > page_height) {
        throw std::runtime_error("the words do not fit onto the page");
    }
    return bottom;
}

inline cairo_status_t append(void* out, const unsigned char* bytes, unsigned int size)
{
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

/// A PDF with text; each entry of `pages` draws one page.
inline std::string pdf_of_drawings(const std::vector<std::function<void(cairo_t*)>>& pages, const std::string& title)
{
    std::string out;
    {
        const Surface surface(cairo_pdf_surface_create_for_stream(&append, &out, page_width, page_height));
        if (!title.empty()) {
            cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
        }
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2024-04-03T12:00:00Z");
        const Context context(cairo_create(surface.get()));
        for (const auto& draw_page : pages) {
            draw_page(context.get());
            cairo_show_page(context.get());
        }
    }
    return out;
}

inline std::string pdf_of(const std::vector<PageOfPieces>& pages, const std::string& title = "")
{
    std::vector<std::function<void(cairo_t*)>> drawings;
    for (const PageOfPieces& page : pages) {
        drawings.emplace_back([&page](cairo_t* context) { draw(context, page); });
    }
    return pdf_of_drawings(drawings, title);
}

/// A page as a picture.
inline Surface picture_of(const PageOfPieces& page, double resolution = 300)
{
    const double scale = resolution / 72;
    Surface surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(page_width * scale), static_cast<int>(page_height * scale)));
    const Context context(cairo_create(surface.get()));
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_set_source_rgb(context.get(), 0, 0, 0);
    cairo_scale(context.get(), scale, scale);
    draw(context.get(), page);
    cairo_surface_flush(surface.get());
    return surface;
}

inline std::string png_of(const PageOfPieces& page, double resolution = 300)
{
    std::string out;
    cairo_surface_write_to_png_stream(picture_of(page, resolution).get(), &append, &out);
    return out;
}

/// Greys a picture as a scanner does: paper off white, grain, and ink that is not all black. The same at each run.
inline void make_scanned(cairo_surface_t* surface)
{
    unsigned char* const data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    std::uint32_t state = 12345;
    for (int y = 0; y < cairo_image_surface_get_height(surface); ++y) {
        for (int x = 0; x < cairo_image_surface_get_width(surface); ++x) {
            state = state * 1664525U + 1013904223U;
            unsigned char* const pixel = data + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4;
            const int grain = static_cast<int>(state >> 28U) - 8;
            const auto tone = static_cast<unsigned char>(std::min(255, 30 + pixel[0] * 210 / 255 + grain));
            pixel[0] = pixel[1] = pixel[2] = tone;
        }
    }
    cairo_surface_mark_dirty(surface);
}

/// A PDF without text: each page a scan, a third of a degree askew.
inline std::string scanned_pdf_of(const std::vector<PageOfPieces>& pages)
{
    std::vector<std::function<void(cairo_t*)>> drawings;
    for (const PageOfPieces& page : pages) {
        drawings.emplace_back([&page](cairo_t* context) {
            const Surface picture = picture_of(page);
            make_scanned(picture.get());
            cairo_save(context);
            cairo_rotate(context, 0.33 * M_PI / 180);
            cairo_scale(context, 72.0 / 300, 72.0 / 300);
            cairo_set_source_surface(context, picture.get(), 0, 0);
            cairo_paint(context);
            cairo_restore(context);
        });
    }
    return pdf_of_drawings(drawings, "");
}

} // namespace khronika::support
