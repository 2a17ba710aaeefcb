// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/number_context.h"

namespace khronika::language {

const Match* NumberContext::ending_at(std::size_t last, Class cls) const
{
    for (std::size_t back = 4; back-- > 0;) {
        if (back > last) {
            continue;
        }
        for (const Match& match : m_matches.beginning_at(last - back)) {
            if (match.entry->cls == cls && match.last == last) {
                return &match;
            }
        }
    }
    return nullptr;
}

bool NumberContext::within_code(std::size_t i) const
{
    const Token& token = m_tokens[i];
    if (token.kind != TokenKind::number) {
        return false;
    }
    const bool plain_digits = token.text.find_first_not_of("0123456789") == std::string_view::npos;
    if (plain_digits && token.text.size() > 1 && token.text.front() == '0') {
        return true;
    }
    if (i >= 3 && m_tokens[i - 1].kind == TokenKind::number && is(i - 2, "-") && m_tokens[i - 3].text.front() == '0') {
        return true;
    }
    if (token.space_before || i < 2 || m_tokens[i - 1].space_before) {
        return false;
    }
    const Token& before = m_tokens[i - 2];
    const std::string_view mark = m_tokens[i - 1].text;
    const char ending = before.text.empty() ? ' ' : before.text.back();
    const bool digit = ending >= '0' && ending <= '9';
    const bool code = before.kind == TokenKind::word && digit && (mark == "." || mark == ",");
    const bool phone = before.kind == TokenKind::number && mark == "-" && before.text.front() == '0';
    return code || phone || (before.kind == TokenKind::number && mark == "/");
}

bool NumberContext::part_of_name(std::size_t last, std::size_t i) const
{
    if (m_language != "en" || i < 2 || m_tokens[i - 1].kind != TokenKind::word || !m_tokens[i - 1].capital ||
        m_matches.covers(i - 1, Class::stop) || m_matches.covers(i - 1, Class::month) || m_matches.covers(i - 1, Class::weekday)) {
        return false;
    }
    const bool opens = m_tokens[i - 2].kind == TokenKind::newline || m_tokens[i - 2].text == "." || m_tokens[i - 2].text == "\"";
    if (opens) {
        return false;
    }
    if (m_tokens[i].kind == TokenKind::word && m_tokens[i].capital) {
        return true;
    }
    const std::size_t next = last + 1;
    if (next >= m_tokens.size() || m_tokens[next].kind == TokenKind::newline || m_tokens[next].folded == "of" || counted_soon(next)) {
        return false;
    }
    return !m_matches.covers(next, Class::auxiliary_be) && !m_matches.covers(next, Class::auxiliary_have) &&
           !m_matches.covers(next, Class::act);
}

bool NumberContext::compared(std::size_t last) const
{
    const std::size_t next = last + 1;
    if (m_language != "en" || next + 1 >= m_tokens.size() || m_tokens[next + 1].folded != "than") {
        return false;
    }
    const std::string_view word = m_tokens[next].folded;
    return word == "more" || word == "fewer" || word == "less" || word == "higher" || word == "lower";
}

bool NumberContext::counted_soon(std::size_t next) const
{
    for (std::size_t k = next; k < next + 3 && k < m_tokens.size() && m_tokens[k].kind == TokenKind::word; ++k) {
        if (m_matches.find(k, Class::year_word) != nullptr) {
            return false;
        }
        if (m_matches.find(k, Class::unit) != nullptr) {
            return true;
        }
    }
    return false;
}

bool NumberContext::of_one(const NumberMention& out) const
{
    const Match* person = m_language == "en" && is(out.digits - 1, "of") ? ending_at(out.digits - 2, Class::unit) : nullptr;
    const bool noun_after = out.last + 1U < m_tokens.size() && m_matches.find(out.last + 1U, Class::unit) != nullptr;
    return person != nullptr && person->entry->kind == "person" && !noun_after && !m_tokens[out.digits - 2].folded.ends_with('s') &&
           m_tokens[out.digits - 2].folded != "people" && m_tokens[out.digits - 2].folded != "family";
}

bool NumberContext::ratio(const NumberMention& out) const
{
    if (out.digits < 2) {
        return false;
    }
    const std::string_view before = m_tokens[out.digits - 1].folded;
    const Match* one = m_matches.find(out.digits - 2, Class::number);
    const bool one_in = before == "in" && one != nullptr && one->entry->low == 1;
    const bool rank = before == "of" && m_tokens[out.digits - 2].kind == TokenKind::number &&
                      (m_tokens[out.digits - 2].folded.ends_with("th") || m_tokens[out.digits - 2].folded.ends_with("st") ||
                       m_tokens[out.digits - 2].folded.ends_with("nd") || m_tokens[out.digits - 2].folded.ends_with("rd"));
    return one_in || rank;
}

bool NumberContext::and_a_half(const NumberMention& out) const
{
    const std::size_t next = out.last + 1;
    return next + 3 < m_tokens.size() && m_tokens[next].folded == "and" && m_tokens[next + 1].folded == "a" &&
           m_tokens[next + 2].folded == "half" && m_matches.find(next + 3, Class::duration) != nullptr;
}

bool NumberContext::describes(std::size_t k) const
{
    const Match* unit = k + 1 < m_tokens.size() ? m_matches.find(k + 1, Class::unit) : nullptr;
    return m_language == "en" && !m_tokens[k].folded.ends_with('s') && unit != nullptr && unit->entry->kind == "person";
}

bool NumberContext::age_limit(const NumberMention& out) const
{
    constexpr std::int64_t oldest = 21;
    const std::size_t next = out.last + 1;
    const bool closed = next >= m_tokens.size() || m_tokens[next].kind != TokenKind::word;
    const std::string_view word = m_tokens[out.first].folded;
    return out.first < out.digits && (word == "under" || word == "over") && closed && m_tokens[out.digits].kind == TokenKind::number &&
           out.bounds.max.value_or(out.bounds.min.value_or(0)) <= oldest;
}

bool NumberContext::age(const NumberMention& out) const
{
    if (!out.bounds.exact() || *out.bounds.min < 1 || *out.bounds.min > 110 || out.first != out.digits || out.last != out.digits ||
        out.digits < 2) {
        return false;
    }
    if (m_tokens[out.digits].kind != TokenKind::number) {
        const bool past_age = m_tokens[out.digits - 1].folded == "за" && *out.bounds.min >= 30 && *out.bounds.min % 10 == 0 &&
                              (out.last + 1U >= m_tokens.size() || m_tokens[out.last + 1U].kind != TokenKind::word);
        return past_age || of_one(out);
    }
    const std::size_t before = out.digits - 1;
    const std::size_t next = out.last + 1;
    const bool closed = next >= m_tokens.size() || is(next, ",") || is(next, ".") || is(next, ")") || is(next, ";") ||
                        m_matches.find(next, Class::relative_pronoun) != nullptr || m_matches.find(next, Class::speech) != nullptr;
    const Match* somebody_before = m_language == "en" ? ending_at(before - 1, Class::unit) : nullptr;
    const bool person_before = somebody_before != nullptr && somebody_before->entry->kind == "person" &&
                               !m_tokens[before - 1].folded.ends_with('s') && is(before, ",") && is(next, ",");
    if ((is(before, ",") || is(before, "(")) && (m_tokens[before - 1].capital || person_before) &&
        (is(next, ",") || is(next, ")") || is(next, "."))) {
        return true;
    }
    const std::string_view word = m_tokens[before - 1].folded;
    const Match* person = ending_at(before - 1, Class::unit);
    const Match* role = ending_at(before - 1, Class::role);
    const bool singular =
        !word.ends_with('s') && word != "people" && word != "men" && word != "women" && word != "children" && word != "police";
    const bool counts_noun = next < m_tokens.size() && m_matches.find(next, Class::unit) != nullptr;
    const bool somebody = (person != nullptr && person->entry->kind == "person") || role != nullptr;
    const bool other_noun = ending_at(before - 1, Class::unit) != nullptr || m_matches.covers(before - 1, Class::act) ||
                            m_tokens[before - 1].kind != TokenKind::word;
    return m_language == "en" && is(before, "of") && (somebody || (closed && !other_noun)) && singular && !counts_noun &&
           (closed || person != nullptr);
}

} // namespace khronika::language
