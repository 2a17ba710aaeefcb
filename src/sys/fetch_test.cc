// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/fetch.h"

#include <gtest/gtest.h>

namespace khronika::sys {
namespace {

TEST(Address, PrivateOnesAreTold)
{
    for (const char* ip :
         {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
          "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2001:db8::1", "no address"}) {
        EXPECT_TRUE(is_private_address(ip)) << ip;
    }
    for (const char* ip : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"}) {
        EXPECT_FALSE(is_private_address(ip)) << ip;
    }
}

TEST(Address, ReferencesAreResolvedAgainstTheirPage)
{
    EXPECT_EQ(resolve_address("http://a.org/b/c?d#e", ""), "http://a.org/b/c?d");
    EXPECT_EQ(resolve_address("http://a.org/b/c", "../x.png#y"), "http://a.org/x.png");
    EXPECT_EQ(resolve_address("https://a.org/b", "//c.org/d"), "https://c.org/d");
    EXPECT_EQ(resolve_address("http://a.org/", "javascript:alert(1)"), std::nullopt);
    EXPECT_EQ(resolve_address("http://a.org/", "file:///etc/passwd"), std::nullopt);
    EXPECT_EQ(resolve_address("http://u:p@a.org/", ""), std::nullopt);
    EXPECT_EQ(resolve_address("a folder", ""), std::nullopt);
    EXPECT_EQ(origin_of("HTTP://A.org:80/x"), "http://a.org");
    EXPECT_EQ(origin_of("https://a.org:8443/x"), "https://a.org:8443");
    EXPECT_EQ(path_and_query("http://a.org/b?c=d"), "/b?c=d");
}

} // namespace
} // namespace khronika::sys
