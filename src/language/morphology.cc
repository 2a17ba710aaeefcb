// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/morphology.h"

#include "base/utf8.h"
#include "language/noun_phrase.h"
#include "language/word_readings.h"

#include <algorithm>

namespace khronika::language {

struct Morphology::Sections {
    Dictionary dictionary;
};

Morphology::Morphology(std::string_view dictionary) : m_sections(std::make_shared<const Sections>(Sections{Dictionary(dictionary)})) {}

std::vector<Analysis> Morphology::analyse(std::string_view word) const
{
    std::vector<Analysis> out;
    const auto bytes = to_cp1251(word);
    if (!bytes || bytes->empty()) {
        return out;
    }
    for (WordReading& reading : read_word(m_sections->dictionary, *bytes)) {
        if (reading.form.vocative) {
            continue;
        }
        Analysis analysis;
        std::string lemma = reading.inflected(m_sections->dictionary.form({reading.reference.paradigm, 0}));
        std::replace(lemma.begin(), lemma.end(), '\xB8', '\xE5');
        append_utf8(analysis.lemma, lemma);
        analysis.grammar = reading.form.grammar;
        analysis.score = reading.score;
        analysis.guessed = reading.guessed;
        const auto same = std::find_if(out.begin(), out.end(), [&](const Analysis& other) {
            return other.grammar == analysis.grammar && other.lemma == analysis.lemma;
        });
        if (same == out.end()) {
            out.push_back(std::move(analysis));
        } else {
            same->score += analysis.score;
        }
    }
    return out;
}

bool Morphology::knows(std::string_view word) const
{
    const auto bytes = to_cp1251(word);
    return bytes && !bytes->empty() && !read_known(m_sections->dictionary, *bytes).empty();
}

std::string Morphology::nominative(std::string_view phrase, Case expected) const
{
    return NounPhrase(m_sections->dictionary, phrase).nominative(expected);
}

} // namespace khronika::language
