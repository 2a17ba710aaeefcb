// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/zip.h"

#include "base/error.h"
#include "base/utf8.h"
#include "readers/decode.h"
#include "readers/digest_check.h"
#include "readers/worth_reading.h"
#include "readers/zip_offsets.h"

#include <nlohmann/json.hpp>
#include <zip.h>

#include <algorithm>
#include <map>
#include <memory>

namespace khronika::readers {

namespace {

constexpr std::size_t run_size = 1U << 18U;
constexpr std::uint64_t largest_datapackage = 16U << 20U;
constexpr std::string_view datapackage = "datapackage.json";

struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
using Zip = std::unique_ptr<zip_t, Discard>;
using ZipEntry = std::unique_ptr<zip_file_t, Discard>;

Zip open(std::string_view file)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
    zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (zip == nullptr) {
        zip_source_free(source);
        fail("the ZIP cannot be read: {}", reason);
    }
    return Zip(zip);
}

/// What does not say that it is UTF-8 and is not is of the time of DOS.
std::string name_of(zip_t* zip, zip_uint64_t index)
{
    const char* raw = zip_get_name(zip, index, ZIP_FL_ENC_RAW);
    const std::string_view bytes = raw == nullptr ? std::string_view{} : raw;
    return utf8::valid(bytes) ? std::string(bytes) : decode(bytes, "IBM866").text;
}

/// The digests that a WACZ states, by path; empty for any other ZIP.
std::map<std::string, std::string> stated_digests(zip_t* zip)
{
    std::map<std::string, std::string> out;
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat(zip, std::string(datapackage).c_str(), 0, &status) != 0 || status.size > largest_datapackage) {
        return out;
    }
    const ZipEntry entry(zip_fopen_index(zip, status.index, 0));
    std::string bytes(status.size, '\0');
    if (!entry || zip_fread(entry.get(), bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) {
        return out;
    }
    const auto package = nlohmann::json::parse(bytes, nullptr, false);
    const auto resources = package.is_object() ? package.find("resources") : package.end();
    if (resources == package.end() || !resources->is_array()) {
        return out;
    }
    for (const nlohmann::json& resource : *resources) {
        if (resource.is_object() && resource.contains("path") && resource["path"].is_string() && resource.contains("hash") &&
            resource["hash"].is_string()) {
            out[resource["path"].get<std::string>()] = resource["hash"].get<std::string>();
        }
    }
    return out;
}

class ZipReader {
public:
    ZipReader(std::string_view file, Parts& parts)
        : m_zip(open(file)), m_parts(parts), m_digests(stated_digests(m_zip.get())), m_offsets(stored_spans(file))
    {
    }

    void run()
    {
        const zip_int64_t count = zip_get_num_entries(m_zip.get(), 0);
        for (zip_int64_t i = 0; i < count; ++i) {
            entry(static_cast<zip_uint64_t>(i));
        }
        for (const auto& [path, digest] : m_digests) {
            m_parts.note(fmt::format("{}: stands in {} and not in the file", path, datapackage));
        }
        if (m_folders > 0) {
            m_parts.note(fmt::format("{} folders, which are no parts", m_folders));
        }
        if (m_empty > 0) {
            m_parts.note(fmt::format("{} empty files, which are no parts", m_empty));
        }
    }

private:
    void entry(zip_uint64_t index)
    {
        const std::string name = name_of(m_zip.get(), index);
        zip_stat_t status;
        zip_stat_init(&status);
        if (zip_stat_index(m_zip.get(), index, 0, &status) != 0) {
            m_parts.leave_out(name, zip_strerror(m_zip.get()));
            return;
        }
        if (name.ends_with('/')) {
            ++m_folders;
            return;
        }
        if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE) {
            m_parts.leave_out(name, "it is encrypted; unpack it by hand and collect what it holds");
            return;
        }
        if (status.size == 0) {
            ++m_empty;
            m_digests.erase(name);
            return;
        }
        const ZipEntry open_entry(zip_fopen_index(m_zip.get(), index, 0));
        if (!open_entry) {
            m_parts.leave_out(name, zip_strerror(m_zip.get()));
            return;
        }
        copy(open_entry.get(), index, name, status);
    }

    void copy(zip_file_t* from, zip_uint64_t index, const std::string& name, const zip_stat_t& status)
    {
        PartHead head;
        head.path = head.name = name;
        if (const auto span = m_offsets.find(index); span != m_offsets.end() && span->second.size() == status.size) {
            head.span = span->second;
        }
        const auto stated = m_digests.find(name);
        DigestCheck digest(stated == m_digests.end() ? std::string{} : stated->second);
        std::string buffer(run_size, '\0');
        std::uint64_t size = 0;
        zip_int64_t got = zip_fread(from, buffer.data(), buffer.size());
        head.readable = worth_reading(name, std::string_view(buffer).substr(0, static_cast<std::size_t>(std::max<zip_int64_t>(got, 0))));
        if (!m_parts.begin(head)) {
            return;
        }
        for (; got > 0; got = zip_fread(from, buffer.data(), buffer.size())) {
            const std::string_view run(buffer.data(), static_cast<std::size_t>(got));
            size += run.size();
            if (size > m_parts.limits().ratio_from_bytes && size / m_parts.limits().ratio > status.comp_size) {
                m_parts.abandon(fmt::format("it unpacks to more than {} times its size", m_parts.limits().ratio));
                return;
            }
            if (!m_parts.add(run)) {
                return;
            }
            digest.add(run);
        }
        if (got < 0) {
            m_parts.abandon(fmt::format("it is damaged: {}", zip_file_strerror(from)));
            return;
        }
        m_parts.end();
        if (!digest.matches()) {
            m_parts.note(fmt::format("{}: it does not match the digest that {} states", name, datapackage));
        }
        m_digests.erase(name);
    }

    Zip m_zip;
    Parts& m_parts;
    std::map<std::string, std::string> m_digests;
    std::map<std::uint64_t, Span> m_offsets;
    std::uint64_t m_folders = 0;
    std::uint64_t m_empty = 0;
};

} // namespace

void unpack_zip(std::string_view file, Parts& parts)
{
    ZipReader(file, parts).run();
}

} // namespace khronika::readers
