// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/age.h"

#include "base/error.h"
#include "sys/memory_files.h"
#include "sys/randomness.h"
#include "vault/age_header.h"
#include "vault/age_keys.h"
#include "vault/bech32.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace khronika::vault {
namespace {

constexpr int cheap = 4; // of scrypt's cost

Secret secret_of(std::string_view text)
{
    Secret out(text.size());
    std::copy(text.begin(), text.end(), out.bytes().begin());
    return out;
}

std::string some_bytes(std::size_t size)
{
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size; ++i) {
        out[i] = static_cast<char>(i * i % 251);
    }
    return out;
}

class Age : public ::testing::Test {
protected:
    Age() : random(1), identity(AgeIdentity::make(random)) {}

    std::string sealed(std::string_view bytes, const AgeLock& lock)
    {
        sys::MemoryFiles files;
        const auto sink = files.create("sealed");
        AgeWriter writer(*sink, lock, random, cheap);
        for (std::size_t at = 0; at < bytes.size(); at += 10'007) {
            writer.write(bytes.substr(at, 10'007));
        }
        writer.finish();
        return sys::read_all(files, "sealed");
    }

    std::string sealed(std::string_view bytes) { return sealed(bytes, std::vector<AgeRecipient>{identity.recipient()}); }

    static std::string opened(const std::string& bytes, const AgeKey& key)
    {
        sys::MemoryFiles files;
        sys::write_new(files, "sealed", bytes);
        const auto source = files.open("sealed");
        AgeReader reader(*source, key, "in.age");
        std::string out;
        std::string run(7000, '\0');
        while (const std::size_t count = reader.read(run)) {
            out += run.substr(0, count);
        }
        return out;
    }

    static std::string complaint(const std::string& bytes, const AgeKey& key)
    {
        try {
            (void)opened(bytes, key);
            return "none";
        } catch (const Error& error) {
            return error.what();
        }
    }

    [[nodiscard]] AgeKey key() const
    {
        std::vector<AgeIdentity> identities;
        identities.push_back(*AgeIdentity::parse(identity.to_text().view()));
        return AgeKey(std::move(identities));
    }

    sys::SeededRandom random;
    AgeIdentity identity;
};

TEST_F(Age, KeysHaveTheFormOfAge)
{
    EXPECT_TRUE(to_string(identity.recipient()).starts_with("age1"));
    EXPECT_EQ(parse_age_recipient(to_string(identity.recipient())), identity.recipient());
    EXPECT_TRUE(identity.to_text().view().starts_with("AGE-SECRET-KEY-1"));
    // Of age's own manual.
    EXPECT_TRUE(parse_age_recipient("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"));
    EXPECT_FALSE(parse_age_recipient("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8q"));
    EXPECT_FALSE(parse_age_recipient("age1"));
    EXPECT_FALSE(AgeIdentity::parse(to_string(identity.recipient())));
}

TEST_F(Age, OpensWhatItSealed)
{
    for (const std::size_t size : {0, 1, 65'535, 65'536, 65'537, 131'072, 200'000}) {
        EXPECT_EQ(opened(sealed(some_bytes(size)), key()), some_bytes(size)) << size;
        EXPECT_EQ(opened(sealed(some_bytes(size), secret_of("horse")), secret_of("horse")), some_bytes(size)) << size;
    }
    const AgeIdentity second = AgeIdentity::make(random);
    EXPECT_EQ(opened(sealed("abc", std::vector<AgeRecipient>{second.recipient(), identity.recipient()}), key()), "abc");
}

TEST_F(Age, NamesWhatIsWrong)
{
    const std::string file = sealed("some bytes");
    std::vector<AgeIdentity> others;
    others.push_back(AgeIdentity::make(random));
    EXPECT_EQ(complaint(file, AgeKey(std::move(others))), "in.age: is not sealed for this key: give the identity of one of its recipients");
    EXPECT_EQ(complaint(file, secret_of("horse")), "in.age: is sealed for keys, not by a passphrase: give the identity's file");
    const std::string by_passphrase = sealed("some bytes", secret_of("horse"));
    EXPECT_EQ(complaint(by_passphrase, secret_of("house")), "in.age: the passphrase is wrong, or the file's header was altered");
    EXPECT_EQ(complaint(by_passphrase, key()), "in.age: is sealed by a passphrase, not for a key: give the passphrase");
    EXPECT_EQ(complaint("PK\3\4", key()), "in.age: line 1 of its header: it has no end: the file was altered, or is none of age's");
    const std::string large = sealed(some_bytes(200'000));
    const std::size_t header = large.find("\n---") + 1 + 3 + 1 + 43 + 1 + 16;
    EXPECT_EQ(complaint(large.substr(0, header + 65'552), key()), "in.age: is truncated: its end is missing");
    EXPECT_EQ(complaint(large.substr(0, header - 3), key()), "in.age: is truncated: it ends after its header");
    EXPECT_EQ(complaint(large + "x", key()), "in.age: was altered or truncated, at byte 196608 of what it holds");
    std::string dear = by_passphrase;
    dear.replace(dear.find(" 4\n"), 3, " 30\n");
    EXPECT_TRUE(complaint(dear, secret_of("horse")).starts_with("in.age: asks for scrypt at a cost of 2^30; at most 2^20 is taken"));
}

TEST_F(Age, FindsEveryFlippedBitAndEveryTruncation)
{
    const std::string file = sealed("some bytes");
    for (std::size_t place = 0; place < file.size(); ++place) {
        for (const int bit : {0, 3, 7}) {
            std::string flipped = file;
            flipped[place] = static_cast<char>(flipped[place] ^ (1 << bit));
            EXPECT_NE(complaint(flipped, key()), "none") << place;
        }
        EXPECT_NE(complaint(file.substr(0, place), key()), "none") << place;
    }
    const std::string large = sealed(some_bytes(150'000));
    for (std::size_t place = 0; place < large.size(); place += 997) {
        std::string flipped = large;
        flipped[place] = static_cast<char>(flipped[place] ^ 16);
        EXPECT_NE(complaint(flipped, key()), "none") << place;
        EXPECT_NE(complaint(large.substr(0, place), key()), "none") << place;
    }
}

TEST_F(Age, PassesOverRecipientsThatItDoesNotKnow)
{
    const std::string file = sealed("abc");
    const std::size_t end = file.find("\n---") + 1;
    const AgeHeader header = parse_age_header(file.substr(0, file.find('\n', end) + 1), "h");
    std::vector<AgeStanza> stanzas = header.stanzas;
    stanzas.insert(stanzas.begin(), AgeStanza{{"hybrid-grease", "some", "words"}, std::string(96, 'g')});
    EXPECT_EQ(parse_age_header(age_signed_part(stanzas) + " " + unpadded(header.mac) + "\n", "h").stanzas, stanzas);
    // It is passed over, and then the header's authentication fails, since it was added by another.
    const std::string grown = age_signed_part(stanzas) + file.substr(end + 3);
    EXPECT_EQ(complaint(grown, key()), "in.age: its header was altered");
}

/// Debian's age opens what we seal, and we what it seals.
TEST_F(Age, AgreesWithDebiansAge)
{
    std::string pattern = std::filesystem::temp_directory_path() / "khronika-XXXXXX";
    const std::string folder = ::mkdtemp(pattern.data());
    const auto run = [&](const std::string& command) {
        return std::system(("cd " + folder + " && (" + command + ") 2>>log >>log").c_str());
    };
    ASSERT_EQ(run("age --version"), 0) << "age is missing: scripts/setup installs it";
    std::ofstream(folder + "/key.txt") << identity.to_text().view() << "\n";
    for (const std::size_t size : {0, 65'536, 100'000}) {
        const std::string plain = some_bytes(size);
        std::ofstream(folder + "/plain", std::ios::binary) << plain;
        std::ofstream(folder + "/ours.age", std::ios::binary) << sealed(plain);
        EXPECT_EQ(run("age -d -i key.txt ours.age >back && cmp back plain"), 0);
        EXPECT_EQ(run("age -r " + to_string(identity.recipient()) + " -o theirs.age plain"), 0);
        EXPECT_EQ(opened(sys::read_all(sys::real_files(), folder + "/theirs.age"), key()), plain);
    }
    std::ofstream(folder + "/ours.age", std::ios::binary) << sealed("by passphrase", secret_of("correct horse"));
    EXPECT_EQ(run("printf 'correct horse\\n' | script -qec 'age -d -o back2 ours.age' /dev/null"), 0);
    EXPECT_EQ(sys::read_all(sys::real_files(), folder + "/back2"), "by passphrase");
    EXPECT_EQ(run("(sleep 1; printf 'correct horse\\n'; sleep 1; printf 'correct horse\\n'; sleep 3) | "
                  "script -qec 'age -p -o theirs2.age plain' /dev/null"),
              0);
    EXPECT_EQ(opened(sys::read_all(sys::real_files(), folder + "/theirs2.age"), secret_of("correct horse")), some_bytes(100'000));
    std::filesystem::remove_all(folder);
}

} // namespace
} // namespace khronika::vault
