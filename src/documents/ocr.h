// SPDX-License-Identifier: GPL-3.0-or-later
// Letters out of pictures, by Tesseract. One pack at a time: with the Russian pack in a mix, Kyrgyz and Tajik letters come out as
// Russian ones at full confidence. So a part of the picture is read first with the Russian and the English pack, the
// language is told from what comes out, and the whole is read with that language's pack.
#pragma once

#include "documents/packs.h"
#include "documents/page.h"
#include "documents/picture.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::documents {

/// What was recognised; boxes are in pixels of the picture.
struct Recognised {
    std::vector<Line> lines;
    double confidence = 0; ///< 0 to 100, the mean over the letters
    std::size_t letters = 0;
    std::string pack;
};

class Ocr {
public:
    /// `packs` must outlive it.
    explicit Ocr(const Packs& packs);
    ~Ocr();
    Ocr(const Ocr&) = delete;
    Ocr& operator=(const Ocr&) = delete;

    /// Reads a picture. `language` (ISO 639-1) is what is stated of it, or empty; `resolution` in dots an inch, 0 where unknown.
    /// Throws Error where a pack is missing, or where it takes more than `seconds`.
    [[nodiscard]] Recognised read(const Picture& picture, std::string_view language, int resolution, std::uint64_t seconds);

private:
    class Engine;
    Engine& engine(const std::string& pack);
    [[nodiscard]] std::string choose_pack(const Picture& picture, std::string_view language, int resolution, std::uint64_t seconds);

    const Packs& m_packs;
    std::map<std::string, std::unique_ptr<Engine>> m_engines;
    std::string m_last; ///< the pack of the last picture: the pages of a document are mostly in one language
};

} // namespace khronika::documents
