// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline.h"

#include "app/data.h"
#include "app/data_folder.h"
#include "claims/extract.h"
#include "readers/sandbox.h"
#include "sys/files.h"

#include <fmt/format.h>

#include <algorithm>

namespace khronika::app {

namespace {

/// A text is kept whole in the journal and held in memory while its claims are read, at several times its size.
constexpr std::uint64_t largest_text = 32ULL << 20U;

} // namespace

struct ReadingPipeline::Impl {
    Impl() : folder(data_folder()), data(folder), reader(load_reader_tables(folder)) { data.languages().make_lexicons(); }

    ReadOutcome read(const std::string& path, const Item& item, const Metadata& stated)
    {
        readers::Limits limits;
        limits.text_bytes = largest_text;
        const std::uint64_t limit = limits.largest();
        if (item.size > limit) {
            return {std::nullopt,
                    fmt::format("it is of {} bytes, and at most {} are read; split the file and collect its parts", item.size, limit)};
        }
        const std::string bytes = sys::read_all(sys::real_files(), path, limit);
        readers::Reading reading =
            reader.read(bytes, {item.collections.empty() ? std::string{} : item.collections.back().from, stated, limits});
        if (reading.text) {
            reading.text->item = item.sha256;
        }
        return {std::move(reading.text), std::move(reading.error)};
    }

    std::string folder;
    Data data;
    readers::SandboxedReader reader;
};

ReadingPipeline::ReadingPipeline() : m_impl(std::make_unique<Impl>()) {}
ReadingPipeline::~ReadingPipeline() = default;

Pipeline ReadingPipeline::pipeline()
{
    Impl* impl = m_impl.get();
    Pipeline out;
    out.read = [impl](const std::string& path, const Item& item, const Metadata& stated) { return impl->read(path, item, stated); };
    out.extract = [impl](const Text& text) { return claims::extract(text, impl->data.languages()); };
    out.engine = claims::engine;
    return out;
}

} // namespace khronika::app
