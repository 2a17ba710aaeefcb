// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/timestamp.h"

#include "archive/sha256.h"
#include "base/error.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace khronika::archive {
namespace {

std::string fixture(const std::string& name)
{
    std::ostringstream out;
    out << std::ifstream(std::string(KHRONIKA_SOURCE_DIR) + "/tests/support/timestamp/" + name).rdbuf();
    return out.str();
}

class Timestamp : public testing::Test {
protected:
    std::string m_data = fixture("data");
    std::string m_reply = fixture("reply.tsr");
    std::string m_first = fixture("first.pem");
    std::string m_second = fixture("second.pem");
};

} // namespace

TEST_F(Timestamp, HoldsByItsAuthority)
{
    const TimestampCheck check = check_timestamp(m_reply, m_data, "", m_first);
    EXPECT_EQ(check.problem, "");
    EXPECT_TRUE(check.to_authority);
    EXPECT_EQ(check.authority, "CN=First authority");
    EXPECT_EQ(check.at, "2026-11-25T01:14:51Z");
    EXPECT_TRUE(check_timestamp(m_reply, m_data, "", m_second + m_first).to_authority);
}

TEST_F(Timestamp, WithoutAuthoritiesOnlyTheSignatureIsJudged)
{
    const TimestampCheck check = check_timestamp(m_reply, m_data, "", "");
    EXPECT_EQ(check.problem, "");
    EXPECT_FALSE(check.to_authority);
}

TEST_F(Timestamp, RefusesAnotherAuthorityDataAndNonce)
{
    EXPECT_NE(check_timestamp(m_reply, m_data, "", m_second).problem.find("given authorities"), std::string::npos);
    EXPECT_EQ(check_timestamp(m_reply, m_data + "x", "", m_first).problem, "it is a timestamp of something else");
    EXPECT_EQ(check_timestamp(m_reply, m_data, "12345678", m_first).problem, "it answers another request (its nonce differs)");
    for (const std::string& bytes : {std::string(), std::string("\x30\x00", 2), m_reply + "x", m_reply.substr(1), m_data}) {
        EXPECT_EQ(check_timestamp(bytes, m_data, "", m_first).problem, "it is no timestamp response in DER, or something follows it");
    }
}

// Some bytes of a response are covered by no signature: its status, and the copy of the root's certificate, in whose place
// the given one is used. None of them may change what it says; the journal, which holds the response, tells where one was
// changed.
TEST_F(Timestamp, NoFlippedBitGivesAnotherTimeOrSigner)
{
    const TimestampCheck before = check_timestamp(m_reply, m_data, "", m_first);
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < m_reply.size(); ++i) {
        std::string changed = m_reply;
        changed[i] = static_cast<char>(changed[i] ^ (1U << (i % 8)));
        const TimestampCheck check = check_timestamp(changed, m_data, "", m_first);
        if (check.problem.empty()) {
            ++accepted;
            EXPECT_EQ(check.at, before.at) << i;
            EXPECT_EQ(check.authority, before.authority) << i;
        }
    }
    EXPECT_LE(accepted, m_reply.size() / 3);
}

TEST_F(Timestamp, ARequestNamesTheHash)
{
    const Hash hash = sha256(m_data);
    const std::string bytes(hash.begin(), hash.end());
    EXPECT_NE(timestamp_request(m_data, "").find(bytes), std::string::npos);
    EXPECT_NE(timestamp_request(m_data, "12345678").find("12345678"), std::string::npos);
    EXPECT_THROW(expect_certificates("no certificate", "ca.pem"), Error);
    EXPECT_NO_THROW(expect_certificates(m_first, "ca.pem"));
}

} // namespace khronika::archive
