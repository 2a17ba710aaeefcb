// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/note.h"

#include "base/base64.h"
#include "base/error.h"
#include "sys/randomness.h"

#include <gtest/gtest.h>

namespace khronika::vault {

namespace {

// Key and note of the tests of Go's golang.org/x/mod/sumdb/note.
constexpr const char* peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* peters_note =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

std::string first_form(std::uint64_t seed)
{
    sys::SeededRandom random(seed);
    return sign_note("origin\n1\nroot\n", SigningKey::make("example.org/archive", random));
}

SigningKey key_of(std::uint64_t seed)
{
    sys::SeededRandom random(seed);
    return SigningKey::make("example.org/archive", random);
}

} // namespace

TEST(Note, ReadsANoteOfAnotherProgram)
{
    const auto key = parse_verifier_key(peter);
    ASSERT_TRUE(key);
    EXPECT_EQ(to_string(*key), peter);
    const Note note = parse_note(peters_note, "note");
    EXPECT_EQ(check_note(note, std::array{*key}), Signed::yes);
    EXPECT_EQ(note.text.find("If you"), 0U);
}

TEST(Note, TellsUnknownKeysFromFalseSignatures)
{
    const Note note = parse_note(first_form(1), "note");
    const VerifierKey key = key_of(1).verifier();
    EXPECT_EQ(check_note(note, std::array{key}), Signed::yes);
    EXPECT_EQ(check_note(note, std::array{key_of(2).verifier()}), Signed::unknown);
    EXPECT_EQ(check_note(note, {}), Signed::unknown);
    Note changed = note;
    changed.text[0] = 'O';
    EXPECT_EQ(check_note(changed, std::array{key}), Signed::no);
}

TEST(Note, ASecondSignatureLeavesTheFirst)
{
    const Note note = parse_note(cosign_note(first_form(1), key_of(2)), "note");
    ASSERT_EQ(note.signatures.size(), 2U);
    EXPECT_EQ(check_note(note, std::array{key_of(1).verifier(), key_of(2).verifier()}), Signed::yes);
}

TEST(Note, EveryFlippedBitIsFound)
{
    const std::string form = first_form(7);
    const std::array keys{key_of(7).verifier()};
    for (std::size_t i = 0; i < form.size(); ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string changed = form;
            changed[i] = static_cast<char>(changed[i] ^ (1U << bit));
            bool accepted = false;
            try {
                accepted = check_note(parse_note(changed, "note"), keys) == Signed::yes;
            } catch (const Error&) {
            }
            EXPECT_FALSE(accepted) << "bit " << bit << " of byte " << i;
        }
    }
}

TEST(Note, RefusesWhatIsNoNote)
{
    for (const std::string bytes : {"", "\n", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n— name AAAA\n",
                                    "text\n\n- name AAAAAAAA\n", "text\n\n— na+me AAAAAAAAAAAA\n", "te\txt\n\n— name AAAAAAAAAAAA\n",
                                    "\xFF\n\n— name AAAAAAAAAAAA\n", "text\n\n— name AAAAAAAAAAAA"}) {
        EXPECT_THROW((void)parse_note(bytes, "note"), Error) << bytes;
    }
    EXPECT_THROW((void)sign_note("no newline", key_of(1)), Error);
    EXPECT_THROW((void)sign_note("a\r\n", key_of(1)), Error);
}

TEST(VerifierKey, RefusesOtherForms)
{
    const std::string form = to_string(key_of(1).verifier());
    for (std::size_t i = 0; i < form.size(); ++i) {
        std::string changed = form;
        changed[i] = changed[i] == 'x' ? 'y' : 'x';
        EXPECT_EQ(parse_verifier_key(changed), std::nullopt) << changed;
    }
    for (const char* text : {"", "+", "++", "name", "name+00000000+", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
        EXPECT_EQ(parse_verifier_key(text), std::nullopt) << text;
    }
    EXPECT_THROW(SigningKey("a name", Secret(32)), Error);
    EXPECT_THROW(SigningKey("name", Secret(31)), Error);
}

} // namespace khronika::vault
