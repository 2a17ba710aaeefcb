// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/wire.h"

#include "model/boxes.h"
#include "model/source_map.h"
#include "readers/pack.h"

#include <bit>

namespace khronika::readers {

namespace {

std::array<std::uint64_t*, 9> all_limits(Limits& limits)
{
    return {&limits.html_bytes,   &limits.text_bytes, &limits.html_depth, &limits.document_bytes, &limits.pages,
            &limits.page_seconds, &limits.pixels,     &limits.cells,      &limits.unpacked};
}

void pack_boxes(Packer& out, const Text& text)
{
    out.text(text.box_unit);
    out.number(text.boxes.size());
    for (const Box& box : text.boxes) {
        for (const std::uint64_t value : {std::uint64_t{box.text.begin}, std::uint64_t{box.text.end}, box.page}) {
            out.number(value);
        }
        for (const double value : {box.x, box.y, box.width, box.height}) {
            out.number(std::bit_cast<std::uint64_t>(value));
        }
    }
}

void unpack_boxes(Unpacker& in, Text& text)
{
    text.box_unit = in.text();
    text.boxes.resize(in.count(56));
    for (Box& box : text.boxes) {
        box.text.begin = in.number();
        box.text.end = in.number();
        box.page = in.number();
        for (double* value : {&box.x, &box.y, &box.width, &box.height}) {
            *value = std::bit_cast<double>(in.number());
        }
    }
    if (!well_formed(text.boxes, text.content.size())) {
        Unpacker::broken();
    }
}

void pack_properties(Packer& out, const Text& text)
{
    out.number(text.properties.size());
    for (const Property& property : text.properties) {
        out.text(property.name);
        out.text(property.value);
        out.number(property.personal ? 1 : 0);
    }
    out.number(text.notes.size());
    for (const std::string& note : text.notes) {
        out.text(note);
    }
}

void unpack_properties(Unpacker& in, Text& text)
{
    text.properties.resize(in.count(24));
    for (Property& property : text.properties) {
        property.name = in.text();
        property.value = in.text();
        property.personal = in.number() != 0;
    }
    text.notes.resize(in.count(8));
    for (std::string& note : text.notes) {
        note = in.text();
    }
}

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
    Limits limits = request.limits;
    for (const std::uint64_t* limit : all_limits(limits)) {
        out.number(*limit);
    }
    out.number(request.skipped.size());
    for (const SkippedPage& page : request.skipped) {
        out.number(page.page);
        out.text(page.reason);
    }
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
    for (std::uint64_t* limit : all_limits(out.request.limits)) {
        *limit = in.number();
    }
    out.request.skipped.resize(in.count(16));
    for (SkippedPage& page : out.request.skipped) {
        page.page = in.number();
        page.reason = in.bytes();
    }
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
    pack_boxes(out, text);
    pack_properties(out, text);
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
    unpack_boxes(in, text);
    unpack_properties(in, text);
    in.end();
    return out;
}

} // namespace khronika::readers
