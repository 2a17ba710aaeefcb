// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/curl.h"

#include "base/error.h"

#include <dlfcn.h>

namespace khronika::sys {

namespace {

template <typename Function>
void find(void* library, const char* name, Function& function)
{
    function = reinterpret_cast<Function>(dlsym(library, name));
    if (function == nullptr) {
        fail("libcurl.so.4 has no {}; install libcurl4 of 7.85 or later", name);
    }
}

Libcurl load()
{
    void* library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        fail("addresses cannot be read or fetched: {}; install libcurl4", dlerror());
    }
    Libcurl out{};
    find(library, "curl_easy_cleanup", out.easy_cleanup);
    find(library, "curl_easy_getinfo", out.easy_getinfo);
    find(library, "curl_easy_init", out.easy_init);
    find(library, "curl_easy_perform", out.easy_perform);
    find(library, "curl_easy_reset", out.easy_reset);
    find(library, "curl_easy_setopt", out.easy_setopt);
    find(library, "curl_easy_strerror", out.easy_strerror);
    find(library, "curl_free", out.free);
    find(library, "curl_global_init", out.global_init);
    find(library, "curl_slist_append", out.slist_append);
    find(library, "curl_slist_free_all", out.slist_free_all);
    find(library, "curl_url", out.url);
    find(library, "curl_url_cleanup", out.url_cleanup);
    find(library, "curl_url_get", out.url_get);
    find(library, "curl_url_set", out.url_set);
    return out;
}

} // namespace

const Libcurl& libcurl()
{
    static const Libcurl functions = load();
    return functions;
}

} // namespace khronika::sys
