// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/wire.h"

#include "model/source_map.h"
#include "readers/pack.h"

namespace khronika::readers {

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
    out.text(request.media_type);
    out.number(static_cast<std::uint64_t>(request.purpose));
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
    out.request.media_type = in.bytes();
    out.request.purpose = in.number() == 0 ? Purpose::read : Purpose::links;
    out.bytes = in.bytes();
    in.end();
    return out;
}

std::string pack_reading(const Reading& reading)
{
    Packer out;
    out.text(reading.error);
    out.text(reading.container);
    out.number(reading.left_out);
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
    out.number(text.forwarded_from.size());
    for (const std::string& link : text.forwarded_from) {
        out.text(link);
    }
    out.number(text.properties.size());
    for (const Property& property : text.properties) {
        out.text(property.name);
        out.text(property.value);
        out.number(property.personal ? 1 : 0);
    }
    return std::move(out.m_out);
}

Reading unpack_reading(std::string_view payload, std::uint64_t source_size)
{
    Unpacker in(payload);
    Reading out;
    out.error = in.text();
    out.container = in.text();
    out.left_out = in.number();
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
    text.forwarded_from.resize(in.count(8));
    for (std::string& link : text.forwarded_from) {
        link = in.text();
    }
    text.properties.resize(in.count(24));
    for (Property& property : text.properties) {
        property.name = in.text();
        property.value = in.text();
        property.personal = in.number() != 0;
    }
    in.end();
    return out;
}

} // namespace khronika::readers
