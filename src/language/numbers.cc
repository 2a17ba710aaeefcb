// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/numbers.h"

#include "base/utf8.h"
#include "language/number_context.h"
#include "language/number_value.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace khronika::language {

namespace {

class Parser {
public:
    Parser(const Tokens& tokens, const Matches& matches, std::string_view language, const std::vector<bool>& taken)
        : m_tokens(tokens), m_matches(matches), m_language(language), m_taken(taken), m_context(tokens, matches, language),
          m_reader(tokens, matches, language, taken)
    {
    }

    std::vector<NumberMention> run()
    {
        std::vector<NumberMention> out;
        for (std::size_t i = 0; i < m_tokens.size();) {
            if (m_taken[i]) {
                ++i;
                continue;
            }
            const auto mention = at(i, out);
            if (mention) {
                out.push_back(*mention);
                i = mention->last + 1;
            } else {
                ++i;
            }
        }
        return out;
    }

private:
    [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return i < m_tokens.size() && m_tokens[i].text == text; }

    [[nodiscard]] const Match* ending_at(std::size_t last, Class cls) const { return m_context.ending_at(last, cls); }

    [[nodiscard]] std::optional<NumberMention> fuzzy(std::size_t i) const
    {
        const Match* match = m_matches.find(i, Class::fuzzy);
        if (match == nullptr) {
            return std::nullopt;
        }
        // "сотни" is also the genitive of one hundred: the plural is what stands without a modifier.
        for (const Match& other : m_matches.beginning_at(i)) {
            if (other.entry->cls == Class::fuzzy && other.last == match->last && other.entry->high > match->entry->high) {
                match = &other;
            }
        }
        NumberMention out;
        out.first = out.digits = static_cast<std::uint32_t>(i);
        out.last = match->last;
        out.bounds = {match->entry->low, match->entry->high};
        out.approximate = true;
        // "около тысячи": after a modifier the word is one round number, not a plural.
        const Match* multiplier = m_matches.find(i, Class::multiplier);
        if (match->entry->low != match->entry->high && i > 0 && match->last == i && modifier(i)) {
            if (multiplier != nullptr) {
                out.bounds = CountBounds::exactly(multiplier->entry->low);
            } else if (match->entry->low == 200) {
                out.bounds = CountBounds::exactly(100);
            }
        }
        return out;
    }

    [[nodiscard]] bool modifier(std::size_t i) const
    {
        return ending_at(i - 1, Class::more_than) != nullptr || ending_at(i - 1, Class::about) != nullptr ||
               ending_at(i - 1, Class::almost) != nullptr || ending_at(i - 1, Class::at_least) != nullptr ||
               ending_at(i - 1, Class::up_to) != nullptr;
    }

    std::optional<NumberMention> at(std::size_t i, const std::vector<NumberMention>& before)
    {
        NumberMention out;
        auto value = m_reader.plain(i);
        const Match* fuzzy_match = m_matches.find(i, Class::fuzzy);
        if (fuzzy_match != nullptr && (!value || fuzzy_match->last >= value->last)) {
            out = *fuzzy(i);
        } else if (value) {
            out.first = out.digits = static_cast<std::uint32_t>(i);
            out.last = static_cast<std::uint32_t>(value->last);
            out.bare_one = value->word_one;
            out.approximate = value->round;
            out.kind = kind_of(*value, i);
            if (out.kind == NumberKind::count && value->number != std::floor(value->number)) {
                out.kind = NumberKind::decimal;
            }
            out.bounds = CountBounds::exactly(static_cast<std::int64_t>(value->number));
            range(out, *value);
        } else {
            const Match* multiplier = m_matches.find(i, Class::multiplier);
            if (multiplier == nullptr || multiplier->entry->low < 1000 || !alone(i, before)) {
                return std::nullopt;
            }
            out.first = out.digits = out.last = static_cast<std::uint32_t>(i);
            out.bounds = CountBounds::exactly(multiplier->entry->low);
        }
        modify(out);
        modify_after(out);
        after(out);
        return out;
    }

    [[nodiscard]] bool alone(std::size_t i, const std::vector<NumberMention>& before) const
    {
        return m_language == "ru" && (before.empty() || before.back().last + 1 != i);
    }

    [[nodiscard]] NumberKind kind_of(const NumberValue& value, std::size_t i) const
    {
        if (value.letters) {
            return NumberKind::ordinal;
        }
        const std::size_t next = value.last + 1;
        const bool clock = (is(next, ":") && m_reader.is_number_token(next + 1) && !m_tokens[next + 1].space_before) ||
                           (i >= 2 && is(i - 1, ":") && m_tokens[i - 2].kind == TokenKind::number && !m_tokens[i].space_before);
        const std::string_view after = next < m_tokens.size() ? m_tokens[next].folded : std::string_view{};
        const bool half_day =
            m_language == "en" &&
            (after == "a.m" || after == "p.m" || after == "am" || after == "pm" || after == "o'clock" || after == "o’clock" ||
             ((after == "a" || after == "p") && is(next + 1, ".") && next + 2 < m_tokens.size() && m_tokens[next + 2].folded == "m"));
        if (clock || half_day) {
            return NumberKind::time;
        }
        if (i > 0 && (numbered_before(i) || part_of_numbered(i) || m_context.within_code(i) || m_context.part_of_name(value.last, i) ||
                      m_context.compared(value.last))) {
            return NumberKind::numbered;
        }
        const bool line_start = i == 0 || m_tokens[i - 1].kind == TokenKind::newline;
        if (line_start && (is(next, ")") || (is(next, ".") && value.number < 100))) {
            return NumberKind::enumerator;
        }
        if (value.decimal) {
            return NumberKind::decimal;
        }
        const std::string_view text = m_tokens[i].text;
        if (text.size() == 4 && value.last == i && value.number >= 1900 && value.number < 2100 &&
            (!m_context.counted_soon(next) || named_by_year(i))) {
            return NumberKind::year;
        }
        return NumberKind::count;
    }

    [[nodiscard]] bool numbered_before(std::size_t i) const
    {
        std::size_t before = i - 1;
        if ((is(before, ".") || is(before, "(")) && before > 0) {
            --before;
        }
        return ending_at(before, Class::numbered) != nullptr;
    }

    /// "Article 20.25 (3)".
    [[nodiscard]] bool part_of_numbered(std::size_t i) const
    {
        return i >= 3 && is(i - 1, "(") && is(i + 1, ")") && m_tokens[i - 2].kind == TokenKind::number &&
               ending_at(i - 3, Class::numbered) != nullptr;
    }

    /// "the 2019 protests".
    [[nodiscard]] bool named_by_year(std::size_t i) const { return i > 0 && m_tokens[i - 1].folded == "the"; }

    /// "750-800", "between 20 and 30", "от 10 до 20".
    void range(NumberMention& out, const NumberValue& low) const
    {
        const std::size_t next = out.last + 1;
        if (next + 1 >= m_tokens.size() || low.letters) {
            return;
        }
        const std::string_view text = m_tokens[next].text;
        const bool dash = text == "-" || text == "–" || text == "—" || text == "‑" || text == "−";
        const bool word = m_matches.find(next, Class::until) != nullptr;
        const bool opened = out.digits > 0 && ending_at(out.digits - 1, Class::between) != nullptr;
        const bool to = m_tokens[next].folded == "to" || (opened && word);
        if (!dash && !to) {
            return;
        }
        if (dash && m_tokens[next].space_before != m_tokens[next + 1].space_before) {
            return;
        }
        const auto high = m_reader.plain(next + 1);
        if (!high || high->letters || high->number <= low.number || high->decimal) {
            return;
        }
        double from = low.number;
        if (from < 1000 && high->number >= 1000 && m_matches.find(high->last, Class::multiplier) != nullptr) {
            from *= static_cast<double>(m_matches.find(high->last, Class::multiplier)->entry->low);
        }
        if (from >= high->number || (out.kind != NumberKind::count && out.kind != NumberKind::decimal)) {
            return;
        }
        out.kind = NumberKind::count;
        out.bounds = {static_cast<std::int64_t>(from), static_cast<std::int64_t>(high->number)};
        out.last = static_cast<std::uint32_t>(high->last);
        if (opened) {
            out.first = ending_at(out.digits - 1, Class::between)->first;
        }
    }

    /// "выросло до 17": the figure that was reached.
    [[nodiscard]] bool grown_to(std::size_t before) const
    {
        const Match* match = ending_at(before, Class::up_to);
        if (match == nullptr || match->first == 0 || match->first != match->last) {
            return false;
        }
        const std::size_t verb = match->first - 1U;
        return m_matches.covers(verb, Class::increase) || m_matches.covers(verb, Class::decrease);
    }

    void modify(NumberMention& out) const
    {
        if (out.digits == 0) {
            return;
        }
        std::size_t before = out.digits - 1;
        // "осуждены, как минимум, 60".
        if (is(before, ",") && before > 1 && ending_at(before - 1, Class::at_least) != nullptr) {
            --before;
        }
        while (before > 0 && (is(before, "“") || is(before, "«") || is(before, "\""))) {
            --before;
        }
        const auto take = [&](Class cls) {
            const Match* match = ending_at(before, cls);
            if (match == nullptr) {
                return false;
            }
            // "handed over 40": part of the verb.
            const bool of_verb = cls == Class::more_than && match->first == match->last && m_matches.covers(before, Class::act) &&
                                 m_tokens[before].folded == "over";
            if (of_verb) {
                return false;
            }
            out.first = match->first;
            return true;
        };
        // "по меньшей мере в 17 отделах".
        if (m_language != "en" && before > 0 && m_matches.find(before, Class::preposition) != nullptr &&
            (ending_at(before - 1, Class::at_least) != nullptr || ending_at(before - 1, Class::more_than) != nullptr ||
             ending_at(before - 1, Class::almost) != nullptr || ending_at(before - 1, Class::about) != nullptr)) {
            --before;
        }
        const std::int64_t low = out.bounds.min.value_or(0);
        if (take(Class::at_least)) {
            out.bounds = {low, std::nullopt};
            out.approximate = false;
        } else if (grown_to(before)) {
            out.approximate = false;
        } else if (take(Class::up_to)) {
            if (out.bounds.exact()) {
                out.bounds = {std::nullopt, low};
                out.approximate = false;
            }
        } else if (take(Class::almost)) {
            if (out.bounds.exact()) {
                out.bounds = {std::nullopt, low - 1};
                out.approximate = true;
            }
        } else if (take(Class::more_than)) {
            out.bounds = {out.bounds.exact() ? low + 1 : low, std::nullopt};
            out.approximate = out.approximate && low == 12;
        } else if (take(Class::about)) {
            out.approximate = true;
        }
    }

    /// "сорок с лишним", "100 и более", "100 dan ortiq", "100дон зиёд": a modifier behind the number.
    void modify_after(NumberMention& out) const
    {
        constexpr std::size_t reach = 3;
        if (m_language == "en" || !out.bounds.exact() || out.first != out.digits || out.kind != NumberKind::count) {
            return;
        }
        const std::int64_t low = *out.bounds.min;
        for (std::size_t k = out.last + 1U; k < m_tokens.size() && k <= out.last + reach; ++k) {
            for (const Match& match : m_matches.beginning_at(k)) {
                if (match.entry->cls != Class::after_more && match.entry->cls != Class::after_least &&
                    match.entry->cls != Class::after_about) {
                    continue;
                }
                if (match.entry->cls == Class::after_about) {
                    out.approximate = true;
                } else {
                    out.bounds = {match.entry->cls == Class::after_more ? low + 1 : low, std::nullopt};
                }
                out.last = k == out.last + 1U ? match.last : out.last;
                return;
            }
            if (m_tokens[k].kind != TokenKind::word || m_matches.find(k, Class::number) != nullptr) {
                return;
            }
        }
    }

    /// "nine out of ten".
    [[nodiscard]] bool out_of(const NumberMention& out) const
    {
        const std::size_t next = out.last + 1;
        const bool whole = next + 2 < m_tokens.size() && m_tokens[next].folded == "out" && m_tokens[next + 1].folded == "of" &&
                           m_reader.plain(next + 2).has_value();
        const bool part = out.digits > 2 && m_tokens[out.digits - 1].folded == "of" && m_tokens[out.digits - 2].folded == "out";
        return whole || part;
    }

    void after(NumberMention& out) const
    {
        std::size_t next = out.last + 1;
        if (out.kind == NumberKind::count || out.kind == NumberKind::decimal) {
            if (next < m_tokens.size() && is(next, "+")) {
                out.bounds.max.reset();
                return;
            }
        }
        // "14 и 12 лет".
        if (next + 2 < m_tokens.size() && m_tokens[next].folded == "и" && m_reader.is_number_token(next + 1) &&
            out.kind == NumberKind::count && m_matches.find(next + 2, Class::duration) != nullptr) {
            out.kind = NumberKind::duration;
        }
        if (next + 2 < m_tokens.size() && m_tokens[next].folded == "с" && m_tokens[next + 1].folded.starts_with("половин")) {
            next += 2;
        }
        const bool money_before =
            out.digits > 0 && ending_at(out.digits - 1, Class::currency) != nullptr && !m_tokens[out.digits].space_before;
        if (money_before) {
            out.kind = NumberKind::money;
        }
        if (out.digits > 0 && m_matches.find(out.digits - 1, Class::age) != nullptr && m_language == "en") {
            out.kind = NumberKind::age;
        }
        if (out.kind == NumberKind::count && (m_context.age(out) || m_context.age_limit(out))) {
            out.kind = NumberKind::age;
        }
        if (out.kind == NumberKind::count && m_language == "en" && (out_of(out) || m_context.ratio(out))) {
            out.kind = NumberKind::share;
        }
        if (out.kind == NumberKind::count && m_language == "en" && m_context.and_a_half(out)) {
            out.kind = NumberKind::duration;
        }
        for (std::size_t k = next; k < next + 2 && k < m_tokens.size(); ++k) {
            if (m_matches.find(k, Class::percent) != nullptr && k == next) {
                out.kind = NumberKind::percent;
            } else if (m_matches.find(k, Class::currency) != nullptr && out.kind != NumberKind::percent) {
                out.kind = NumberKind::money;
            } else if (k == next && m_matches.find(k, Class::age) != nullptr && out.kind == NumberKind::count) {
                out.kind = NumberKind::age;
            } else if (k == next && m_matches.find(k, Class::share) != nullptr) {
                out.kind = NumberKind::share;
            } else if (m_matches.find(k, Class::duration) != nullptr && out.kind == NumberKind::count && !m_context.describes(k) &&
                       (k == next || m_matches.find(next, Class::unit) == nullptr) && m_tokens[k - 1].kind != TokenKind::punctuation) {
                out.kind = NumberKind::duration;
            }
            if (m_tokens[k].kind != TokenKind::word) {
                break;
            }
        }
    }

    const Tokens& m_tokens;
    const Matches& m_matches;
    std::string_view m_language;
    const std::vector<bool>& m_taken;
    NumberContext m_context;
    NumberReader m_reader;
};

} // namespace

std::vector<NumberMention> find_numbers(const Tokens& tokens, const Matches& matches, std::string_view language,
                                        const std::vector<bool>& taken)
{
    return Parser(tokens, matches, language, taken).run();
}

} // namespace khronika::language
