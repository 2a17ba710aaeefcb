// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/part_wire.h"

#include "readers/pack.h"

namespace khronika::readers {

namespace {

enum class Frame : std::uint64_t { begin, bytes, end, abandon, note, reading };

Packer frame(Frame kind)
{
    Packer out;
    out.number(static_cast<std::uint64_t>(kind));
    return out;
}

} // namespace

void PartPacker::begin(const PartHead& head)
{
    Packer out = frame(Frame::begin);
    for (const std::string* text : {&head.path, &head.name, &head.media_type, &head.date, &head.stated.title, &head.stated.outlet,
                                    &head.stated.language, &head.stated.published, &head.stated.url}) {
        out.text(*text);
    }
    out.number(head.span ? 1 : 0);
    out.number(head.span ? head.span->begin : 0);
    out.number(head.span ? head.span->end : 0);
    out.number(head.readable ? 1 : 0);
    out.number(head.media.size());
    for (const std::string& path : head.media) {
        out.text(path);
    }
    m_write(out.m_out);
}

void PartPacker::bytes(std::string_view run)
{
    while (!run.empty()) {
        Packer out = frame(Frame::bytes);
        out.m_out.append(run.substr(0, longest_run));
        m_write(out.m_out);
        run.remove_prefix(std::min(run.size(), longest_run));
    }
}

void PartPacker::end()
{
    m_write(frame(Frame::end).m_out);
}

void PartPacker::abandon()
{
    m_write(frame(Frame::abandon).m_out);
}

void PartPacker::note(const std::string& words)
{
    Packer out = frame(Frame::note);
    out.text(words);
    m_write(out.m_out);
}

void PartPacker::finish(const Reading& reading)
{
    Packer out = frame(Frame::reading);
    out.m_out.append(pack_reading(reading));
    m_write(out.m_out);
}

PartUnpacker::PartUnpacker(PartSink& sink, const PartLimits& limits, std::uint64_t source_size)
    : m_sink(sink), m_limits(limits), m_source_size(source_size)
{
}

std::optional<Reading> PartUnpacker::take(std::string_view payload)
{
    Unpacker in(payload);
    const std::uint64_t kind = in.number();
    payload.remove_prefix(sizeof kind);
    const bool within = kind == static_cast<std::uint64_t>(Frame::bytes) || kind == static_cast<std::uint64_t>(Frame::end) ||
                        kind == static_cast<std::uint64_t>(Frame::abandon);
    const bool anywhere = kind == static_cast<std::uint64_t>(Frame::note);
    if (kind > static_cast<std::uint64_t>(Frame::reading) || (!anywhere && within != m_in_part)) {
        Unpacker::broken();
    }
    switch (static_cast<Frame>(kind)) {
    case Frame::begin:
        take_head(payload);
        break;
    case Frame::bytes:
        take_run(payload);
        break;
    case Frame::end:
        m_in_part = false;
        m_sink.end();
        break;
    case Frame::abandon:
        m_in_part = false;
        m_sink.abandon();
        break;
    case Frame::note:
        take_note(payload);
        break;
    case Frame::reading:
        return unpack_reading(payload, m_source_size);
    }
    return std::nullopt;
}

void PartUnpacker::take_head(std::string_view payload)
{
    Unpacker in(payload);
    PartHead head;
    for (std::string* text : {&head.path, &head.name, &head.media_type, &head.date, &head.stated.title, &head.stated.outlet,
                              &head.stated.language, &head.stated.published, &head.stated.url}) {
        *text = in.text();
    }
    const bool has_span = in.number() != 0;
    const Span span{in.number(), in.number()};
    head.readable = in.number() != 0;
    head.media.resize(in.count(8));
    for (std::string& path : head.media) {
        path = in.text();
    }
    in.end();
    if (has_span) {
        head.span = span;
    }
    if (++m_parts > 2 * m_limits.parts || (has_span && (span.begin > span.end || span.end > m_source_size))) {
        Unpacker::broken();
    }
    m_in_part = true;
    m_size = 0;
    m_sink.begin(head);
}

void PartUnpacker::take_run(std::string_view run)
{
    m_size += run.size();
    m_total += run.size();
    // What was abandoned counts here too, so that the bound is wider than the worker's own.
    if (m_size > m_limits.part_bytes || m_total > 2 * m_limits.total_bytes) {
        Unpacker::broken();
    }
    m_sink.bytes(run);
}

void PartUnpacker::take_note(std::string_view payload)
{
    Unpacker in(payload);
    const std::string words = in.text();
    in.end();
    if (++m_notes > m_limits.notes + 1) {
        Unpacker::broken();
    }
    m_sink.note(words);
}

} // namespace khronika::readers
