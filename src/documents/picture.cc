// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/picture.h"

#include "base/error.h"

#include <leptonica/allheaders.h>

#include <cstring>
#include <new>

namespace khronika::documents {

namespace {

Picture or_throw(Pix* pix)
{
    if (pix == nullptr) {
        throw std::bad_alloc();
    }
    return Picture(pix);
}

void refuse_large(std::string_view bytes, std::uint64_t most_pixels)
{
    l_int32 format = 0;
    l_int32 width = 0;
    l_int32 height = 0;
    l_int32 bits = 0;
    l_int32 samples = 0;
    l_int32 colours = 0;
    const auto* const data = reinterpret_cast<const l_uint8*>(bytes.data());
    if (pixReadHeaderMem(data, bytes.size(), &format, &width, &height, &bits, &samples, &colours) != 0 || width <= 0 || height <= 0) {
        fail("the picture is damaged or of a form that is not read; give it as JPEG, PNG, TIFF or WebP");
    }
    const auto pixels = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
    if (pixels > most_pixels) {
        fail("the picture's {} x {} pixels are more than the limit of {}; scale it down", width, height, most_pixels);
    }
}

} // namespace

void FreePix::operator()(Pix* pix) const
{
    pixDestroy(&pix);
}

Picture grey_picture(const char* bytes, int width, int height, int stride)
{
    Picture out = or_throw(pixCreateNoInit(width, height, 8));
    l_uint32* const rows = pixGetData(out.get());
    const int words = pixGetWpl(out.get());
    for (int y = 0; y < height; ++y) {
        l_uint32* const row = rows + static_cast<std::ptrdiff_t>(y) * words;
        const char* const from = bytes + static_cast<std::ptrdiff_t>(y) * stride;
        for (int x = 0; x < width; ++x) {
            SET_DATA_BYTE(row, x, static_cast<unsigned char>(from[x]));
        }
    }
    return out;
}

Picture Frames::next(std::uint64_t most_pixels)
{
    if (m_end) {
        return nullptr;
    }
    const auto* const data = reinterpret_cast<const l_uint8*>(m_bytes.data());
    l_int32 format = 0;
    findFileFormatBuffer(data, &format);
    Pix* read = nullptr;
    if (format >= IFF_TIFF && format <= IFF_TIFF_ZIP) {
        refuse_large(m_bytes, most_pixels);
        read = pixReadMemFromMultipageTiff(data, m_bytes.size(), &m_offset);
        m_end = m_offset == 0;
    } else {
        refuse_large(m_bytes, most_pixels);
        read = pixReadMem(data, m_bytes.size());
        m_end = true;
    }
    const Picture picture(read);
    if (!picture) {
        m_end = true;
        fail("the picture is damaged; collect it again");
    }
    const auto pixels = static_cast<std::uint64_t>(pixGetWidth(read)) * static_cast<std::uint64_t>(pixGetHeight(read));
    if (pixels > most_pixels) {
        fail("a frame of {} pixels is more than the limit of {}; scale it down", pixels, most_pixels);
    }
    // What shines through is on white.
    const Picture opaque(pixGetSpp(read) == 4 ? pixAlphaBlendUniform(read, 0xFFFFFF00) : pixClone(read));
    Picture out = or_throw(pixConvertTo8(opaque ? opaque.get() : read, 0));
    pixSetXRes(out.get(), pixGetXRes(read));
    return out;
}

PictureSize size_of(const Picture& picture)
{
    return {pixGetWidth(picture.get()), pixGetHeight(picture.get())};
}

int resolution_of(const Picture& picture)
{
    return pixGetXRes(picture.get());
}

Picture upright(Picture picture, int orientation)
{
    Pix* const pix = picture.get();
    switch (orientation) {
    case 2:
        return or_throw(pixFlipLR(nullptr, pix));
    case 3:
        return or_throw(pixRotateOrth(pix, 2));
    case 4:
        return or_throw(pixFlipTB(nullptr, pix));
    case 5: {
        const Picture turned = or_throw(pixRotateOrth(pix, 1));
        return or_throw(pixFlipLR(nullptr, turned.get()));
    }
    case 6:
        return or_throw(pixRotateOrth(pix, 1));
    case 7: {
        const Picture turned = or_throw(pixRotateOrth(pix, 3));
        return or_throw(pixFlipLR(nullptr, turned.get()));
    }
    case 8:
        return or_throw(pixRotateOrth(pix, 3));
    default:
        return picture;
    }
}

Picture scaled(const Picture& picture, double factor)
{
    const auto by = static_cast<l_float32>(factor);
    return or_throw(pixScale(picture.get(), by, by));
}

bool is_blank(const Picture& picture)
{
    constexpr int step = 4;
    constexpr int contrast = 48;
    constexpr double specks = 0.0002;
    Pix* const pix = picture.get();
    std::size_t tones[256] = {};
    std::size_t count = 0;
    for (int y = 0; y < pixGetHeight(pix); y += step) {
        const l_uint32* const row = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
        for (int x = 0; x < pixGetWidth(pix); x += step) {
            ++tones[GET_DATA_BYTE(row, x)];
            ++count;
        }
    }
    int ground = 0;
    for (int tone = 0; tone < 256; ++tone) {
        ground = tones[tone] > tones[ground] ? tone : ground;
    }
    std::size_t far = 0;
    for (int tone = 0; tone < 256; ++tone) {
        far += tone < ground - contrast || tone > ground + contrast ? tones[tone] : 0;
    }
    return static_cast<double>(far) <= specks * static_cast<double>(count);
}

} // namespace khronika::documents
