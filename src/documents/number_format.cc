// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/number_format.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace khronika::documents {

namespace {

/// The sections of a format, parted by semicolons outside quotes.
std::vector<std::string_view> sections_of(std::string_view format)
{
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '\\') {
            ++i;
        } else if (format[i] == '"') {
            quoted = !quoted;
        } else if (format[i] == ';' && !quoted) {
            out.push_back(format.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    out.push_back(format.substr(begin));
    return out;
}

/// A piece of a format: a literal, or a run of one code letter or of digit places.
struct Piece {
    enum class Kind : std::uint8_t { literal, code, digits } kind = Kind::literal;
    std::string text; ///< of a code in small letters
};

/// True for `[h]`, `[mm]`, `[s]`: hours and so on beyond a day. Other brackets hold colours, conditions and countries.
bool is_elapsed(std::string_view inner)
{
    const std::string folded = utf8::fold(inner);
    return !folded.empty() && (folded[0] == 'h' || folded[0] == 'm' || folded[0] == 's') &&
           folded.find_first_not_of(folded[0]) == std::string::npos;
}

/// Reads the piece at `i` that is escaped, quoted or bracketed; false where it is none.
bool take_literal(std::string_view format, std::size_t& i, std::vector<Piece>& out)
{
    const char c = format[i];
    if (c == '\\' && i + 1 < format.size()) {
        const std::size_t length = utf8::decode(format, i + 1).length;
        out.push_back({Piece::Kind::literal, std::string(format.substr(i + 1, length))});
        i += 1 + length;
    } else if (c == '"') {
        const std::size_t end = std::min(format.find('"', i + 1), format.size());
        out.push_back({Piece::Kind::literal, std::string(format.substr(i + 1, end - i - 1))});
        i = std::min(end + 1, format.size());
    } else if (c == '[') {
        const std::size_t end = std::min(format.find(']', i), format.size());
        const std::string_view inner = format.substr(i + 1, end - i - 1);
        if (is_elapsed(inner)) {
            out.push_back({Piece::Kind::code, "[" + utf8::fold(inner)});
        } else if (inner.starts_with('$')) { // a currency, before its country
            out.push_back({Piece::Kind::literal, std::string(inner.substr(1, inner.find('-') - 1))});
        }
        i = std::min(end + 1, format.size());
    } else if (c == '_' || c == '*') { // room for a letter, or a filling
        const std::size_t length = i + 1 < format.size() ? utf8::decode(format, i + 1).length : 0;
        if (c == '_') {
            out.push_back({Piece::Kind::literal, " "});
        }
        i += 1 + length;
    } else {
        return false;
    }
    return true;
}

std::vector<Piece> pieces_of(std::string_view format)
{
    std::vector<Piece> out;
    for (std::size_t i = 0; i < format.size();) {
        if (take_literal(format, i, out)) {
            continue;
        }
        const std::string_view rest = format.substr(i);
        const std::string folded = utf8::fold(rest.substr(0, 5));
        const char c = folded.empty() ? rest[0] : folded[0];
        if (folded.starts_with("am/pm") || folded.starts_with("a/p")) {
            out.push_back({Piece::Kind::code, "am/pm"});
            i += folded.starts_with("am/pm") ? 5 : 3;
        } else if (std::string_view("ymdhs").find(c) != std::string_view::npos) {
            std::size_t end = i;
            while (end < format.size() && (format[end] | 0x20) == c) {
                ++end;
            }
            out.push_back({Piece::Kind::code, std::string(end - i, c)});
            i = end;
        } else if (std::string_view("0#?").find(c) != std::string_view::npos ||
                   (c == '.' && i + 1 < format.size() && std::string_view("0#?").find(format[i + 1]) != std::string_view::npos)) {
            std::size_t end = std::min(format.find_first_not_of("0#?.,", i), format.size());
            out.push_back({Piece::Kind::digits, std::string(format.substr(i, end - i))});
            i = end;
        } else {
            const std::size_t length = utf8::decode(format, i).length;
            out.push_back({Piece::Kind::literal, std::string(format.substr(i, length))});
            i += length;
        }
    }
    return out;
}

bool is_date(const std::vector<Piece>& pieces)
{
    return std::ranges::any_of(pieces, [](const Piece& piece) { return piece.kind == Piece::Kind::code; });
}

struct Moment {
    std::int64_t year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int weekday = 0; ///< 0 is Sunday
    std::int64_t hour = 0;
    int minute = 0;
    double second = 0;
    double days = 0; ///< as stored
};

/// The day and time of a serial number; spreadsheets hold 1900 for a leap year, so that the days before March 1900 are one off.
Moment moment_of(double value, bool from_1904, bool fractions)
{
    Moment out;
    out.days = value;
    const double unit = fractions ? 1000 : 1; // seconds are rounded to what is shown
    double whole = std::floor(value);
    double seconds = std::round((value - whole) * 86400 * unit) / unit;
    if (seconds >= 86400) {
        whole += 1;
        seconds -= 86400;
    }
    // Days since 0000-03-01, by Hinnant's algorithm (chrono-Compatible Low-Level Date Algorithms).
    const auto serial = static_cast<std::int64_t>(whole);
    const std::int64_t epoch = from_1904 ? 695361 + 60 : 693899 + (serial < 60 ? 61 : 60);
    const std::int64_t z = serial + epoch - 60;
    const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const auto doe = static_cast<std::uint64_t>(z - era * 146097);
    const std::uint64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const std::uint64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::uint64_t mp = (5 * doy + 2) / 153;
    out.day = static_cast<unsigned>(doy - (153 * mp + 2) / 5 + 1);
    out.month = static_cast<unsigned>(mp < 10 ? mp + 3 : mp - 9);
    out.year = static_cast<std::int64_t>(yoe) + era * 400 + (out.month <= 2 ? 1 : 0);
    out.weekday = static_cast<int>(((z + 3) % 7 + 7) % 7);
    out.hour = static_cast<std::int64_t>(seconds / 3600);
    out.minute = static_cast<int>(seconds / 60) % 60;
    out.second = std::fmod(seconds, 60);
    return out;
}

constexpr std::array<const char*, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                             "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<const char*, 7> weekdays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

std::string month_or_minute(const std::string& code, const Moment& moment, bool minute)
{
    if (minute) {
        return code.size() > 1 ? fmt::format("{:02}", moment.minute) : fmt::format("{}", moment.minute);
    }
    switch (code.size()) {
    case 1:
        return fmt::format("{}", moment.month);
    case 2:
        return fmt::format("{:02}", moment.month);
    case 3:
        return std::string(months.at(moment.month - 1)).substr(0, 3);
    case 5:
        return std::string(months.at(moment.month - 1)).substr(0, 1);
    default:
        return months.at(moment.month - 1);
    }
}

std::string day_of(const std::string& code, const Moment& moment)
{
    switch (code.size()) {
    case 1:
        return fmt::format("{}", moment.day);
    case 2:
        return fmt::format("{:02}", moment.day);
    case 3:
        return std::string(weekdays.at(static_cast<std::size_t>(moment.weekday))).substr(0, 3);
    default:
        return weekdays.at(static_cast<std::size_t>(moment.weekday));
    }
}

std::string elapsed(const std::string& code, const Moment& moment)
{
    const double seconds = std::round(moment.days * 86400);
    const double count = code[1] == 'h' ? seconds / 3600 : code[1] == 'm' ? seconds / 60 : seconds;
    return fmt::format("{:0{}}", static_cast<std::int64_t>(count), code.size() - 1);
}

std::string shown_code(const std::string& code, const Moment& moment, bool minute, bool half_days)
{
    if (code == "am/pm") {
        return moment.hour < 12 ? "AM" : "PM";
    }
    if (code[0] == '[') {
        return elapsed(code, moment);
    }
    switch (code[0]) {
    case 'y':
        return code.size() > 2 ? fmt::format("{:04}", moment.year) : fmt::format("{:02}", moment.year % 100);
    case 'm':
        return month_or_minute(code, moment, minute);
    case 'd':
        return day_of(code, moment);
    case 'h': {
        const std::int64_t hour = half_days ? (moment.hour + 11) % 12 + 1 : moment.hour;
        return code.size() > 1 ? fmt::format("{:02}", hour) : fmt::format("{}", hour);
    }
    default:
        return fmt::format("{:0{}}", static_cast<int>(moment.second), code.size() > 1 ? 2 : 1);
    }
}

/// True where the m at `i` means minutes: after hours or before seconds.
bool is_minute(const std::vector<Piece>& pieces, std::size_t i)
{
    const auto code = [&](std::size_t j) { return pieces[j].kind == Piece::Kind::code ? pieces[j].text[0] : '\0'; };
    for (std::size_t j = i; j > 0; --j) {
        if (const char c = code(j - 1); c != '\0') {
            if (c == 'h' || (c == '[' && pieces[j - 1].text[1] == 'h')) {
                return true;
            }
            break;
        }
    }
    for (std::size_t j = i + 1; j < pieces.size(); ++j) {
        if (const char c = code(j); c != '\0') {
            return c == 's';
        }
    }
    return false;
}

std::string shown_date(double value, const std::vector<Piece>& pieces, bool from_1904)
{
    const bool fractions = std::ranges::any_of(pieces, [](const Piece& piece) { return piece.kind == Piece::Kind::digits; });
    const bool half_days = std::ranges::any_of(pieces, [](const Piece& piece) { return piece.text == "am/pm"; });
    const Moment moment = moment_of(value, from_1904, fractions);
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        if (piece.kind == Piece::Kind::code) {
            out += shown_code(piece.text, moment, piece.text[0] == 'm' && is_minute(pieces, i), half_days);
        } else if (piece.kind == Piece::Kind::digits && piece.text.starts_with('.')) { // fractions of a second
            const std::size_t places = std::min<std::size_t>(piece.text.size() - 1, 3);
            out += fmt::format("{:.{}f}", moment.second - std::floor(moment.second), places).substr(1);
        } else if (piece.kind == Piece::Kind::literal) {
            out += piece.text;
        }
    }
    return out;
}

std::string grouped(std::string digits)
{
    for (std::size_t i = digits.size(); i > 3; i -= 3) {
        digits.insert(i - 3, ",");
    }
    return digits;
}

/// The digits of `value` by the places of `picture` (`#,##0.0#`).
std::string by_places(double value, std::string_view picture)
{
    const std::size_t point = std::min(picture.find('.'), picture.size());
    std::string_view whole = picture.substr(0, point);
    const std::string_view part = point < picture.size() ? picture.substr(point + 1) : std::string_view{};
    std::string_view last = part.empty() ? whole : part;
    while (last.ends_with(',')) { // each comma at the end scales by a thousand
        value /= 1000;
        last.remove_suffix(1);
        if (part.empty()) {
            whole.remove_suffix(1);
        }
    }
    const auto places = static_cast<std::size_t>(std::ranges::count_if(part, [](char c) { return c != ','; }));
    const auto kept = static_cast<std::size_t>(std::ranges::count(part, '0'));
    std::string digits = fmt::format("{:.{}f}", value, std::min<std::size_t>(places, 30));
    const std::size_t dot = std::min(digits.find('.'), digits.size());
    std::string fraction = dot < digits.size() ? digits.substr(dot + 1) : std::string{};
    while (fraction.size() > kept && fraction.ends_with('0')) {
        fraction.pop_back();
    }
    std::string front = digits.substr(0, dot);
    const auto least = static_cast<std::size_t>(std::ranges::count(whole, '0'));
    front = front == "0" && least == 0 ? "" : front;
    front.insert(0, front.size() < least ? least - front.size() : 0, '0');
    front = whole.find(',') != std::string_view::npos ? grouped(std::move(front)) : std::move(front);
    return fraction.empty() ? front : front + "." + fraction;
}

std::string shown_digits(double value, const std::vector<Piece>& pieces)
{
    const auto literal_is = [](std::string_view word) {
        return [word](const Piece& piece) { return piece.kind == Piece::Kind::literal && piece.text == word; };
    };
    const auto percents = std::ranges::count_if(pieces, literal_is("%"));
    for (std::ptrdiff_t i = 0; i < std::min<std::ptrdiff_t>(percents, 3); ++i) {
        value *= 100;
    }
    const auto digits = std::ranges::count_if(pieces, [](const Piece& piece) { return piece.kind == Piece::Kind::digits; });
    if (digits > 1) { // fractions, telephone numbers, exponents
        return plain_number(value);
    }
    std::string out;
    for (const Piece& piece : pieces) {
        out += piece.kind == Piece::Kind::digits ? by_places(value, piece.text) : piece.text;
    }
    return out;
}

} // namespace

std::string plain_number(double value)
{
    if (!std::isfinite(value)) {
        return {};
    }
    if (value == std::floor(value) && std::fabs(value) < 1e15) {
        return fmt::format("{}", static_cast<std::int64_t>(value));
    }
    return fmt::format("{:.15g}", value);
}

std::string_view built_in_format(int number)
{
    constexpr std::array<std::string_view, 50> formats{"General",
                                                       "0",
                                                       "0.00",
                                                       "#,##0",
                                                       "#,##0.00",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "0%",
                                                       "0.00%",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "yyyy-mm-dd",
                                                       "d-mmm-yy",
                                                       "d-mmm",
                                                       "mmm-yy",
                                                       "h:mm AM/PM",
                                                       "h:mm:ss AM/PM",
                                                       "h:mm",
                                                       "h:mm:ss",
                                                       "yyyy-mm-dd hh:mm",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "yyyy-mm-dd",
                                                       "yyyy-mm-dd",
                                                       "yyyy-mm-dd",
                                                       "yyyy-mm-dd",
                                                       "yyyy-mm-dd",
                                                       "h:mm",
                                                       "h:mm:ss",
                                                       "yyyy-mm-dd",
                                                       "yyyy-mm-dd",
                                                       "yyyy-mm-dd",
                                                       "#,##0;-#,##0",
                                                       "#,##0;-#,##0",
                                                       "#,##0.00;-#,##0.00",
                                                       "#,##0.00;-#,##0.00",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "mm:ss",
                                                       "[h]:mm:ss",
                                                       "mm:ss.0",
                                                       "General",
                                                       "General"};
    return number >= 0 && static_cast<std::size_t>(number) < formats.size() ? formats[static_cast<std::size_t>(number)]
                                                                            : std::string_view("General");
}

std::string shown_number(double value, std::string_view format, bool from_1904)
{
    constexpr double most = 1e13;
    if (!std::isfinite(value) || std::fabs(value) > most || format.empty() || utf8::fold(format) == "general" || format == "@") {
        return plain_number(value);
    }
    const std::vector<std::string_view> sections = sections_of(format);
    std::string_view section = sections[0];
    bool minus = value < 0;
    if (value < 0 && sections.size() > 1) {
        section = sections[1];
        minus = false; // the section writes its own sign
    } else if (value == 0 && sections.size() > 2) {
        section = sections[2];
    }
    const std::vector<Piece> pieces = pieces_of(section);
    if (is_date(pieces)) {
        constexpr double last_day = 2958466; // of the year 9999
        return value < 0 || value >= last_day ? plain_number(value) : shown_date(value, pieces, from_1904);
    }
    if (utf8::fold(section).find("general") != std::string::npos) {
        return plain_number(value);
    }
    const std::string shown = shown_digits(std::fabs(value), pieces);
    const std::string_view trimmed = utf8::trim(shown);
    const bool nothing = trimmed.find_first_of("123456789") == std::string_view::npos;
    return (minus && !nothing ? "-" : "") + std::string(trimmed);
}

} // namespace khronika::documents
