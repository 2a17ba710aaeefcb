// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/zip_parts.h"

#include "base/error.h"

#include <zip.h>

namespace khronika::documents {

namespace {

/// Tables of equal rows pack to a hundredth; what packs tighter is made to.
constexpr std::uint64_t largest_ratio = 300;
/// Below this no ratio does harm.
constexpr std::uint64_t harmless = 4ULL << 20U;

struct ClosePart {
    void operator()(zip_file_t* part) const { zip_fclose(part); }
};

} // namespace

void ZipParts::Close::operator()(zip* file) const
{
    zip_discard(file);
}

ZipParts::ZipParts(std::string_view bytes, std::uint64_t most) : m_left(most), m_most(most)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) {
        throw std::bad_alloc();
    }
    m_file.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!m_file) {
        zip_source_free(source);
        fail("the table's ZIP container is damaged ({}); collect it again", reason);
    }
}

ZipParts::~ZipParts() = default;

std::optional<std::string> ZipParts::read(const std::string& name)
{
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_stat(m_file.get(), name.c_str(), 0, &info) != 0) {
        return std::nullopt;
    }
    constexpr auto known = static_cast<zip_uint64_t>(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE);
    if ((info.valid & known) != known) {
        fail("the part {} of the table does not say its size; save the table anew", name);
    }
    if (info.size > m_left) {
        fail("the table's parts unpack to more than the limit of {} bytes ({} in {} alone); split the table", m_most, info.size, name);
    }
    if (info.size > harmless && info.size / largest_ratio > info.comp_size) {
        fail("the part {} unpacks from {} to {} bytes, as no table does: it is made to fill memory, and was not read", name, info.comp_size,
             info.size);
    }
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE) {
        fail("the table is locked by a password; save a copy without one and collect that too");
    }
    const std::unique_ptr<zip_file_t, ClosePart> part(zip_fopen_index(m_file.get(), info.index, 0));
    if (!part) {
        fail("the part {} of the table is damaged; collect it again", name);
    }
    std::string out(info.size, '\0');
    std::size_t done = 0;
    while (done < out.size()) {
        const zip_int64_t got = zip_fread(part.get(), out.data() + done, out.size() - done);
        if (got <= 0) {
            fail("the part {} of the table is damaged; collect it again", name);
        }
        done += static_cast<std::size_t>(got);
    }
    m_left -= out.size();
    return out;
}

} // namespace khronika::documents
