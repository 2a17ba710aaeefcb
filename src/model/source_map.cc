// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/source_map.h"

#include "base/utf8.h"

#include <algorithm>

namespace khronika {

namespace {

/// The part of `run` that its text part `part` (within run.text) came from.
Span source_part(std::string_view content, const SourceMap& run, Span part)
{
    if (part == run.text) {
        return run.source;
    }
    if (run.text.size() == run.source.size()) {
        const std::size_t begin = run.source.begin + (part.begin - run.text.begin);
        return {begin, begin + part.size()};
    }
    const std::size_t characters = utf8::length(at(content, run.text));
    if (characters <= 1) {
        return run.source;
    }
    const std::size_t before = utf8::length(at(content, {run.text.begin, part.begin}));
    const std::size_t inside = utf8::length(at(content, part));
    const auto offset = [&](std::size_t count) { return run.source.begin + count * run.source.size() / characters; };
    return {offset(before), offset(std::min(characters, before + inside))};
}

auto first_run_after(const std::vector<SourceMap>& map, std::size_t offset)
{
    return std::partition_point(map.begin(), map.end(), [offset](const SourceMap& run) { return run.text.end <= offset; });
}

} // namespace

std::optional<Span> source_of(std::string_view content, const std::vector<SourceMap>& map, Span span)
{
    std::optional<Span> out;
    for (auto run = first_run_after(map, span.begin); run != map.end() && run->text.begin < span.end; ++run) {
        const Span part{std::max(run->text.begin, span.begin), std::min(run->text.end, span.end)};
        if (part.empty()) {
            continue;
        }
        const Span source = source_part(content, *run, part);
        out = out ? Span{std::min(out->begin, source.begin), std::max(out->end, source.end)} : source;
    }
    return out;
}

std::optional<Span> source_of(const Text& text, Span span)
{
    return source_of(text.content, text.map, span);
}

void add_run(std::vector<SourceMap>& map, SourceMap run)
{
    if (run.text.empty()) {
        return;
    }
    if (!map.empty()) {
        SourceMap& last = map.back();
        const bool plain = last.text.size() == last.source.size() && run.text.size() == run.source.size();
        if (plain && last.text.end == run.text.begin && last.source.end == run.source.begin) {
            last.text.end = run.text.end;
            last.source.end = run.source.end;
            return;
        }
    }
    map.push_back(run);
}

std::vector<SourceMap> compose(const std::vector<SourceMap>& inner, const std::vector<SourceMap>& outer, std::string_view middle)
{
    std::vector<SourceMap> out;
    out.reserve(inner.size());
    for (const SourceMap& run : inner) {
        if (run.text.size() != run.source.size()) {
            if (const auto source = source_of(middle, outer, run.source)) {
                add_run(out, {run.text, *source});
            }
            continue;
        }
        for (auto next = first_run_after(outer, run.source.begin); next != outer.end() && next->text.begin < run.source.end; ++next) {
            const Span part{std::max(next->text.begin, run.source.begin), std::min(next->text.end, run.source.end)};
            if (part.empty()) {
                continue;
            }
            const std::size_t begin = run.text.begin + (part.begin - run.source.begin);
            add_run(out, {{begin, begin + part.size()}, source_part(middle, *next, part)});
        }
    }
    return out;
}

bool well_formed(const std::vector<SourceMap>& map, std::size_t content_size, std::size_t source_size)
{
    std::size_t reached = 0;
    for (const SourceMap& run : map) {
        const bool in_text = run.text.begin >= reached && run.text.begin < run.text.end && run.text.end <= content_size;
        if (!in_text || run.source.begin > run.source.end || run.source.end > source_size) {
            return false;
        }
        reached = run.text.end;
    }
    return true;
}

} // namespace khronika
