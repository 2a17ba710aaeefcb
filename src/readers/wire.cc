// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/wire.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"

#include <array>
#include <cstring>

namespace khronika::readers {

namespace {

class Packer {
public:
    void number(std::uint64_t value)
    {
        std::array<char, sizeof value> bytes{};
        std::memcpy(bytes.data(), &value, sizeof value);
        m_out.append(bytes.data(), bytes.size());
    }
    void text(std::string_view value)
    {
        number(value.size());
        m_out.append(value);
    }
    void found(const Found& value)
    {
        text(value.value);
        text(value.from);
    }
    std::string m_out;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view payload) : m_rest(payload) {}

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        if (m_rest.size() < sizeof value) {
            broken();
        }
        std::memcpy(&value, m_rest.data(), sizeof value);
        m_rest.remove_prefix(sizeof value);
        return value;
    }
    std::string_view bytes()
    {
        const std::uint64_t size = number();
        if (size > m_rest.size()) {
            broken();
        }
        const std::string_view out = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return out;
    }
    std::string text()
    {
        const std::string_view out = bytes();
        if (!utf8::valid(out)) {
            broken();
        }
        return std::string(out);
    }
    Found found()
    {
        std::string value = text();
        return {std::move(value), text()};
    }
    /// How many entries of at least `size` bytes each follow.
    std::uint64_t count(std::uint64_t size)
    {
        const std::uint64_t out = number();
        if (out > m_rest.size() / size) {
            broken();
        }
        return out;
    }
    void end() const
    {
        if (!m_rest.empty()) {
            broken();
        }
    }
    [[noreturn]] static void broken() { fail("the reader's answer is malformed; the file may be made to attack readers"); }

private:
    std::string_view m_rest;
};

} // namespace

std::string pack_tables(const std::vector<TableFile>& files)
{
    Packer out;
    out.number(files.size());
    for (const TableFile& file : files) {
        out.text(file.path);
        out.text(file.content);
    }
    return std::move(out.m_out);
}

std::vector<TableFile> unpack_tables(std::string_view payload)
{
    Unpacker in(payload);
    std::vector<TableFile> files(in.count(16));
    for (TableFile& file : files) {
        file.path = in.text();
        file.content = in.bytes();
    }
    in.end();
    return files;
}

std::string pack_request(const Request& request, std::uint64_t size)
{
    Packer out;
    out.text(request.name);
    for (const std::string* value :
         {&request.stated.title, &request.stated.outlet, &request.stated.language, &request.stated.published, &request.stated.url}) {
        out.text(*value);
    }
    out.number(request.limits.html_bytes);
    out.number(request.limits.text_bytes);
    out.number(request.limits.html_depth);
    out.number(size);
    return std::move(out.m_out);
}

UnpackedRequest unpack_request(std::string_view payload)
{
    Unpacker in(payload);
    UnpackedRequest out;
    out.request.name = in.bytes();
    Metadata& stated = out.request.stated;
    for (std::string* value : {&stated.title, &stated.outlet, &stated.language, &stated.published, &stated.url}) {
        *value = in.bytes();
    }
    out.request.limits.html_bytes = in.number();
    out.request.limits.text_bytes = in.number();
    out.request.limits.html_depth = in.number();
    out.bytes = in.bytes();
    in.end();
    return out;
}

std::string pack_reading(const Reading& reading)
{
    Packer out;
    out.text(reading.error);
    out.number(reading.text ? 1 : 0);
    if (!reading.text) {
        return std::move(out.m_out);
    }
    const Text& text = *reading.text;
    out.text(text.content);
    for (const Found* found : {&text.title, &text.outlet, &text.language, &text.published, &text.url}) {
        out.found(*found);
    }
    out.text(text.encoding);
    out.text(text.reader);
    out.number(text.map.size());
    for (const SourceMap& run : text.map) {
        for (const std::size_t offset : {run.text.begin, run.text.end, run.source.begin, run.source.end}) {
            out.number(offset);
        }
    }
    out.number(text.dropped.size());
    for (const Dropped& block : text.dropped) {
        out.text(block.reason);
        out.text(block.content);
    }
    return std::move(out.m_out);
}

Reading unpack_reading(std::string_view payload, std::uint64_t source_size)
{
    Unpacker in(payload);
    Reading out;
    out.error = in.text();
    if (in.number() == 0) {
        in.end();
        return out;
    }
    Text& text = out.text.emplace();
    text.content = in.text();
    for (Found* found : {&text.title, &text.outlet, &text.language, &text.published, &text.url}) {
        *found = in.found();
    }
    text.encoding = in.text();
    text.reader = in.text();
    text.map.resize(in.count(32));
    for (SourceMap& run : text.map) {
        for (std::size_t* offset : {&run.text.begin, &run.text.end, &run.source.begin, &run.source.end}) {
            *offset = in.number();
        }
    }
    if (!well_formed(text.map, text.content.size(), source_size)) {
        Unpacker::broken();
    }
    text.dropped.resize(in.count(16));
    for (Dropped& block : text.dropped) {
        block.reason = in.text();
        block.content = in.text();
    }
    in.end();
    return out;
}

} // namespace khronika::readers
