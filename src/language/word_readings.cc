// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_readings.h"

#include <algorithm>
#include <map>

namespace khronika::language {

namespace {

constexpr char letter_e = '\xE5';
constexpr char letter_yo = '\xB8';
constexpr std::uint8_t separator = 1;

/// Calls use(word, node) with every key of the graph that equals `word` where each е may be ё.
template <typename Use>
void for_spellings(const WordGraph& graph, std::string_view word, std::string& spelling, std::uint32_t node, Use& use)
{
    const std::size_t i = spelling.size();
    if (i == word.size()) {
        use(std::string_view(spelling), node);
        return;
    }
    const auto step = [&](char letter) {
        const std::uint32_t next = graph.follow(node, static_cast<std::uint8_t>(letter));
        if (next != WordGraph::none) {
            spelling.push_back(letter);
            for_spellings(graph, word, spelling, next, use);
            spelling.pop_back();
        }
    };
    step(word[i]);
    if (word[i] == letter_e) {
        step(letter_yo);
    }
}

/// The stem of the form `word`; false where the word does not have the form's prefix and suffix.
bool cut_stem(std::string_view word, const Form& form, std::string& stem)
{
    if (!word.starts_with(form.prefix) || !word.ends_with(form.suffix) || word.size() < form.prefix.size() + form.suffix.size()) {
        return false;
    }
    stem = word.substr(form.prefix.size(), word.size() - form.prefix.size() - form.suffix.size());
    return true;
}

void weigh_known(const Dictionary& dictionary, std::string_view spelling, std::vector<WordReading>& readings, std::size_t from)
{
    constexpr float unseen = 0.0005F; // a reading that the annotated corpus never met, where it met another of the word
    constexpr float millionth = 1e-6F;
    const std::uint32_t word = dictionary.probabilities().follow(0, spelling);
    const std::uint32_t node = word == WordGraph::none ? word : dictionary.probabilities().follow(word, static_cast<std::uint8_t>(':'));
    for (std::size_t i = from; i < readings.size(); ++i) {
        readings[i].score = unseen;
        if (node != WordGraph::none) {
            const std::uint32_t end = dictionary.probabilities().follow(node, dictionary.tag_text(readings[i].form.tag));
            const auto value = end == WordGraph::none ? std::nullopt : dictionary.probabilities().value(end);
            readings[i].score += value ? static_cast<float>(*value) * millionth : 0;
        }
    }
}

void normalise(std::vector<WordReading>& readings)
{
    float sum = 0;
    for (const WordReading& reading : readings) {
        sum += reading.score;
    }
    if (sum > 0) {
        for (WordReading& reading : readings) {
            reading.score /= sum;
        }
    }
    std::stable_sort(readings.begin(), readings.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
}

std::vector<WordReading> guess(const Dictionary& dictionary, std::string_view word)
{
    constexpr std::size_t longest_ending = 5;
    constexpr std::array<float, 6> trust = {0, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F};
    std::map<FormReference, WordReading> best;
    for (std::size_t prefix = 0; prefix < Dictionary::prefixes.size(); ++prefix) {
        if (!word.starts_with(Dictionary::prefixes[prefix])) {
            continue;
        }
        const WordGraph& endings = dictionary.endings(prefix);
        bool found = false;
        for (std::size_t length = std::min(longest_ending, word.size() - 1); length >= 1 && !found; --length) {
            const std::string_view start = word.substr(0, word.size() - length);
            std::string spelling;
            const auto take = [&](std::string_view ending, std::uint32_t node) {
                const std::uint32_t values = endings.follow(node, separator);
                if (values == WordGraph::none) {
                    return;
                }
                endings.for_payloads(values, [&](std::string_view payload) {
                    if (payload.size() < 6) {
                        return;
                    }
                    WordReading reading;
                    reading.reference = {payload_number(payload, 2), payload_number(payload, 4)};
                    reading.form = dictionary.form(reading.reference);
                    if (!reading.form.productive || !cut_stem(std::string(start) + std::string(ending), reading.form, reading.stem)) {
                        return;
                    }
                    reading.score = static_cast<float>(payload_number(payload, 0)) * trust[length];
                    reading.guessed = true;
                    found = true;
                    WordReading& known = best[reading.reference];
                    if (known.score < reading.score) {
                        known = std::move(reading);
                    }
                });
            };
            for_spellings(endings, word.substr(word.size() - length), spelling, 0, take);
        }
    }
    std::vector<WordReading> out;
    for (auto& [reference, reading] : best) {
        out.push_back(std::move(reading));
    }
    normalise(out);
    return out;
}

} // namespace

std::vector<WordReading> read_known(const Dictionary& dictionary, std::string_view word)
{
    std::vector<WordReading> out;
    std::string spelling;
    spelling.reserve(word.size());
    const auto take = [&](std::string_view found, std::uint32_t node) {
        const std::uint32_t values = dictionary.words().follow(node, separator);
        if (values == WordGraph::none) {
            return;
        }
        const std::size_t from = out.size();
        dictionary.words().for_payloads(values, [&](std::string_view payload) {
            WordReading reading;
            if (payload.size() >= 4) {
                reading.reference = {payload_number(payload, 0), payload_number(payload, 2)};
                reading.form = dictionary.form(reading.reference);
                if (cut_stem(found, reading.form, reading.stem)) {
                    out.push_back(std::move(reading));
                }
            }
        });
        weigh_known(dictionary, found, out, from);
    };
    for_spellings(dictionary.words(), word, spelling, 0, take);
    normalise(out);
    return out;
}

std::vector<WordReading> read_word(const Dictionary& dictionary, std::string_view word)
{
    std::vector<WordReading> out = read_known(dictionary, word);
    if (!out.empty()) {
        return out;
    }
    const std::size_t hyphen = word.rfind('-');
    if (hyphen != std::string_view::npos && hyphen > 0 && hyphen + 2 < word.size()) {
        out = read_word(dictionary, word.substr(hyphen + 1));
        for (WordReading& reading : out) {
            reading.head = std::string(word.substr(0, hyphen + 1)) + reading.head;
        }
        return out;
    }
    constexpr std::size_t shortest_guess = 3;
    return word.size() < shortest_guess ? out : guess(dictionary, word);
}

} // namespace khronika::language
