// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/ocr.h"

#include "base/error.h"
#include "base/utf8.h"
#include "readers/language_guess.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace khronika::documents {

namespace {

/// Below this a page is looked at anew for its language, though the page before it was read with a pack.
constexpr double doubtful = 82;
/// Words below this are specks and rulings.
constexpr float noise = 20;
constexpr int usual_resolution = 300;

/// The part of a picture to which a first pass is confined.
struct Part {
    int top = 0;
    int height = 0;
};

std::string text_of(const Recognised& recognised)
{
    std::string out;
    for (const Line& line : recognised.lines) {
        out += words_of(line);
        out += '\n';
    }
    return out;
}

std::size_t letters_of(std::string_view word)
{
    std::size_t out = 0;
    for (std::size_t i = 0; i < word.size();) {
        const utf8::Decoded next = utf8::decode(word, i);
        out += utf8::is_letter(next.code_point) || utf8::is_digit(next.code_point) ? 1 : 0;
        i += next.length;
    }
    return out;
}

} // namespace

class Ocr::Engine {
public:
    Engine(const std::string& pack, const std::string& data) : m_pack(pack)
    {
        const int size = static_cast<int>(std::min<std::size_t>(data.size(), std::numeric_limits<int>::max()));
        if (m_api.Init(data.data(), size, pack.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, nullptr, nullptr, false, nullptr) != 0) {
            fail("the OCR pack {} is damaged; install {} again", pack, package_of(pack));
        }
        m_api.SetPageSegMode(tesseract::PSM_AUTO);
    }

    Recognised read(const Picture& picture, int resolution, std::uint64_t seconds, const Part& part)
    {
        m_api.SetImage(picture.get());
        m_api.SetSourceResolution(resolution > 70 ? resolution : usual_resolution);
        if (part.height > 0) {
            m_api.SetRectangle(0, part.top, size_of(picture).width, part.height);
        }
        tesseract::ETEXT_DESC monitor;
        monitor.set_deadline_msecs(static_cast<std::int32_t>(std::min<std::uint64_t>(seconds * 1000, 1U << 30U)));
        const int status = m_api.Recognize(&monitor);
        if (status != 0) {
            m_api.Clear();
            fail("OCR did not end within {} s", seconds);
        }
        Recognised out = collect();
        m_api.Clear();
        return out;
    }

private:
    Recognised collect()
    {
        Recognised out;
        out.pack = m_pack;
        const std::unique_ptr<tesseract::ResultIterator> next(m_api.GetIterator());
        if (!next || next->Empty(tesseract::RIL_WORD)) {
            return out;
        }
        double sum = 0;
        do {
            if (next->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
                out.lines.emplace_back();
            }
            take_word(*next, out, sum);
        } while (next->Next(tesseract::RIL_WORD));
        std::erase_if(out.lines, [](const Line& line) { return line.words.empty(); });
        out.confidence = out.letters > 0 ? sum / static_cast<double>(out.letters) : 0;
        return out;
    }

    static void take_word(const tesseract::ResultIterator& at, Recognised& out, double& sum)
    {
        const std::unique_ptr<char[]> words(at.GetUTF8Text(tesseract::RIL_WORD));
        const float confidence = at.Confidence(tesseract::RIL_WORD);
        int x0 = 0;
        int y0 = 0;
        int x1 = 0;
        int y1 = 0;
        if (!words || confidence < noise || !at.BoundingBox(tesseract::RIL_WORD, &x0, &y0, &x1, &y1)) {
            return;
        }
        Word word;
        word.text = clean_word(utf8::repaired(words.get()));
        if (word.text.empty()) {
            return;
        }
        word.box = {static_cast<double>(x0), static_cast<double>(y0), static_cast<double>(x1), static_cast<double>(y1)};
        const std::size_t letters = letters_of(word.text);
        sum += confidence * static_cast<double>(letters);
        out.letters += letters;
        Line& line = out.lines.back();
        if (line.words.empty()) {
            line.box = word.box;
        }
        line.box.widen(word.box);
        line.words.push_back(std::move(word));
    }

    tesseract::TessBaseAPI m_api;
    std::string m_pack;
};

Ocr::Ocr(const Packs& packs) : m_packs(packs)
{
    setMsgSeverity(L_SEVERITY_NONE);
}

Ocr::~Ocr() = default;

Ocr::Engine& Ocr::engine(const std::string& pack)
{
    auto& out = m_engines[pack];
    if (!out) {
        const auto found = m_packs.find(pack);
        if (found == m_packs.end()) {
            fail("the OCR pack {} is missing; install the package {}", pack, package_of(pack));
        }
        out = std::make_unique<Engine>(pack, found->second);
    }
    return *out;
}

std::string Ocr::choose_pack(const Picture& picture, std::string_view language, int resolution, std::uint64_t seconds)
{
    constexpr std::size_t enough_letters = 150;
    const int height = size_of(picture).height;
    Recognised russian;
    Recognised english;
    // A band below the letterhead tells as much as the page, at a fraction of its time.
    for (const Part part : std::array<Part, 2>{{{height / 3, height / 4}, {0, 0}}}) {
        if (part.height > 0 && height < 1000) {
            continue;
        }
        russian = engine("rus").read(picture, resolution, seconds, part);
        english = engine("eng").read(picture, resolution, seconds, part);
        if (std::max(russian.letters, english.letters) >= enough_letters) {
            break;
        }
    }
    const bool cyrillic = russian.confidence >= english.confidence;
    const auto guess = readers::guess_language(text_of(cyrillic ? russian : english));
    std::string_view pack = pack_for(language, cyrillic);
    if (pack.empty() && guess) {
        pack = pack_for(guess->language, cyrillic);
    }
    return pack.empty() ? (cyrillic ? "rus" : "eng") : std::string(pack);
}

Recognised Ocr::read(const Picture& picture, std::string_view language, int resolution, std::uint64_t seconds)
{
    Recognised before;
    if (!m_last.empty()) {
        before = engine(m_last).read(picture, resolution, seconds, {});
        if (before.confidence >= doubtful || before.letters < 20) {
            return before;
        }
    }
    const std::string pack = choose_pack(picture, language, resolution, seconds);
    if (pack == m_last) {
        return before;
    }
    m_last = pack;
    return engine(pack).read(picture, resolution, seconds, {});
}

} // namespace khronika::documents
