// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/place_words.h"

#include "base/utf8.h"
#include "language/table_lines.h"

#include <algorithm>
#include <array>

namespace khronika::language {

namespace {

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 9> class_names = {{{"preposition", wc_preposition},
                                                                                    {"title", wc_title},
                                                                                    {"speech", wc_speech},
                                                                                    {"never", wc_never},
                                                                                    {"stop", wc_stop},
                                                                                    {"calendar", wc_calendar},
                                                                                    {"link", wc_link},
                                                                                    {"stressed", wc_stressed},
                                                                                    {"district", wc_district}}};

/// Case forms of the plural of a head: районы, районов, районам, районами, районах.
bool is_plural_form(const HeadWord& head, std::string_view form)
{
    for (const std::string_view ending : {"ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях", "ых", "ими"}) {
        if (form.ends_with(ending) && !head.word.ends_with(ending)) {
            return true;
        }
    }
    return head.gender == ru::HeadGender::masculine && (form.ends_with("ы") || form == head.word + "а");
}

} // namespace

void PlaceWords::add_name(const std::string& name, std::string_view weakness, std::uint32_t place)
{
    const std::string folded = utf8::fold(name);
    std::vector<std::string> keys;
    if (inflected) {
        keys = ru::keys_of_name(folded);
    } else {
        const std::size_t space = folded.find(' ');
        std::string key = folded.substr(0, space);
        if (space != std::string::npos && key.ends_with('.')) {
            key.pop_back();
        }
        keys.push_back(key + (space == std::string::npos ? "" : " "));
    }
    for (const std::string& key : keys) {
        m_added_lines.push_back(key + "\t" + name + "\t" + std::string(weakness) + "\t" + std::to_string(place) + "\n");
    }
}

void PlaceWords::index_added_names()
{
    std::sort(m_added_lines.begin(), m_added_lines.end());
    for (const std::string& line : m_added_lines) {
        m_added_content += line;
    }
    m_added_lines.clear();
    m_added = NameIndex({"places.tsv", m_added_content});
}

void PlaceWords::read_heads(const TableView& table)
{
    for_each_line(table.content, [&](const TableLine& line) {
        const auto fields = fields_of(table, line, 4, 5);
        HeadWord head;
        const auto kind = kind_from(fields[1]);
        constexpr std::string_view genders = "mfnp";
        const std::size_t gender = fields[2].size() == 1 ? genders.find(fields[2]) : std::string_view::npos;
        if (!kind || (gender == std::string_view::npos && fields[2] != "-")) {
            fail("{}:{}: \"{}\" is no kind of place or \"{}\" no gender (m, f, n, p or -)", table.path, line.number, fields[1], fields[2]);
        }
        head.kind = *kind;
        head.gender = static_cast<ru::HeadGender>(gender == std::string_view::npos ? 0 : gender);
        head.before = fields[3] == "before" || fields[3] == "both";
        head.after = fields[3] == "after" || fields[3] == "both";
        if (!head.before && !head.after) {
            fail("{}:{}: \"{}\" is not before, after or both", table.path, line.number, fields[3]);
        }
        head.dropped = fields.size() > 4 && fields[4] == "drop";
        head.known = fields.size() > 4 && fields[4] == "known";
        if (fields.size() > 4 && !head.dropped && !head.known) {
            fail("{}:{}: \"{}\" is neither drop nor known", table.path, line.number, fields[4]);
        }
        for (const std::string_view word : split(fields[0], '|')) {
            head.word = utf8::fold(word);
            head.written = word;
            if (const std::size_t space = head.word.find(' '); space != std::string::npos) {
                m_head_starts.insert(head.word.substr(0, space));
            }
            std::vector<std::string> keys{head.word};
            if (inflected) {
                keys = ru::keys_of_name(head.word);
            }
            for (const std::string& key : keys) {
                m_heads.emplace(key, head);
            }
        }
    });
}

void PlaceWords::read_evidence(const TableView& table)
{
    for_each_line(table.content, [&](const TableLine& line) {
        const auto fields = fields_of(table, line, 2, 2);
        const auto found = std::find_if(class_names.begin(), class_names.end(), [&](const auto& c) { return c.first == fields[0]; });
        if (found == class_names.end()) {
            fail("{}:{}: \"{}\" is no class of words; docs/places.md lists them", table.path, line.number, fields[0]);
        }
        for (const std::string_view word : split(fields[1], '|')) {
            const std::uint32_t number = m_class_words.insert(utf8::fold(word));
            m_classes.resize(m_class_words.size());
            m_classes[number] |= found->second;
        }
    });
}

const WordIndex& PlaceWords::given_names() const
{
    std::call_once(m_given_names_once, [this] {
        for_each_line(m_given_names_table.content, [this](const TableLine& line) { (void)m_given_names.insert(line.text); });
    });
    return m_given_names;
}

const HeadWord* PlaceWords::head(std::string_view form, bool& plural) const
{
    plural = false;
    if (!inflected) {
        const auto found = m_heads.find(form);
        return found == m_heads.end() ? nullptr : &found->second;
    }
    std::vector<std::string> stems;
    ru::append_stems(form, stems);
    for (const std::string& stem : stems) {
        const auto found = m_heads.find(stem);
        if (found == m_heads.end()) {
            continue;
        }
        if (ru::declines(found->second.word, form)) {
            return &found->second;
        }
        if (is_plural_form(found->second, form)) {
            plural = true;
            return &found->second;
        }
    }
    return nullptr;
}

std::uint32_t PlaceWords::classes(std::string_view folded) const
{
    const std::uint32_t number = m_class_words.find(folded);
    return number == WordIndex::none ? 0 : m_classes[number];
}

bool PlaceWords::is_given_name(std::string_view folded) const
{
    const WordIndex& names = given_names();
    if (names.contains(folded)) {
        return true;
    }
    if (!inflected || folded.size() < 6) {
        return false;
    }
    // The oblique cases of a Russian name: its last letter is another, or one to two letters follow it.
    const std::string_view stem = folded.substr(0, folded.size() - 2);
    const std::string_view last = folded.substr(stem.size());
    const bool oblique = last == "а" || last == "я" || last == "у" || last == "ю" || last == "е" || last == "и" || last == "ы";
    for (const std::string_view ending : {"а", "я", "й", "ь"}) {
        if (oblique && names.contains(std::string(stem) + std::string(ending))) {
            return true;
        }
    }
    for (const std::string_view ending : {"ом", "ем", "ой", "ей", "а", "я", "у", "ю", "е"}) {
        if (folded.ends_with(ending)) {
            const std::string_view rest = folded.substr(0, folded.size() - ending.size());
            if (names.contains(rest) ||
                (ending.size() == 4 && (names.contains(std::string(rest) + "а") || names.contains(std::string(rest) + "я")))) {
                return true;
            }
        }
    }
    return false;
}

std::size_t PlaceWords::start_of(std::string_view folded)
{
    constexpr std::size_t start = 6;
    return std::hash<std::string_view>{}(folded.substr(0, start)) & 0x3FFFU;
}

void PlaceWords::add_adjective(std::string_view form, PlaceAdjective adjective)
{
    adjective.stem = form.ends_with('*');
    if (adjective.stem) {
        form.remove_suffix(1);
    }
    const std::string folded = utf8::fold(form);
    if (const std::size_t space = folded.find(' '); space != std::string::npos) {
        m_phrase_starts.insert(folded.substr(0, space));
    }
    m_adjective_starts.resize(0x4000);
    m_adjective_starts[start_of(folded)] = true;
    const std::uint32_t word = m_adjective_words.insert(folded);
    m_adjectives.resize(m_adjective_words.size());
    m_adjectives[word].push_back(std::move(adjective));
}

const std::vector<PlaceAdjective>* PlaceWords::adjective(std::string_view folded) const
{
    if (m_adjective_starts.empty() || !m_adjective_starts[start_of(folded)]) {
        return nullptr;
    }
    const auto find = [&](std::string_view word) {
        const std::uint32_t number = m_adjective_words.find(word);
        return number == WordIndex::none ? nullptr : &m_adjectives[number];
    };
    const auto* whole = find(folded);
    if (whole != nullptr && (!whole->front().stem || whole->front().form == NameForm::demonym)) {
        return whole;
    }
    if (!inflected) {
        return nullptr;
    }
    constexpr std::size_t longest_ending = 10;
    for (std::size_t cut = 2; cut <= longest_ending && cut + 4 <= folded.size(); cut += 2) {
        const std::string_view rest = folded.substr(folded.size() - cut);
        const bool adjectival = ru::is_adjective_ending(rest);
        const bool people = ru::is_people_ending(rest);
        if (!adjectival && !people) {
            continue;
        }
        const auto* found = find(folded.substr(0, folded.size() - cut));
        if (found != nullptr && found->front().stem && (found->front().form == NameForm::adjective ? adjectival : people)) {
            return found;
        }
    }
    return nullptr;
}

void PlaceWords::read_adjectives(const TableView& table, const std::function<std::uint32_t(std::string_view)>& find,
                                 const std::function<std::string(std::uint32_t)>& name)
{
    for_each_line(table.content, [&](const TableLine& line) {
        const auto fields = fields_of(table, line, 3, 4);
        if (fields[1] != "adjective" && fields[1] != "demonym") {
            fail("{}:{}: \"{}\" is neither adjective nor demonym", table.path, line.number, fields[1]);
        }
        PlaceAdjective adjective;
        adjective.form = fields[1] == "adjective" ? NameForm::adjective : NameForm::demonym;
        adjective.place = find(fields[2]);
        if (adjective.place == no_place) {
            fail("{}:{}: no place \"{}\"; give an id of gazetteer.tsv or places.tsv, or COUNTRY/Name", table.path, line.number, fields[2]);
        }
        adjective.nominative = fields.size() > 3 ? std::string(fields[3]) : name(adjective.place);
        for (const std::string_view form : split(fields[0], '|')) {
            add_adjective(form, adjective);
        }
    });
}

} // namespace khronika::language
