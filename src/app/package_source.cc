// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/package_source.h"

#include "app/report_folder.h"
#include "base/error.h"
#include "sys/files.h"

#include <zip.h>

#include <algorithm>
#include <map>

namespace khronika::app {

namespace {

class FolderSource : public PackageSource {
public:
    FolderSource(sys::Files& files, std::string folder) : m_files(files), m_folder(std::move(folder)) {}

    std::vector<std::string> names() override
    {
        std::vector<std::string> out = files_below(m_files, m_folder);
        std::sort(out.begin(), out.end());
        return out;
    }

    void each_chunk(const std::string& name, const std::function<void(std::string_view)>& take) override
    {
        sys::each_chunk(m_files, sys::join(m_folder, name), take);
    }

private:
    sys::Files& m_files;
    std::string m_folder;
};

class ZipSource : public PackageSource {
public:
    explicit ZipSource(std::string_view bytes)
    {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        // ZIP_CHECKCONS holds the list at the end against each entry's own head.
        m_zip.reset(source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        if (!m_zip) {
            if (source != nullptr) {
                zip_source_free(source);
            }
            fail("it is no sound ZIP file: {}", reason);
        }
        for (zip_int64_t i = 0; i < zip_get_num_entries(m_zip.get(), 0); ++i) {
            const char* name = zip_get_name(m_zip.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
            if (name == nullptr) {
                fail("entry {} of the ZIP file has no readable name", i);
            }
            m_order.emplace_back(name);
            m_index.emplace(name, static_cast<zip_uint64_t>(i));
        }
        m_names = m_order;
        std::sort(m_names.begin(), m_names.end());
    }

    std::vector<std::string> order() override { return m_order; }

    std::vector<std::string> names() override { return m_names; }

    void each_chunk(const std::string& name, const std::function<void(std::string_view)>& take) override
    {
        const auto found = m_index.find(name);
        if (found == m_index.end()) {
            fail("{} is missing", name);
        }
        const std::unique_ptr<zip_file_t, Close> file(zip_fopen_index(m_zip.get(), found->second, 0));
        if (!file) {
            fail("{} cannot be opened: {}", name, zip_strerror(m_zip.get()));
        }
        std::vector<char> buffer(1U << 16U);
        for (;;) {
            const zip_int64_t size = zip_fread(file.get(), buffer.data(), buffer.size());
            if (size < 0) {
                fail("{} cannot be read whole: {}", name, zip_file_strerror(file.get()));
            }
            if (size == 0) {
                return;
            }
            take({buffer.data(), static_cast<std::size_t>(size)});
        }
    }

private:
    struct Close {
        void operator()(zip_t* zip) const { zip_discard(zip); }
        void operator()(zip_file_t* file) const { zip_fclose(file); }
    };

    std::unique_ptr<zip_t, Close> m_zip;
    std::vector<std::string> m_order;
    std::vector<std::string> m_names;
    std::map<std::string, zip_uint64_t> m_index;
};

} // namespace

std::string PackageSource::read(const std::string& name, std::uint64_t limit)
{
    std::string out;
    each_chunk(name, [&](std::string_view run) {
        if (out.size() + run.size() > limit) {
            fail("{} is longer than {} bytes, which is more than this program reads of it", name, limit);
        }
        out += run;
    });
    return out;
}

std::unique_ptr<PackageSource> folder_source(sys::Files& files, const std::string& folder)
{
    return std::make_unique<FolderSource>(files, folder);
}

std::unique_ptr<PackageSource> zip_source(std::string_view bytes)
{
    return std::make_unique<ZipSource>(bytes);
}

} // namespace khronika::app
