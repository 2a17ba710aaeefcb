// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/tables.h"

#include "base/error.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace khronika::readers {

namespace {

/// Folded words parted by single spaces; whatever is neither letter nor digit parts words.
std::string folded_words(std::string_view text)
{
    std::string out;
    bool gap = false;
    for (std::size_t i = 0; i < text.size();) {
        const utf8::Decoded next = utf8::decode(text, i);
        const char32_t c = next.code_point == U'ё' || next.code_point == U'Ё' ? U'е' : utf8::lower(next.code_point);
        if (utf8::is_letter(c) || utf8::is_digit(c)) {
            if (gap && !out.empty()) {
                out.push_back(' ');
            }
            utf8::append(out, c);
            gap = false;
        } else if (c != 0x2019 && c != U'\'') {
            gap = true;
        }
        i += next.length;
    }
    return out;
}

/// The words of a class or id in lower case: parted at anything that is no letter or digit, and at capitals within.
std::vector<std::string> name_words(std::string_view name)
{
    std::vector<std::string> out;
    std::string word;
    const auto take = [&] {
        if (!word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
    };
    char previous = ' ';
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool word_char = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (!word_char || (upper && previous >= 'a' && previous <= 'z')) {
            take();
        }
        if (word_char) {
            word.push_back(upper ? static_cast<char>(c + 0x20) : c);
        }
        previous = c;
    }
    take();
    return out;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const std::string& word : words) {
        out.append(out.empty() ? "" : " ").append(word);
    }
    return out;
}

std::vector<std::string_view> fields_of(std::string_view line)
{
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    while (begin <= line.size()) {
        const std::size_t tab = std::min(line.find('\t', begin), line.size());
        out.push_back(line.substr(begin, tab - begin));
        begin = tab + 1;
    }
    return out;
}

std::optional<Phrases::Where> where_from(std::string_view name)
{
    using Where = Phrases::Where;
    constexpr std::array<std::pair<std::string_view, Where>, 4> names{
        {{"whole", Where::whole}, {"start", Where::start}, {"within", Where::within}, {"end", Where::end}}};
    for (const auto& [key, value] : names) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

void read_phrase(Tables& tables, const std::vector<std::string_view>& fields, const std::string& place)
{
    if (fields.size() != 4) {
        fail("{}: {} columns where reason, where, longest and phrase are wanted, parted by tabs", place, fields.size());
    }
    const auto where = where_from(fields[1]);
    if (!where) {
        fail("{}: column 2 is '{}' and must be whole, start, within or end", place, fields[1]);
    }
    std::size_t longest = 0;
    const auto [end, error] = std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), longest);
    if (error != std::errc{} || end != fields[2].data() + fields[2].size() || longest == 0) {
        fail("{}: column 3 is '{}' and must be a whole number of characters above 0", place, fields[2]);
    }
    if (fields[0].empty() || folded_words(fields[3]).empty()) {
        fail("{}: the reason and the phrase must not be empty", place);
    }
    tables.phrases.add(std::string(fields[0]), *where, longest, fields[3]);
}

void read_hint(Tables& tables, const std::vector<std::string_view>& fields, const std::string& place)
{
    if (fields.size() != 3) {
        fail("{}: {} columns where effect, reason and words are wanted, parted by tabs", place, fields.size());
    }
    if (name_words(fields[2]).empty()) {
        fail("{}: the words must not be empty", place);
    }
    if (fields[0] == "drop" && !fields[1].empty()) {
        tables.hints.add_drop(std::string(fields[1]), fields[2]);
    } else if (fields[0] == "main") {
        tables.hints.add_main(fields[2]);
    } else {
        fail("{}: the line must begin with 'drop' and a reason, or with 'main'", place);
    }
}

void read_month(Tables& tables, const std::vector<std::string_view>& fields, const std::string& place)
{
    if (fields.size() != 2 || fields[1].empty()) {
        fail("{}: {} columns where number and name of a month are wanted, parted by a tab", place, fields.size());
    }
    int number = 0;
    const auto [end, error] = std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), number);
    if (error != std::errc{} || end != fields[0].data() + fields[0].size() || number < 1 || number > 12) {
        fail("{}: column 1 is '{}' and must be 1 to 12", place, fields[0]);
    }
    tables.months.add(number, fields[1]);
}

using ReadLine = void (*)(Tables&, const std::vector<std::string_view>&, const std::string&);

ReadLine kind_of_table(std::string_view path)
{
    const std::string_view name = path.substr(path.rfind('/') + 1);
    for (const auto& [prefix, kind] :
         {std::pair<std::string_view, ReadLine>{"phrases", &read_phrase}, {"hints", &read_hint}, {"months", &read_month}}) {
        if (name.starts_with(prefix)) {
            return kind;
        }
    }
    fail("{}: a reader's table is called phrases*.tsv, hints*.tsv or months*.tsv", path);
}

/// A line of capitalised names parted by slashes, as agencies sign pictures: `A. Name / Agency / Agency`.
bool is_credit(std::string_view block)
{
    constexpr std::size_t longest = 100;
    constexpr std::size_t words_in_a_name = 3;
    if (block.size() > longest || block.find(" / ") == std::string_view::npos ||
        block.find_first_of("0123456789?!") != std::string_view::npos) {
        return false;
    }
    for (std::size_t begin = 0; begin < block.size();) {
        const std::size_t end = std::min(block.find(" / ", begin), block.size());
        const std::string_view part = utf8::trim(block.substr(begin, end - begin));
        const std::string name = folded_words(part);
        if (name.empty() || !utf8::is_upper(utf8::decode(part, 0).code_point) ||
            static_cast<std::size_t>(std::ranges::count(name, ' ')) >= words_in_a_name) {
            return false;
        }
        begin = end + 3;
    }
    return true;
}

} // namespace

void Months::add(int number, std::string_view name)
{
    m_numbers[utf8::fold(name)] = number;
}

int Months::number_of(std::string_view name) const
{
    const auto found = m_numbers.find(utf8::fold(name));
    return found == m_numbers.end() ? 0 : found->second;
}

void Phrases::add(std::string reason, Where where, std::size_t longest, std::string_view phrase)
{
    std::string words = folded_words(phrase);
    m_by_first_word[words.substr(0, words.find(' '))].push_back(m_entries.size());
    m_longest = std::max(m_longest, longest);
    m_entries.push_back({std::move(reason), where, longest, phrase.ends_with(':'), std::move(words)});
}

bool Phrases::fits(const Entry& entry, std::string_view block, std::string_view words, std::size_t begin)
{
    const std::size_t end = begin + entry.words.size();
    if (words.compare(begin, entry.words.size(), entry.words) != 0 || (end != words.size() && words[end] != ' ')) {
        return false;
    }
    const bool bound_to_start = entry.where == Where::whole || entry.where == Where::start;
    const bool bound_to_end = entry.where == Where::whole || entry.where == Where::end;
    if ((bound_to_start && begin != 0) || (bound_to_end && end != words.size())) {
        return false;
    }
    return !entry.colon || folded_words(block.substr(0, block.find(':'))) == entry.words;
}

std::string_view Phrases::reason_for(std::string_view block) const
{
    if (block.size() > m_longest * 4) {
        return {};
    }
    const std::size_t length = utf8::length(block);
    const std::string words = folded_words(block);
    std::string word;
    for (std::size_t begin = 0; begin < words.size();) {
        const std::size_t stop = std::min(words.find(' ', begin), words.size());
        word.assign(words, begin, stop - begin);
        if (const auto found = m_by_first_word.find(word); found != m_by_first_word.end()) {
            for (const std::size_t index : found->second) {
                if (length <= m_entries[index].longest && fits(m_entries[index], block, words, begin)) {
                    return m_entries[index].reason;
                }
            }
        }
        begin = stop + 1;
    }
    return is_credit(block) ? "caption" : "";
}

void Hints::add_drop(std::string reason, std::string_view words)
{
    m_entries[joined(name_words(words))].drop_reason = std::move(reason);
}

void Hints::add_main(std::string_view words)
{
    m_entries[joined(name_words(words))].main = true;
}

Hints::Meaning Hints::of(std::string_view class_and_id) const
{
    constexpr std::size_t longest = 3;
    const std::vector<std::string> parts = name_words(class_and_id);
    Meaning out;
    std::string key;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        key = parts[i];
        for (std::size_t next = i + 1;; ++next) {
            if (const auto found = m_entries.find(key); found != m_entries.end()) {
                out.drop_reason = out.drop_reason.empty() ? std::string_view(found->second.drop_reason) : out.drop_reason;
                out.main = out.main || found->second.main;
            }
            if (next == parts.size() || next == i + longest) {
                break;
            }
            key.append(" ").append(parts[next]);
        }
    }
    return out;
}

Tables read_tables(const std::vector<TableFile>& files)
{
    Tables tables;
    for (const TableFile& file : files) {
        const ReadLine read_line = kind_of_table(file.path);
        std::size_t number = 0;
        std::string_view rest = file.content;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            ++number;
            if (line.ends_with('\r')) {
                line.remove_suffix(1);
            }
            if (line.empty() || line.starts_with('#')) {
                continue;
            }
            read_line(tables, fields_of(line), fmt::format("{}:{}", file.path, number));
        }
    }
    return tables;
}

} // namespace khronika::readers
