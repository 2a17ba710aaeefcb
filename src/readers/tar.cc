// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/tar.h"

#include "base/error.h"
#include "base/utf8.h"
#include "readers/decode.h"
#include "readers/record_stream.h"
#include "readers/worth_reading.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <string>

namespace khronika::readers {

namespace {

using Reader = std::unique_ptr<archive, int (*)(archive*)>;

std::string words(archive* reader)
{
    const char* text = archive_error_string(reader);
    return text == nullptr ? "it is damaged" : utf8::repaired(text);
}

void copy(archive* reader, const std::string& path, std::size_t packed_size, Parts& parts)
{
    PartHead head;
    head.path = head.name = path;
    const void* run = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int status = archive_read_data_block(reader, &run, &size, &offset);
    head.readable = worth_reading(path, {static_cast<const char*>(run), status == ARCHIVE_OK ? size : 0});
    if (!parts.begin(head)) {
        return;
    }
    la_int64_t reached = 0;
    const std::string zeros(1U << 16U, '\0');
    for (; status == ARCHIVE_OK; status = archive_read_data_block(reader, &run, &size, &offset)) {
        while (reached < offset) { // a hole of a sparse file
            const auto gap = static_cast<std::size_t>(std::min<la_int64_t>(offset - reached, static_cast<la_int64_t>(zeros.size())));
            if (!parts.add(std::string_view(zeros).substr(0, gap))) {
                return;
            }
            reached += static_cast<la_int64_t>(gap);
        }
        reached += static_cast<la_int64_t>(size);
        const auto total = static_cast<std::uint64_t>(reached);
        if (total > parts.limits().ratio_from_bytes && total / parts.limits().ratio > packed_size) {
            parts.abandon(fmt::format("it unpacks to more than {} times the archive's size", parts.limits().ratio));
            return;
        }
        if (!parts.add({static_cast<const char*>(run), size})) {
            return;
        }
    }
    if (status == ARCHIVE_EOF) {
        parts.end();
    } else {
        parts.abandon(words(reader));
    }
}

} // namespace

void unpack_tar(std::string_view file, Parts& parts)
{
    const Reader reader(archive_read_new(), &archive_read_free);
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_memory(reader.get(), file.data(), file.size()) != ARCHIVE_OK) {
        fail("the archive cannot be read: {}", words(reader.get()));
    }
    archive_entry* entry = nullptr;
    int status = ARCHIVE_OK;
    std::uint64_t others = 0;
    while ((status = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN) {
        const char* unicode = archive_entry_pathname_utf8(entry); // null where the locale has no such letters
        const char* raw = unicode == nullptr ? archive_entry_pathname(entry) : unicode;
        const std::string_view bytes = raw == nullptr ? std::string_view{} : raw;
        const std::string path = utf8::valid(bytes) ? std::string(bytes) : decode(bytes, "windows-1251").text;
        if (archive_entry_filetype(entry) == AE_IFREG && archive_entry_size(entry) > 0) {
            copy(reader.get(), path, file.size(), parts);
        } else {
            ++others;
        }
    }
    if (others > 0) {
        parts.note(fmt::format("{} folders, links, devices and empty files, which are no parts", others));
    }
    if (status != ARCHIVE_EOF) {
        fail("the archive breaks off or is damaged after {} files: {}", parts.kept(), words(reader.get()));
    }
}

bool is_tar(std::string_view file)
{
    constexpr std::size_t mark_at = 257;
    if (file.starts_with("\x1F\x8B")) {
        return is_tar(inflated_head(file, 512));
    }
    return file.size() >= 512 && file.substr(mark_at, 5) == "ustar";
}

} // namespace khronika::readers
