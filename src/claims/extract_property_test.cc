// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever happens to a text, what a claim quotes stands in it.
#include "claims/extract.h"

#include "support/claims.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace khronika::claims {
namespace {

constexpr const char* english[] = {
    "Police in Lusaka arrested more than 340 people on Monday, the ministry said, and 12 of them were deported to Malawi.",
    "According to the Oak Foundation, at least 16 protesters were killed and 40 injured in the city of Kitwe last week.",
    "\"They beat us for three hours,\" said Amara Sesay, a lawyer who was detained with her brother on March 22.",
    "The court sentenced 11 activists to 15 days in jail; seven more were fined 5,000 dollars each.",
    "Arrests by town:\n— Lusaka, 14\n— Kitwe, 3\n— Ndola, about 20\n",
    "Officials denied that up to 90 migrants would be expelled, citing a decree of 2023.",
};
constexpr const char* russian[] = {
    "В Омске полиция задержала более 340 человек, сообщило МВД, 12 из них выдворили из России.",
    "По словам адвоката Марины Осиной, не менее 16 протестующих погибли, 40 ранены.",
    "«Нас били три часа», — рассказал активист Олег Бобров, которого задержали 22 марта.",
    "Суд приговорил 11 человек к штрафам до 15 тысяч рублей, ещё семерых арестовали на 10 суток.",
    "Задержания по городам:\n— Омск, 14\n— Томск, 3\n— Чита, около 20\n",
    "Ведомство опровергло, что с 25 по 29 марта депортировали до 90 мигрантов.",
};

std::string mutated(const std::vector<std::string>& parts, const std::vector<std::uint32_t>& changes)
{
    std::string text;
    for (const std::string& part : parts) {
        text += part + (text.size() % 2 == 0 ? "\n" : " ");
    }
    for (const std::uint32_t change : changes) {
        if (text.empty()) {
            break;
        }
        const std::size_t place = (change >> 10U) % text.size();
        switch (change % 4) {
        case 0:
            text[place] = static_cast<char>(static_cast<unsigned char>(text[place]) ^ (1U << (change >> 2U & 7U)));
            break;
        case 1:
            text.erase(place, 1 + (change >> 2U & 31U));
            break;
        case 2:
            text.insert(place, text.substr((change >> 4U) % text.size(), change >> 2U & 63U));
            break;
        default:
            text.insert(place, 1, static_cast<char>(change >> 2U & 0xFFU));
        }
    }
    return text;
}

bool words_stand(const std::string& text, const std::string& words, Span span)
{
    return words == at(text, span) && !words.empty() && span.end <= text.size();
}

template <typename Slot>
bool slot_stands(const std::string& text, const std::optional<Slot>& slot)
{
    return !slot || words_stand(text, slot->text, slot->span);
}

template <std::size_t Size>
void check(const char* language, const char* const (&sentences)[Size])
{
    const auto index = rc::gen::inRange<std::size_t>(0, Size);
    const auto picked = *rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(index)));
    std::vector<std::string> parts;
    for (const std::size_t i : picked) {
        parts.emplace_back(sentences[i]);
    }
    const std::string content = mutated(parts, *rc::gen::arbitrary<std::vector<std::uint32_t>>());
    const Text text = support::text_of(language, content);
    const std::vector<Claim> claims = extract(text, support::languages());
    RC_ASSERT(claims == extract(text, support::languages()));
    for (const Claim& claim : claims) {
        RC_ASSERT(words_stand(content, claim.quote, claim.span));
        RC_ASSERT(slot_stands(content, claim.count));
        RC_ASSERT(slot_stands(content, claim.victims));
        RC_ASSERT(slot_stands(content, claim.actors));
        RC_ASSERT(slot_stands(content, claim.when));
        RC_ASSERT(!claim.act.empty());
    }
}

RC_GTEST_PROP(MutatedEnglish, QuotesStandInTheText, ())
{
    check("en", english);
}

RC_GTEST_PROP(MutatedRussian, QuotesStandInTheText, ())
{
    check("ru", russian);
}

} // namespace
} // namespace khronika::claims
