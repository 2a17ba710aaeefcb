// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files.h"

#include "sys/files.h"
#include "sys/http.h"

namespace khronika::app {

std::string read_file(const Services& services, const std::string& path)
{
    return sys::read_all(services.files, path);
}

void write_file(const Services& services, const std::string& path, std::string_view bytes)
{
    sys::replace(services.files, path, bytes);
}

std::shared_ptr<sys::Http> real_network()
{
    return sys::real_http();
}

} // namespace khronika::app
