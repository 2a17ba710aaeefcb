// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

struct Pix;

namespace khronika::documents {

struct FreePix {
    void operator()(Pix* pix) const;
};
/// A picture of Leptonica's.
using Picture = std::unique_ptr<Pix, FreePix>;

/// A grey picture of `height` rows of `stride` bytes. Throws std::bad_alloc where it does not fit into memory.
[[nodiscard]] Picture grey_picture(const char* bytes, int width, int height, int stride);

/// The frames of a picture file, one after another (more than one in TIFF alone).
class Frames {
public:
    explicit Frames(std::string_view bytes) : m_bytes(bytes) {}
    /// The next frame in grey; null at the end. Throws Error where a frame is damaged, of a form that is not read, or has more
    /// than `most_pixels`.
    [[nodiscard]] Picture next(std::uint64_t most_pixels);

private:
    std::string_view m_bytes;
    std::size_t m_offset = 0;
    bool m_end = false;
};

struct PictureSize {
    int width = 0;
    int height = 0;
};
[[nodiscard]] PictureSize size_of(const Picture& picture);
/// In dots an inch; 0 where the file does not say.
[[nodiscard]] int resolution_of(const Picture& picture);
/// Turned as the EXIF orientation (1 to 8) asks.
[[nodiscard]] Picture upright(Picture picture, int orientation);
[[nodiscard]] Picture scaled(const Picture& picture, double factor);
/// True where the picture is of one tone but for specks, as an empty page is.
[[nodiscard]] bool is_blank(const Picture& picture);

} // namespace khronika::documents
