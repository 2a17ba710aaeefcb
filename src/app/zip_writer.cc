// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/zip_writer.h"

#include "base/error.h"

#include <zip.h>

#include <list>
#include <vector>

namespace khronika::app {

namespace {

struct Free {
    void operator()(zip_t* zip) const { zip_discard(zip); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

constexpr zip_uint16_t first_day = 0x0021; // 1 January 1980

[[noreturn]] void broke(const char* reason)
{
    fail("the ZIP file could not be made: {}", reason);
}

} // namespace

struct ZipWriter::Impl {
    std::list<std::string> contents; ///< the library reads them when it closes
    std::unique_ptr<zip_source_t, Free> out;
    std::unique_ptr<zip_t, Free> zip;
};

ZipWriter::ZipWriter() : m_impl(new Impl{{}, nullptr, nullptr})
{
    zip_error_t error;
    zip_error_init(&error);
    m_impl->out.reset(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (m_impl->out) {
        zip_source_keep(m_impl->out.get());
        m_impl->zip.reset(zip_open_from_source(m_impl->out.get(), ZIP_TRUNCATE, &error));
    }
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!m_impl->zip) {
        broke(reason.c_str());
    }
}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const std::string& path, std::string bytes)
{
    zip_t* zip = m_impl->zip.get();
    const std::string& kept = m_impl->contents.emplace_back(std::move(bytes));
    zip_source_t* source = zip_source_buffer(zip, kept.data(), kept.size(), 0);
    const zip_int64_t index = source == nullptr ? -1 : zip_file_add(zip, path.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        broke(zip_strerror(zip));
    }
    const auto entry = static_cast<zip_uint64_t>(index);
    if (zip_set_file_compression(zip, entry, ZIP_CM_STORE, 0) != 0 || zip_file_set_dostime(zip, entry, 0, first_day, 0) != 0) {
        broke(zip_strerror(zip));
    }
}

void ZipWriter::finish(const std::function<void(std::string_view)>& take)
{
    if (zip_close(m_impl->zip.get()) != 0) {
        broke(zip_strerror(m_impl->zip.get()));
    }
    (void)m_impl->zip.release(); // closed, and with it freed
    zip_source_t* out = m_impl->out.get();
    if (zip_source_open(out) != 0) {
        broke(zip_error_strerror(zip_source_error(out)));
    }
    std::vector<char> buffer(1U << 20U);
    for (;;) {
        const zip_int64_t size = zip_source_read(out, buffer.data(), buffer.size());
        if (size < 0) {
            broke(zip_error_strerror(zip_source_error(out)));
        }
        if (size == 0) {
            break;
        }
        take({buffer.data(), static_cast<std::size_t>(size)});
    }
    zip_source_close(out);
}

std::string ZipWriter::made_by()
{
    return std::string("libzip ") + zip_libzip_version();
}

} // namespace khronika::app
