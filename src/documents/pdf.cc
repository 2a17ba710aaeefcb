// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/pdf.h"

#include "base/error.h"
#include "base/utf8.h"
#include "documents/margins.h"
#include "documents/ocr.h"
#include "documents/paragraphs.h"
#include "documents/pdf_page.h"
#include "readers/written_date.h"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace khronika::documents {

namespace {

constexpr const char* pdf_reader = "khronika pdf 1";
constexpr double scan_resolution = 300;
constexpr double points_an_inch = 72;

std::size_t letters_in(const std::vector<Word>& words)
{
    std::size_t out = 0;
    for (const Word& word : words) {
        out += utf8::length(word.text);
    }
    return out;
}

/// `3, 5-7` of 3, 5, 6, 7.
std::string ranges(const std::vector<std::uint64_t>& pages)
{
    std::string out;
    for (std::size_t i = 0; i < pages.size();) {
        std::size_t last = i;
        while (last + 1 < pages.size() && pages[last + 1] == pages[last] + 1) {
            ++last;
        }
        out += fmt::format("{}{}", out.empty() ? "" : ", ", pages[i]);
        out += last > i ? fmt::format("-{}", pages[last]) : "";
        i = last + 1;
    }
    return out;
}

/// Reads page by page and remembers what a person should know.
class PdfReader {
public:
    PdfReader(const PdfFile& file, const readers::Request& request, const Packs& packs) : m_file(file), m_request(request), m_ocr(packs) {}

    void read_page(int number)
    {
        const auto page_number = static_cast<std::uint64_t>(number);
        const auto skipped = std::ranges::find(m_request.skipped, page_number, &readers::SkippedPage::page);
        try {
            if (skipped != m_request.skipped.end()) {
                fail("{}", skipped->reason);
            }
            m_pages.push_back(page_of(open_page(m_file, number), page_number));
        } catch (const std::bad_alloc&) {
            note_failure(page_number, "it takes more memory than a reader is given");
        } catch (const std::exception& error) {
            note_failure(page_number, error.what());
        }
    }

    std::vector<Page> m_pages;
    std::vector<std::string> m_failures;
    std::vector<std::uint64_t> m_recognised;
    std::set<std::string> m_used; ///< packs
    double m_confidence = 100;    ///< the lowest of a page

private:
    void note_failure(std::uint64_t number, std::string_view reason)
    {
        m_failures.push_back(fmt::format("page {} could not be read: {}", number, reason));
    }

    Page page_of(const PdfPage& page, std::uint64_t number)
    {
        constexpr std::size_t few_letters = 200;
        constexpr double much_ink = 0.01;
        const PageSize size = size_of(page);
        Page out{number, size.width, size.height, {}};
        std::vector<Word> words = words_of(page);
        const bool garbled = is_garbled(words);
        const std::size_t letters = garbled ? 0 : letters_in(words);
        if (letters > 0 && (letters >= few_letters || ink_outside(page, words) < much_ink)) {
            out.lines = lines_of(std::move(words));
            return out;
        }
        Recognised seen = recognised(page, size);
        if (seen.letters > 2 * letters && seen.letters > 0) {
            m_recognised.push_back(number);
            m_used.insert(seen.pack);
            m_confidence = std::min(m_confidence, seen.confidence);
            out.lines = std::move(seen.lines);
            return out;
        }
        if (garbled) {
            fail("its letters have no meaning (the PDF does not say which characters they are), and OCR found none");
        }
        out.lines = lines_of(std::move(words));
        return out;
    }

    Recognised recognised(const PdfPage& page, PageSize size)
    {
        const double pixels = size.width * size.height * std::pow(scan_resolution / points_an_inch, 2);
        const auto most = static_cast<double>(m_request.limits.pixels);
        const double resolution = pixels <= most ? scan_resolution : scan_resolution * std::sqrt(most / pixels);
        const Picture picture = rendered(page, resolution);
        if (is_blank(picture)) {
            return {};
        }
        Recognised out = m_ocr.read(picture, m_request.stated.language, static_cast<int>(resolution), seconds_for_ocr());
        const double scale = points_an_inch / resolution;
        const auto shrink = [scale](Rect& box) { box = {box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale}; };
        for (Line& line : out.lines) {
            shrink(line.box);
            std::ranges::for_each(line.words, shrink, &Word::box);
        }
        return out;
    }

    /// A page is read up to four times; what is left is for rendering.
    [[nodiscard]] std::uint64_t seconds_for_ocr() const { return std::max<std::uint64_t>(m_request.limits.page_seconds / 3, 1); }

    const PdfFile& m_file;
    const readers::Request& m_request;
    Ocr m_ocr;
};

/// The heading in the largest letters of the first page, where it stands out.
std::string largest_heading(const Text& text, const std::vector<Paragraph>& paragraphs)
{
    constexpr std::size_t head = 12;
    constexpr std::size_t longest = 250;
    std::vector<double> sizes;
    for (const Paragraph& paragraph : paragraphs) {
        sizes.insert(sizes.end(), paragraph.span.size() / 40 + 1, paragraph.size);
    }
    std::ranges::sort(sizes);
    const double usual = sizes.empty() ? 0 : sizes[sizes.size() / 2];
    const Paragraph* best = nullptr;
    for (std::size_t i = 0; i < std::min(head, paragraphs.size()); ++i) {
        const Paragraph& paragraph = paragraphs[i];
        const std::size_t length = utf8::length(at(text.content, paragraph.span));
        if (paragraph.page == 1 && paragraph.size > 1.15 * usual && usual > 0 && length >= 8 && length <= longest &&
            (best == nullptr || paragraph.size > best->size)) {
            best = &paragraph;
        }
    }
    return best == nullptr ? std::string{} : std::string(at(text.content, best->span));
}

/// Titles that programs make of file names are none.
bool is_title(std::string_view title)
{
    const std::string folded = utf8::fold(title);
    const auto ends = [&](std::string_view ending) { return folded.ends_with(ending); };
    return utf8::length(title) >= 4 && !folded.starts_with("microsoft ") && !folded.starts_with("untitled") && !ends(".doc") &&
           !ends(".docx") && !ends(".pdf") && !ends(".indd") && !ends(".odt") && !ends(".qxd") && !ends(".jpg");
}

void find_facts(Text& text, const PdfFacts& facts, const std::vector<Paragraph>& paragraphs, const readers::Months& months)
{
    constexpr std::size_t date_paragraphs = 8;
    constexpr std::size_t longest_dateline = 60;
    text.title = is_title(facts.title) ? Found{facts.title, "pdf"} : Found{largest_heading(text, paragraphs), "text"};
    for (std::size_t i = 0; i < std::min(date_paragraphs, paragraphs.size()); ++i) {
        const std::string_view words = at(text.content, paragraphs[i].span);
        if (utf8::length(words) <= longest_dateline && text.published.value.empty()) {
            text.published = {readers::find_date(words, months).value_or(""), "text"};
        }
    }
    if (text.published.value.empty()) {
        text.published = {facts.created, "pdf"};
    }
}

void add_notes(Text& text, const PdfReader& reader, int pages)
{
    if (!reader.m_recognised.empty()) {
        std::string packs;
        for (const std::string& pack : reader.m_used) {
            packs += (packs.empty() ? "" : ", ") + pack;
        }
        text.reader += fmt::format(", tesseract {} ({})", tesseract::TessBaseAPI::Version(), packs);
        text.notes.push_back(fmt::format("{} of {} pages were read by OCR ({}), the least sure at {:.0f} of 100: page {}",
                                         reader.m_recognised.size(), pages, packs, reader.m_confidence, ranges(reader.m_recognised)));
    }
    if (!reader.m_failures.empty()) {
        text.notes.push_back(fmt::format("{} of {} pages could not be read", reader.m_failures.size(), pages));
        std::ranges::copy(reader.m_failures, std::back_inserter(text.notes));
    }
}

} // namespace

Text read_pdf(std::string_view bytes, const readers::Request& request, const readers::Tables& tables, const Packs& packs,
              const readers::PageBegins& page_begins)
{
    const PdfFile file = open_pdf(bytes);
    const int pages = file->pages();
    if (pages <= 0) {
        fail("the PDF has no pages; collect it again");
    }
    if (static_cast<std::uint64_t>(pages) > request.limits.pages) {
        fail("the PDF's {} pages are more than the limit of {}; split it", pages, request.limits.pages);
    }
    PdfReader reader(file, request, packs);
    for (int number = 1; number <= pages; ++number) {
        page_begins();
        reader.read_page(number);
    }
    page_begins();
    if (reader.m_pages.empty()) {
        fail("none of {} pages could be read; {}", pages, reader.m_failures.front());
    }
    Text text;
    text.reader = pdf_reader;
    text.box_unit = "point";
    text.dropped = take_margins(reader.m_pages);
    const std::vector<Paragraph> paragraphs = write_paragraphs(text, reader.m_pages);
    add_notes(text, reader, pages);
    if (paragraphs.empty()) {
        text.notes.emplace_back("no words were found on any page");
    }
    find_facts(text, facts_of(file), paragraphs, tables.months);
    readers::settle_facts(text, request.stated);
    return text;
}

} // namespace khronika::documents
