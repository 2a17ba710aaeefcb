// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/ocr.h"

#include "base/error.h"
#include "documents/exif.h"
#include "documents/image.h"
#include "model/boxes.h"
#include "support/typeset.h"
#include "support/words.h"

#include <exiv2/exiv2.hpp>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

namespace khronika::documents {
namespace {

using support::PageOfPieces;

const Packs& packs()
{
    static const Packs loaded = load_packs();
    return loaded;
}

PageOfPieces page_of(const std::vector<std::string>& paragraphs, const std::string& font)
{
    PageOfPieces page;
    double y = 70;
    for (const std::string& words : paragraphs) {
        page.push_back({words, 70, y, 455, font});
        y += 140;
    }
    return page;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string out;
    for (const std::string& line : lines) {
        out += line + "\n";
    }
    return out;
}

/// Tests are no place for haste: the machine may be busy.
readers::Request patient()
{
    readers::Request request;
    request.limits.page_seconds = 3000;
    return request;
}

Text read(const std::string& bytes, const readers::Request& request = patient())
{
    return read_image(bytes, request, packs(), [] {});
}

TEST(OcrPacks, AreAllThere)
{
    for (const char* pack : {"rus", "eng", "tgk", "uzb", "uzb_cyrl", "kir", "ukr"}) {
        EXPECT_TRUE(packs().contains(pack)) << package_of(pack) << " is not installed";
    }
    EXPECT_EQ(package_of("uzb_cyrl"), "tesseract-ocr-uzb-cyrl");
}

TEST(OcrOfCleanPages, ErrsInAtMostThreeOfAHundredCharacters)
{
    for (const char* font : {"DejaVu Serif 11", "DejaVu Sans 10"}) {
        for (const auto* paragraphs : {&support::russian_paragraphs(), &support::english_paragraphs()}) {
            const Text text = read(support::png_of(page_of(*paragraphs, font)));
            const double error = support::character_error(text.content, joined(*paragraphs));
            EXPECT_LE(error, 0.03) << font << "\n" << text.content;
            EXPECT_EQ(text.language.value, paragraphs == &support::russian_paragraphs() ? "ru" : "en");
            RecordProperty("character_error", std::to_string(error));
            std::printf("%s, %s: character error %.4f\n", font, text.language.value.c_str(), error);
        }
    }
}

TEST(OcrOfOtherLanguages, KeepsTheirLetters)
{
    const std::string kyrgyz = "Бишкек шаарындагы райондук сот үч жаранды өлкөдөн чыгаруу жөнүндө чечим кабыл алды, деп билдирди "
                               "башкармалыктын басма сөз кызматы. Кармалгандардын арасында өспүрүмдөр да болгон, алардын укуктары "
                               "бузулган деп эсептешет укук коргоочулар. Иш боюнча тергөө дагы эле жүрүп жатат.";
    const std::string tajik = "Дар шаҳри Душанбе додгоҳи ноҳиявӣ дар бораи се шаҳрванд қарор қабул кард, хабар медиҳад хадамоти матбуот. "
                              "Ҳуқуқшиносон мегӯянд, ки дар байни боздоштшудагон ноболиғон низ буданд ва ҳуқуқи онҳо поймол шудааст. "
                              "Тафтишот аз рӯи ин парванда ҳанӯз идома дорад.";
    const std::string uzbek =
        "Toshkent shahridagi tuman sudi uch nafar fuqaroni mamlakatdan chiqarib yuborish haqida qaror qabul qildi, deb "
        "xabar berdi matbuot xizmati. Huquq himoyachilarining aytishicha, ushlanganlar orasida voyaga yetmaganlar ham "
        "bor edi. Ish bo'yicha tergov davom etmoqda.";
    const std::string uzbek_cyrillic =
        "Тошкент шаҳридаги туман суди уч нафар фуқарони мамлакатдан чиқариб юбориш ҳақида қарор қабул қилди, "
        "деб хабар берди матбуот хизмати. Ҳуқуқ ҳимоячиларининг айтишича, ушланганлар орасида вояга етмаганлар "
        "ҳам бор эди. Иш бўйича тергов давом этмоқда.";
    const std::string ukrainian = "Районний суд у Києві ухвалив рішення про видворення трьох громадян, повідомила пресслужба управління. "
                                  "Правозахисники кажуть, що серед затриманих були й неповнолітні, а їхні права порушено. Слідство у "
                                  "цій справі ще триває, захист оскаржив ухвалу.";
    for (const auto& [words, pack] : {std::pair{kyrgyz, "kir"},
                                      std::pair{tajik, "tgk"},
                                      std::pair{uzbek, "uzb"},
                                      {uzbek_cyrillic, "uzb_cyrl"},
                                      std::pair{ukrainian, "ukr"}}) {
        const Text text = read(support::png_of({{words, 70, 80, 455, "DejaVu Serif 12"}}));
        const double error = support::character_error(text.content, words);
        std::printf("%s: character error %.4f\n", pack, error);
        EXPECT_LE(error, 0.06) << text.content;
        ASSERT_FALSE(text.notes.empty());
        EXPECT_NE(text.notes[0].find(std::string("(") + pack + ")"), std::string::npos) << text.notes[0];
    }
}

/// Where pango set the bytes [begin, end) of a piece, in pixels.
Rect set_at(const support::Piece& piece, std::size_t begin, std::size_t end, double scale)
{
    const support::Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 10, 10));
    const support::Context context(cairo_create(surface.get()));
    cairo_scale(context.get(), scale, scale); // as the page is drawn: hinting moves letters
    const support::Layout layout = support::layout_of(context.get(), piece);
    PangoRectangle first;
    PangoRectangle last;
    pango_layout_index_to_pos(layout.get(), static_cast<int>(begin), &first);
    pango_layout_index_to_pos(layout.get(), static_cast<int>(end - 1), &last);
    const double unit = scale / PANGO_SCALE;
    return {piece.x * scale + first.x * unit, piece.y * scale + first.y * unit, piece.x * scale + (last.x + last.width) * unit,
            piece.y * scale + (last.y + last.height) * unit};
}

TEST(OcrBoxes, OfSampledWordsLieWhereTheWordsWereSet)
{
    const support::Piece piece{support::english_paragraphs()[0] + " " + support::english_paragraphs()[2], 70, 80, 455, "DejaVu Serif 12"};
    const Text text = read(support::png_of({piece}));
    ASSERT_EQ(text.box_unit, "pixel");
    std::size_t met = 0;
    std::size_t begin = 0;
    for (const Box& box : text.boxes) {
        const std::string words(at(text.content, box.text));
        const std::size_t found = piece.words.find(words, begin);
        if (words.size() < 3 || found == std::string::npos) {
            continue; // misread, or too short to be found surely
        }
        begin = found;
        const Rect set = set_at(piece, found, found + words.size(), 300.0 / 72);
        EXPECT_NEAR(box.x, set.x0, 12) << words;
        EXPECT_NEAR(box.x + box.width, set.x1, 12) << words;
        EXPECT_GE(box.y, set.y0 - 3) << words;
        EXPECT_LE(box.y + box.height, set.y1 + 3) << words;
        ++met;
    }
    EXPECT_GE(met, 60U);
}

/// A white JPEG with EXIF.
std::string photograph(int orientation)
{
    Pix* pix = pixCreate(400, 300, 8);
    pixSetAll(pix);
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    pixWriteMemJpeg(&bytes, &size, pix, 90, 0);
    pixDestroy(&pix);
    const auto image = Exiv2::ImageFactory::open(bytes, static_cast<long>(size));
    image->readMetadata();
    Exiv2::ExifData& exif = image->exifData();
    exif["Exif.Image.Make"] = "Maker";
    exif["Exif.Image.Model"] = "Model 5";
    exif["Exif.Photo.DateTimeOriginal"] = "2024:04:03 12:30:59";
    exif["Exif.Photo.OffsetTimeOriginal"] = "+03:00";
    exif["Exif.GPSInfo.GPSLatitude"] = "55/1 45/1 2112/100";
    exif["Exif.GPSInfo.GPSLatitudeRef"] = "N";
    exif["Exif.GPSInfo.GPSLongitude"] = "37/1 37/1 0/1";
    exif["Exif.GPSInfo.GPSLongitudeRef"] = "E";
    exif["Exif.Image.Orientation"] = static_cast<std::uint16_t>(orientation);
    image->writeMetadata();
    const Exiv2::BasicIo& io = image->io();
    const_cast<Exiv2::BasicIo&>(io).seek(0, Exiv2::BasicIo::beg);
    const Exiv2::DataBuf all = const_cast<Exiv2::BasicIo&>(io).read(static_cast<long>(io.size()));
    lept_free(bytes);
    return {reinterpret_cast<const char*>(all.pData_), static_cast<std::size_t>(all.size_)};
}

TEST(Exif, IsReadAndMarkedPersonal)
{
    const Text text = read(photograph(6));
    EXPECT_EQ(text.properties, (std::vector<Property>{{"taken", "2024-04-03T12:30:59+03:00", true},
                                                      {"device", "Maker Model 5", true},
                                                      {"latitude", "55.755867", true},
                                                      {"longitude", "37.616667", true},
                                                      {"orientation", "6", false}}));
    EXPECT_EQ(text.content, "");
    EXPECT_EQ(text.published.value, "") << "when a picture was taken is personal";
    EXPECT_EQ(text.notes, std::vector<std::string>{"no words were found in the picture"});
    EXPECT_TRUE(exif_of("no picture").empty());
}

TEST(Image, LyingPictureIsTurnedByItsExif)
{
    const Picture lying(pixCreate(40, 30, 8));
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const Picture turned = upright(Picture(pixCopy(nullptr, lying.get())), orientation);
        EXPECT_EQ(size_of(turned).width, orientation >= 5 ? 30 : 40) << orientation;
    }
}

TEST(Image, DamagedAndOversizedAreRefusedByName)
{
    const std::string png = support::png_of({}, 72);
    readers::Request small;
    small.limits.pixels = 1000;
    EXPECT_THROW((void)read(png, small), Error);
    EXPECT_THROW((void)read(png.substr(0, 20)), Error);
    EXPECT_THROW((void)read(png.substr(0, png.size() / 2)), Error);
}

TEST(Image, EachFrameOfATiffIsAPage)
{
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    Pixa* frames = pixaCreate(2);
    for (const auto* paragraphs : {&support::english_paragraphs(), &support::russian_paragraphs()}) {
        const std::string png = support::png_of({{(*paragraphs)[2], 70, 80}});
        pixaAddPix(frames, pixReadMem(reinterpret_cast<const l_uint8*>(png.data()), png.size()), L_INSERT);
    }
    std::string tiff;
    ASSERT_EQ(pixaWriteMemMultipageTiff(&bytes, &size, frames), 0);
    tiff.assign(reinterpret_cast<const char*>(bytes), size);
    lept_free(bytes);
    pixaDestroy(&frames);
    const Text text = read(tiff);
    EXPECT_LE(support::character_error(text.content, support::english_paragraphs()[2] + "\n" + support::russian_paragraphs()[2]), 0.03)
        << text.content;
    EXPECT_EQ(text.boxes.back().page, 2U);
}

TEST(Image, MissingPackIsNamed)
{
    const Packs none;
    try {
        (void)read_image(support::png_of({{"Words on a page", 70, 80}}), {}, none, [] {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "the OCR pack rus is missing; install the package tesseract-ocr-rus");
    }
}

} // namespace
} // namespace khronika::documents
