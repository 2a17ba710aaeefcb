// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

// The header checks the types of these in macros that know the functions by their names only.
#undef curl_easy_setopt
#undef curl_easy_getinfo

namespace khronika::sys {

/// The functions of libcurl, loaded when one is first asked for: few commands fetch anything, and libcurl brings thirty
/// libraries that every start would wait for.
struct Libcurl {
    decltype(&::curl_easy_cleanup) easy_cleanup;
    decltype(&::curl_easy_getinfo) easy_getinfo;
    decltype(&::curl_easy_init) easy_init;
    decltype(&::curl_easy_perform) easy_perform;
    decltype(&::curl_easy_reset) easy_reset;
    decltype(&::curl_easy_setopt) easy_setopt;
    decltype(&::curl_easy_strerror) easy_strerror;
    decltype(&::curl_free) free;
    decltype(&::curl_global_init) global_init;
    decltype(&::curl_slist_append) slist_append;
    decltype(&::curl_slist_free_all) slist_free_all;
    decltype(&::curl_url) url;
    decltype(&::curl_url_cleanup) url_cleanup;
    decltype(&::curl_url_get) url_get;
    decltype(&::curl_url_set) url_set;
};

/// Error where libcurl is not installed. Safe from many threads.
const Libcurl& libcurl();

} // namespace khronika::sys
