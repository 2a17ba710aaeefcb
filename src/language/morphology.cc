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

namespace {

std::vector<Analysis> read(const Dictionary& dictionary, std::string_view word)
{
    std::vector<Analysis> out;
    const auto bytes = to_cp1251(word);
    if (!bytes || bytes->empty()) {
        return out;
    }
    for (WordReading& reading : read_word(dictionary, *bytes)) {
        if (reading.form.vocative) {
            continue;
        }
        Analysis analysis;
        std::string lemma = reading.inflected(dictionary.form({reading.reference.paradigm, 0}));
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

/// The words that one thread met last. A walk through the dictionary's ten megabytes misses the processor's caches at
/// nearly each letter, and most words of a text are those of the text before.
class MetWords {
public:
    const std::vector<Analysis>& of(const std::shared_ptr<const void>& owner, const Dictionary& dictionary, std::string_view word)
    {
        if (m_owner != owner) {
            m_owner = owner; // held, so that no other dictionary can come to lie at its address
            m_words.assign(places, {});
        }
        Met& met = m_words[std::hash<std::string_view>{}(word) % places];
        if (met.word != word) {
            met.readings = read(dictionary, word);
            met.word = word;
        }
        return met.readings;
    }

private:
    static constexpr std::size_t places = 8192;
    struct Met {
        std::string word;
        std::vector<Analysis> readings;
    };
    std::shared_ptr<const void> m_owner;
    std::vector<Met> m_words;
};

} // namespace

std::vector<Analysis> Morphology::analyse(std::string_view word) const
{
    thread_local MetWords met;
    return met.of(m_sections, m_sections->dictionary, word);
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
