// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/document.h"

#include "claims/quotations.h"

#include <algorithm>

namespace khronika::claims {

using language::TokenKind;

namespace {

/// True for a capitalised word that nothing else explains.
bool unexplained(const Document& document, TokenIndex i)
{
    const auto& token = document.tokens[i];
    if (token.kind != TokenKind::word || !token.capital || token.all_capitals || document.place_of[i] != none ||
        document.date_of[i] != none || document.sentence_of[i] == none || document.quotation_of[i] != none) {
        return false;
    }
    for (const language::Match& match : document.matches.beginning_at(i)) {
        if (match.entry->cls != language::Class::adverb) {
            return false;
        }
    }
    return true;
}

/// The last token of a run of names that begins at `i`: "Um Rakuba", "Place de la Nation", "Tal al-Hawa"; `i - 1` where none does.
TokenIndex name_run(const Document& document, TokenIndex i)
{
    constexpr TokenIndex longest = 4;
    static constexpr std::string_view particles[] = {"al", "el", "de", "la", "le", "du", "des", "del", "da", "do", "di", "bin", "ibn", "-"};
    TokenIndex last = i - 1;
    for (TokenIndex k = i; k < document.tokens.size() && k < i + longest; ++k) {
        const std::string_view word = document.tokens[k].folded;
        const bool particle = std::find(std::begin(particles), std::end(particles), word) != std::end(particles);
        const bool numeral = k > i && document.tokens[k].capital && document.number_of[k] != none;
        if (unexplained(document, k) || numeral) {
            last = k;
        } else if (!particle || k == i) {
            break;
        }
    }
    return last;
}

/// True where what follows a run of names shows it to be a body's or a person's: "in Human Rights Watch reports".
bool name_goes_on(const Document& document, TokenIndex next)
{
    return next < document.tokens.size() &&
           (document.tokens[next].capital || document.tokens[next].text == "'s" || document.tokens[next].text == "’s" ||
            document.matches.covers(next, language::Class::organisation) || document.matches.covers(next, language::Class::speech) ||
            document.matches.covers(next, language::Class::auxiliary_have) || document.tokens[next].folded == "who");
}

Place small_place(const Document& document, TokenRange tokens)
{
    language::PlaceMention mention;
    mention.span = document.span(tokens);
    mention.kind = language::PlaceKind::district;
    mention.nominative = document.words(tokens);
    return {mention, tokens};
}

void add_place(Document& document, const Place& place)
{
    for (TokenIndex i = place.tokens.first; i <= place.tokens.last; ++i) {
        document.place_of[i] = static_cast<std::uint32_t>(document.places.size());
    }
    document.places.push_back(place);
}

/// True where a place may stand in English after the token: "near", "the site at", "outside".
bool before_small_place(const Document& document, TokenIndex i)
{
    const std::string_view word = document.tokens[i].folded;
    if (word == "on" && i + 2 < document.tokens.size()) {
        static constexpr std::string_view streets[] = {"place",   "rue", "avenue", "calle", "plaza", "boulevard",
                                                       "avenida", "rua", "piazza", "via",   "jalan", "jalán"};
        return std::find(std::begin(streets), std::end(streets), document.tokens[i + 1].folded) != std::end(streets);
    }
    if (word == "at") {
        const auto* unit = i > 0 ? document.begins(i - 1, language::Class::unit) : nullptr;
        return unit != nullptr && unit->entry->kind == "place";
    }
    return word == "in" || word == "near" || word == "outside";
}

/// "in Irumu and Djugu", "in Kyiv, Bucha and Irpin": what is listed with a place is one too, where the list closes with "and".
void find_listed_places(Document& document, TokenIndex end)
{
    const auto is_and = [&](TokenIndex k) { return k < document.tokens.size() && document.tokens[k].folded == "and"; };
    std::vector<Place> found;
    for (TokenIndex k = end + 1; k + 1 < document.tokens.size();) {
        const bool closes = is_and(k);
        if (!closes && document.tokens[k].text != ",") {
            return;
        }
        const TokenIndex first = !closes && is_and(k + 1) ? k + 2 : k + 1;
        const bool last = closes || first == k + 2;
        if (first >= document.tokens.size()) {
            return;
        }
        TokenIndex until = first;
        if (document.place_of[first] != none) {
            until = document.places[document.place_of[first]].tokens.last;
        } else {
            until = name_run(document, first);
            if (until < first || name_goes_on(document, until + 1) || document.matches.covers(until + 1, language::Class::auxiliary_be)) {
                return;
            }
            found.push_back(small_place(document, {first, until}));
        }
        if (last) {
            for (const Place& place : found) {
                add_place(document, place);
            }
            return;
        }
        k = until + 1;
    }
}

/// "Kech – 38 disappeared": the name at the head of a line of figures; empty where the line is none.
TokenRange row_label(const Document& document, TokenIndex i)
{
    if (!unexplained(document, i)) {
        return {};
    }
    const TokenIndex last = name_run(document, i);
    const TokenIndex mark = last + 1;
    if (mark + 1 >= document.tokens.size() || document.number_of[mark + 1] == none) {
        return {};
    }
    const std::string_view text = document.tokens[mark].text;
    const bool dash = (text == "–" || text == "—" || text == "-") && document.tokens[mark].space_before;
    return dash || text == ":" ? TokenRange{i, last} : TokenRange{};
}

/// The names of a list that a preposition opens, one or more of which no table holds.
void find_small_english_places(Document& document)
{
    for (TokenIndex i = 0; i < document.tokens.size(); ++i) {
        if (i == 0 || document.tokens[i - 1].kind == TokenKind::newline) {
            if (const TokenRange label = row_label(document, i); !label.empty()) {
                add_place(document, small_place(document, label));
            }
            continue;
        }
        if (!before_small_place(document, i - 1)) {
            continue;
        }
        TokenIndex last = none;
        if (document.place_of[i] != none) {
            last = document.places[document.place_of[i]].tokens.last;
        } else if (unexplained(document, i)) {
            last = name_run(document, i);
            if (name_goes_on(document, last + 1)) {
                continue;
            }
            add_place(document, small_place(document, {i, last}));
        }
        if (last != none) {
            find_listed_places(document, last);
            i = last;
        }
    }
}

/// "PORT SUDAN, Nov 5 (NVW) -", "(Beirut, November 23, 2022) –": where and when it was written is neither where nor when it was done.
TokenRange dateline(const Document& document, TokenIndex first)
{
    constexpr TokenIndex longest = 16;
    const bool bracket = document.tokens[first].text == "(";
    bool evidence = bracket;
    bool place = false;
    for (TokenIndex i = first + (bracket ? 1 : 0); i < document.tokens.size() && i < first + longest; ++i) {
        const auto& token = document.tokens[i];
        const bool dash = token.text == "-" || token.text == "–" || token.text == "—";
        const bool colon = token.text == ":" && place && i > first && document.tokens[i - 1].all_capitals;
        if ((dash && token.space_before) || colon) {
            return place && evidence && i > first ? TokenRange{first, i} : TokenRange{};
        }
        place = place || document.place_of[i] != none;
        evidence = evidence || document.date_of[i] != none || (token.all_capitals && document.place_of[i] != none);
        const bool name = token.capital || document.place_of[i] != none || document.date_of[i] != none || document.number_of[i] != none ||
                          token.text == "," || token.text == "(" || token.text == ")" || token.text == "." || token.text == "/";
        if (!name) {
            return {};
        }
    }
    return {};
}

void set_dateline(Document& document)
{
    constexpr std::size_t lines = 4;
    for (std::size_t s = 0; document.english() && s < document.sentences.size() && s < lines; ++s) {
        const TokenRange line = dateline(document, document.sentences[s].first);
        if (line.empty()) {
            continue;
        }
        document.dateline = line;
        for (TokenIndex i = line.first; i <= line.last; ++i) {
            if (document.date_of[i] != none) {
                document.dates[document.date_of[i]].setting = true;
            }
        }
        return;
    }
}

/// "near Tarqumiya", "в Котельниках": a small place that no table holds is told by its preposition.
void find_small_places(Document& document)
{
    if (document.english()) {
        find_small_english_places(document);
        return;
    }
    const language::Morphology* morphology = document.languages->morphology();
    for (TokenIndex i = 1; i < document.tokens.size(); ++i) {
        const std::string_view before = document.tokens[i - 1].folded;
        const bool russian = document.language == "ru" && (before == "в" || before == "во" || before == "под") && morphology != nullptr;
        const bool followed = i + 1 < document.tokens.size() && (document.tokens[i + 1].capital || document.tokens[i + 1].text == "'s" ||
                                                                 document.matches.covers(i + 1, language::Class::organisation));
        if (!russian || followed || !unexplained(document, i)) {
            continue;
        }
        language::PlaceMention mention;
        mention.span = document.tokens[i].span;
        mention.kind = language::PlaceKind::district;
        mention.nominative = document.tokens[i].text;
        if (russian) {
            const auto& readings = document.readings(i);
            const auto wanted = before == "под" ? language::Case::instrumental : language::Case::locative;
            const bool noun = std::any_of(readings.begin(), readings.end(), [&](const language::Analysis& reading) {
                return reading.grammar.part == language::PartOfSpeech::noun && reading.grammar.grammatical_case == wanted;
            });
            if (!noun) {
                continue;
            }
            mention.nominative = morphology->nominative(document.tokens[i].text, wanted);
        }
        const auto index = static_cast<std::uint32_t>(document.places.size());
        document.place_of[i] = index;
        document.places.push_back({mention, {i, i}});
    }
}

/// The places in the order of the text, with the index of each token's.
void order_places(Document& document)
{
    std::stable_sort(document.places.begin(), document.places.end(),
                     [](const Place& a, const Place& b) { return a.tokens.first < b.tokens.first; });
    for (std::uint32_t p = 0; p < document.places.size(); ++p) {
        for (TokenIndex i = document.places[p].tokens.first; i <= document.places[p].tokens.last; ++i) {
            document.place_of[i] = p;
        }
    }
}

/// "пресс-службы судов города Дарья Лебедева": a person's name beside a head word is no city.
bool person_after_head(const Document& document, const language::PlaceMention& mention, TokenRange tokens)
{
    const language::Morphology* morphology = document.languages->morphology();
    const bool town = mention.place == language::no_place && mention.kind == language::PlaceKind::city;
    if (!town || document.english() || morphology == nullptr || tokens.last < tokens.first + 2) {
        return false;
    }
    const auto& readings = document.readings(tokens.first + 1);
    return document.tokens[tokens.first + 2].capital &&
           std::any_of(readings.begin(), readings.end(), [](const auto& reading) { return reading.grammar.is_given_name; });
}

void find_places(Document& document)
{
    const auto mentions = document.languages->gazetteer().mentions(document.tokens.text(), document.language);
    document.place_of.assign(document.tokens.size(), none);
    TokenIndex i = 0;
    for (const auto& mention : mentions) {
        while (i < document.tokens.size() && document.tokens[i].span.end <= mention.span.begin) {
            ++i;
        }
        TokenIndex last = i;
        while (last + 1 < document.tokens.size() && document.tokens[last + 1].span.begin < mention.span.end) {
            ++last;
        }
        const bool elsewhere = i >= document.tokens.size() || document.tokens[i].span.begin >= mention.span.end;
        if (elsewhere || person_after_head(document, mention, {i, last})) {
            continue;
        }
        for (TokenIndex k = i; k <= last; ++k) {
            document.place_of[k] = static_cast<std::uint32_t>(document.places.size());
        }
        document.places.push_back({mention, {i, last}});
        static constexpr std::string_view owners[] = {"a", "an", "his", "her", "my"};
        const bool owned = document.english() && i > 0 && i == last && mention.form == language::NameForm::name &&
                           std::find(std::begin(owners), std::end(owners), document.tokens[i - 1].folded) != std::end(owners);
        document.places.back().mention.weak = mention.weak || owned; // "his Toyota"
    }
    find_small_places(document);
    order_places(document);
}

} // namespace

bool Document::divides(TokenIndex i) const
{
    if (!claims::divides(tokens[i].text)) {
        return false;
    }
    const bool clock = tokens[i].text == ":" && i > 0 && i + 1 < tokens.size() && tokens[i - 1].kind == TokenKind::number &&
                       tokens[i + 1].kind == TokenKind::number && !tokens[i + 1].space_before;
    return !clock;
}

std::uint32_t Document::first_date(TokenIndex from) const
{
    const auto it = std::partition_point(dates.begin(), dates.end(), [&](const auto& date) { return date.first < from; });
    return static_cast<std::uint32_t>(it - dates.begin());
}

const std::vector<language::Analysis>& WordReadings::of(const language::Morphology* morphology, std::string_view word) const
{
    const auto [known, is_new] = m_known.try_emplace(word);
    if (is_new && morphology != nullptr) {
        known->second = morphology->analyse(word);
    }
    return known->second;
}

std::uint32_t Document::first_place(TokenIndex from) const
{
    const auto it = std::partition_point(places.begin(), places.end(), [&](const Place& place) { return place.tokens.first < from; });
    return static_cast<std::uint32_t>(it - places.begin());
}

std::optional<Document> analyse(const Text& text, const language::Languages& languages)
{
    Document document;
    document.text = &text;
    document.languages = &languages;
    document.language = text.language.value;
    document.lexicon = languages.lexicon(document.language);
    if (document.lexicon == nullptr) {
        return std::nullopt;
    }
    document.published = Date::parse(text.published.value);
    document.tokens = language::Tokens::of(text.content);
    document.matches = document.lexicon->match(document.tokens);
    document.sentences = language::find_sentences(document.tokens, document.matches);
    document.dates = language::find_dates(document.tokens, document.matches, document.language, document.published);
    std::vector<bool> taken(document.tokens.size(), false);
    document.date_of.assign(document.tokens.size(), none);
    for (std::uint32_t d = 0; d < document.dates.size(); ++d) {
        for (TokenIndex i = document.dates[d].first; i <= document.dates[d].last; ++i) {
            taken[i] = true;
            document.date_of[i] = d;
        }
    }
    document.numbers = language::find_numbers(document.tokens, document.matches, document.language, taken);
    document.number_of.assign(document.tokens.size(), none);
    for (std::uint32_t n = 0; n < document.numbers.size(); ++n) {
        for (TokenIndex i = document.numbers[n].first; i <= document.numbers[n].last; ++i) {
            document.number_of[i] = n;
        }
    }
    document.sentence_of.assign(document.tokens.size(), none);
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
        for (TokenIndex i = document.sentences[s].first; i <= document.sentences[s].last; ++i) {
            document.sentence_of[i] = s;
        }
    }
    find_quotations(document);
    find_places(document);
    if (document.english() && !text.content.starts_with(text.title.value)) {
        document.title_places = languages.gazetteer().mentions(text.title.value, document.language);
    }
    set_dateline(document);
    return document;
}

} // namespace khronika::claims
