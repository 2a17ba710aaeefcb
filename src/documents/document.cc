// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/document.h"

#include "base/error.h"
#include "documents/exif.h"
#include "documents/image.h"
#include "documents/ods.h"
#include "documents/pdf.h"
#include "documents/pdf_page.h"
#include "documents/picture.h"
#include "documents/xlsx.h"
#include "readers/language_guess.h"
#include "readers/sniff.h"

#include <iconv.h>

#include <memory>

namespace khronika::documents {

namespace {

constexpr std::uint64_t memory = 2ULL << 30U;
/// A document's time is kept by the program, page by page; this is what even the longest does not need.
constexpr std::uint64_t cpu_seconds = 24 * 3600;

void warm_up()
{
    // poppler changes encodings by iconv, which loads a module for UTF-16 and lets go of what nobody holds.
    (void)iconv_open("UTF-16", "UTF-8");
    (void)iconv_open("UTF-8", "UTF-16");
    warm_up_pdf();
    (void)exif_of("no picture");
    (void)readers::guess_language("Суд решил выслать из страны более четырёхсот человек.");
}

} // namespace

Text read_document(std::string_view bytes, const readers::Request& request, const readers::Tables& tables, const Packs& packs,
                   const readers::PageBegins& page_begins)
{
    const std::string type = readers::media_type_of(bytes, request.name);
    if (bytes.size() > request.limits.document_bytes) {
        fail("{} bytes of {} are more than the limit of {}; split the file", bytes.size(), type, request.limits.document_bytes);
    }
    if (type == "application/pdf") {
        return read_pdf(bytes, request, tables, packs, page_begins);
    }
    if (type == readers::xlsx_type) {
        return read_xlsx(bytes, request);
    }
    if (type == readers::ods_type) {
        return read_ods(bytes, request);
    }
    if (type.starts_with("image/")) {
        return read_image(bytes, request, packs, page_begins);
    }
    fail("{} is no document that khronika-reader reads", type);
}

readers::Work document_work()
{
    const auto packs = std::make_shared<Packs>();
    const auto prepare = [packs] {
        *packs = load_packs();
        warm_up();
    };
    const auto read = [packs](std::string_view bytes, const readers::Request& request, const readers::Tables& tables,
                              const readers::PageBegins& page_begins) {
        return read_document(bytes, request, tables, *packs, page_begins);
    };
    return {prepare, read, memory, cpu_seconds};
}

} // namespace khronika::documents
