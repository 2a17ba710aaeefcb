// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tar_file.h"

#include "base/error.h"

#include <archive.h>
#include <archive_entry.h>

#include <exception>

namespace khronika::app {

namespace {

constexpr std::size_t run_size = std::size_t{1} << 16;

struct FreeArchive {
    void operator()(struct archive* tar) const { archive_free(tar); }
};
using Handle = std::unique_ptr<struct archive, FreeArchive>;
using Entry = std::unique_ptr<struct archive_entry, decltype(&archive_entry_free)>;

} // namespace

struct TarWriter::Impl {
    sys::Sink& out;
    Handle tar;
    std::uint64_t left = 0;
    std::exception_ptr error; ///< of the sink: libarchive is C, and nothing may be thrown through it

    static la_ssize_t write(struct archive* tar, void* self, const void* bytes, std::size_t size)
    {
        auto& impl = *static_cast<Impl*>(self);
        try {
            impl.out.write({static_cast<const char*>(bytes), size});
            return static_cast<la_ssize_t>(size);
        } catch (...) {
            impl.error = std::current_exception();
            archive_set_error(tar, EIO, "the sink failed");
            return -1;
        }
    }

    void check(la_ssize_t code)
    {
        if (error) {
            std::rethrow_exception(std::exchange(error, nullptr));
        }
        if (code < ARCHIVE_WARN) {
            fail("cannot write the tar: {}", archive_error_string(tar.get()));
        }
    }

    void expect_whole() const
    {
        if (left != 0) {
            fail("a file of the tar is shorter by {} bytes than was said", left);
        }
    }
};

TarWriter::TarWriter(sys::Sink& out) : m_impl(std::make_unique<Impl>(Impl{out, Handle(archive_write_new()), 0, {}}))
{
    struct archive* tar = m_impl->tar.get();
    if (tar == nullptr) {
        throw std::bad_alloc();
    }
    archive_write_set_format_pax_restricted(tar);
    archive_write_set_bytes_per_block(tar, run_size);
    archive_write_set_bytes_in_last_block(tar, 1);
    m_impl->check(archive_write_open(tar, m_impl.get(), nullptr, &Impl::write, nullptr));
}

TarWriter::~TarWriter() = default;

void TarWriter::begin(const std::string& path, std::uint64_t size, std::int64_t time)
{
    m_impl->expect_whole();
    const Entry entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0400);
    archive_entry_set_mtime(entry.get(), time, 0);
    m_impl->check(archive_write_header(m_impl->tar.get(), entry.get()));
    m_impl->left = size;
}

void TarWriter::write(std::string_view bytes)
{
    if (bytes.size() > m_impl->left) {
        fail("a file of the tar is longer than was said");
    }
    const la_ssize_t written = bytes.empty() ? 0 : archive_write_data(m_impl->tar.get(), bytes.data(), bytes.size());
    m_impl->check(written);
    m_impl->left -= bytes.size();
}

void TarWriter::finish()
{
    m_impl->expect_whole();
    m_impl->check(archive_write_close(m_impl->tar.get()));
}

struct TarReader::Impl {
    sys::Source& from;
    std::string name;
    Handle tar;
    std::string buffer;
    std::exception_ptr error; ///< of the source

    static la_ssize_t read(struct archive* tar, void* self, const void** out)
    {
        auto& impl = *static_cast<Impl*>(self);
        try {
            const std::size_t count = impl.from.read(impl.buffer);
            *out = impl.buffer.data();
            return static_cast<la_ssize_t>(count);
        } catch (...) {
            impl.error = std::current_exception();
            archive_set_error(tar, EIO, "the source failed");
            return -1;
        }
    }

    void check(int code)
    {
        if (error) {
            std::rethrow_exception(std::exchange(error, nullptr));
        }
        if (code != ARCHIVE_OK && code != ARCHIVE_EOF) {
            fail("{}: what it holds is no tar of a backup: {}", name, archive_error_string(tar.get()));
        }
    }
};

TarReader::TarReader(sys::Source& from, std::string name)
    : m_impl(std::make_unique<Impl>(Impl{from, std::move(name), Handle(archive_read_new()), std::string(run_size, '\0'), {}}))
{
    struct archive* tar = m_impl->tar.get();
    if (tar == nullptr) {
        throw std::bad_alloc();
    }
    // No other format and no compression: the fewer parsers the better.
    archive_read_support_format_tar(tar);
    archive_read_support_filter_none(tar);
    m_impl->check(archive_read_open(tar, m_impl.get(), nullptr, &Impl::read, nullptr));
}

TarReader::~TarReader() = default;

std::optional<TarEntry> TarReader::next()
{
    struct archive_entry* entry = nullptr;
    const int code = archive_read_next_header(m_impl->tar.get(), &entry);
    m_impl->check(code);
    if (code == ARCHIVE_EOF) {
        return std::nullopt;
    }
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr ||
        archive_entry_size_is_set(entry) == 0 || archive_entry_size(entry) < 0) {
        fail("{}: holds something that is no regular file: it is no backup of Khronika's", m_impl->name);
    }
    return TarEntry{path, static_cast<std::uint64_t>(archive_entry_size(entry))};
}

void TarReader::read(const std::function<void(std::string_view)>& take)
{
    std::string run(run_size, '\0');
    while (true) {
        const la_ssize_t count = archive_read_data(m_impl->tar.get(), run.data(), run.size());
        m_impl->check(count < 0 ? static_cast<int>(count) : ARCHIVE_OK);
        if (count == 0) {
            return;
        }
        take(std::string_view(run).substr(0, static_cast<std::size_t>(count)));
    }
}

} // namespace khronika::app
