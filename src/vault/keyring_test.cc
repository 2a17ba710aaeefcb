// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/keyring.h"

#include "base/error.h"
#include "sys/files.h"
#include "sys/randomness.h"
#include "vault/note.h"
#include "vault/secret_file.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace khronika::vault {

namespace {

Secret secret_of(std::string_view text)
{
    Secret out(text.size());
    std::copy(text.begin(), text.end(), out.bytes().begin());
    return out;
}

SigningKey key_of(std::uint64_t seed)
{
    sys::SeededRandom random(seed);
    return SigningKey::make("example.org/archive", random);
}

std::string form_of(const Keyring& keyring)
{
    return std::string(to_bytes(keyring).view());
}

std::string what(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

class KeyringTest : public testing::Test {
protected:
    sys::SeededRandom m_random{11};
    Secret m_passphrase = secret_of("сезам");
    Keyring m_keyring = make_keyring(key_of(1), &m_passphrase, least_cost, m_random);
};

} // namespace

TEST_F(KeyringTest, OpensByItsPassphraseAlone)
{
    const Keyring read = parse_keyring(form_of(m_keyring), "keyring");
    EXPECT_TRUE(read.sealed());
    EXPECT_EQ(read.key, key_of(1).verifier());
    EXPECT_EQ(open_keyring(read, &m_passphrase, "keyring").sign("x"), key_of(1).sign("x"));
    const Secret other = secret_of("сезам!");
    EXPECT_EQ(what([&] { (void)open_keyring(read, &other, "keyring"); }), "keyring: the passphrase is wrong");
    EXPECT_NE(what([&] { (void)open_keyring(read, nullptr, "keyring"); }).find("none was given"), std::string::npos);
}

TEST_F(KeyringTest, HoldsNoSecretInClear)
{
    const SigningKey key = key_of(1);
    const std::string form = form_of(m_keyring);
    const std::string open_form = form_of(make_keyring(key, nullptr, least_cost, m_random));
    const std::size_t begin = open_form.find("secret open ") + 12;
    const std::string seed = open_form.substr(begin, open_form.find('\n', begin) - begin);
    EXPECT_EQ(form.find(seed), std::string::npos);
    EXPECT_EQ(open_keyring(parse_keyring(open_form, "keyring"), nullptr, "keyring").seed().view(), key.seed().view());
}

TEST_F(KeyringTest, EveryFlippedBitIsFound)
{
    const std::string form = form_of(m_keyring);
    for (std::size_t i = 0; i < form.size(); ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string changed = form;
            changed[i] = static_cast<char>(changed[i] ^ (1U << bit));
            EXPECT_THROW((void)parse_keyring(changed, "keyring"), Error) << "bit " << bit << " of byte " << i;
        }
    }
    for (std::size_t size = 0; size < form.size(); ++size) {
        EXPECT_THROW((void)parse_keyring(form.substr(0, size), "keyring"), Error) << size;
    }
}

TEST_F(KeyringTest, ACommitmentThatFitsAndABoxThatDoesNotIsDamage)
{
    auto& sealed = std::get<Sealed>(m_keyring.secret);
    sealed.box[3] = static_cast<char>(sealed.box[3] ^ 1);
    EXPECT_NE(what([&] { (void)open_keyring(m_keyring, &m_passphrase, "keyring"); }).find("damaged"), std::string::npos);
    sealed.box[3] = static_cast<char>(sealed.box[3] ^ 1);
    m_keyring.key = key_of(2).verifier();
    EXPECT_NE(what([&] { (void)open_keyring(m_keyring, &m_passphrase, "keyring"); }).find("another public key"), std::string::npos);
}

TEST_F(KeyringTest, RefusesACostThatWouldExhaustTheMachine)
{
    std::get<Sealed>(m_keyring.secret).cost.memory = greatest_cost.memory + 1;
    EXPECT_NE(what([&] { (void)open_keyring(m_keyring, &m_passphrase, "keyring"); }).find("are allowed"), std::string::npos);
}

TEST_F(KeyringTest, NamesItsFormerKeys)
{
    const std::string text = succession_text("01ARZ3NDEKTSV4RRFFQ69G5FAV", key_of(1).verifier(), key_of(2).verifier());
    Keyring next = make_keyring(key_of(2), &m_passphrase, least_cost, m_random);
    next.successions.push_back(cosign_note(sign_note(text, key_of(1)), key_of(2)));
    const Keyring read = parse_keyring(form_of(next), "keyring");
    ASSERT_EQ(read.successions.size(), 1U);
    EXPECT_EQ(check_succession(read.successions[0], "note").former, key_of(1).verifier());
    next.successions = {sign_note(text, key_of(1))};
    EXPECT_NE(what([&] { (void)parse_keyring(form_of(next), "keyring"); }).find("not signed by"), std::string::npos);
    next.successions = {cosign_note(sign_note(text, key_of(3)), key_of(2))};
    EXPECT_NE(what([&] { (void)parse_keyring(form_of(next), "keyring"); }).find("not signed by"), std::string::npos);
}

TEST_F(KeyringTest, IsItsOwnersAlone)
{
    std::string folder = (std::filesystem::temp_directory_path() / "khronika-keyring-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    sys::Files& files = sys::real_files();
    EXPECT_EQ(read_keyring(files, folder).has_value(), false);
    write_keyring(files, folder, m_keyring);
    write_keyring(files, folder, m_keyring);
    struct stat status{};
    ASSERT_EQ(::stat((folder + "/keyring").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(form_of(*read_keyring(files, folder)), form_of(m_keyring));
    sys::write_new(files, folder + "/passphrase", "сезам\r\n");
    EXPECT_EQ(read_passphrase_file(files, folder + "/passphrase").view(), "сезам");
    sys::write_new(files, folder + "/empty", "\n");
    EXPECT_THROW((void)read_passphrase_file(files, folder + "/empty"), Error);
    sys::write_new(files, folder + "/long", std::string(4097, 'x'));
    EXPECT_THROW((void)read_passphrase_file(files, folder + "/long"), Error);
    std::filesystem::remove_all(folder);
}

} // namespace khronika::vault
