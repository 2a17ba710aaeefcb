// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline.h"

#include "app/data.h"
#include "app/data_folder.h"
#include "claims/extract.h"
#include "readers/read.h"
#include "readers/sandbox.h"
#include "readers/sniff.h"
#include "sys/files.h"
#include "sys/handed_file.h"

namespace khronika::app {

namespace {

/// A text is kept whole in the journal and held in memory while its claims are read, at several times its size.
constexpr std::uint64_t largest_text = 32ULL << 20U;

/// The one part that a reader of links hands out.
class LinkLines : public readers::PartSink {
public:
    void begin(const readers::PartHead&) override { text.clear(); }
    void bytes(std::string_view run) override { text += run; }
    void end() override {}
    void abandon() override { text.clear(); }
    void note(const std::string&) override {}
    std::string text;
};

} // namespace

struct ReadingPipeline::Impl {
    Impl() : folder(data_folder()), data(folder), reader(load_reader_tables(folder)) { data.languages().make_lexicons(); }

    ReadOutcome unpack(const std::string& path, const Item& item, const Metadata& stated, readers::PartSink& parts)
    {
        readers::Limits limits;
        limits.text_bytes = largest_text;
        readers::Request request{item.collections.empty() ? std::string{} : item.collections.back().from, stated, limits};
        request.media_type = item.media_type;
        readers::Reading reading = read(path, item.size, request, parts);
        if (reading.text) {
            reading.text->item = item.sha256;
        }
        return {std::move(reading.text), std::move(reading.error), std::move(reading.container), reading.left_out};
    }

    /// Documents are read whole, by a program of their own; everything else is handed to the worker as an open file.
    readers::Reading read(const std::string& path, std::uint64_t size, const readers::Request& request, readers::PartSink& parts)
    {
        if (size <= request.limits.document_bytes) {
            const auto bytes = sys::real_files().map(path);
            // A ZIP file tells at its end whether it is a table; everything else at its beginning.
            constexpr std::size_t beginning = 4096;
            const std::string_view telling = bytes->bytes().starts_with("PK") ? bytes->bytes() : bytes->bytes().substr(0, beginning);
            if (readers::is_document(readers::media_type_of(telling, request.name))) {
                return reader.read(bytes->bytes(), request);
            }
        }
        return reader.read(sys::open_to_hand_over(path), request, parts);
    }

    std::string folder;
    Data data;
    readers::SandboxedReader reader;
};

ReadingPipeline::ReadingPipeline() : m_impl(std::make_unique<Impl>()) {}
ReadingPipeline::~ReadingPipeline() = default;

PageLinks ReadingPipeline::links(std::string_view answer)
{
    readers::Request request;
    request.purpose = readers::Purpose::links;
    LinkLines lines;
    const readers::Reading reading = m_impl->reader.read(sys::in_memory(answer), request, lines);
    return {std::move(lines.text), reading.error};
}

Pipeline ReadingPipeline::pipeline()
{
    Impl* impl = m_impl.get();
    Pipeline out;
    out.unpack = [impl](const std::string& path, const Item& item, const Metadata& stated, readers::PartSink& parts) {
        return impl->unpack(path, item, stated, parts);
    };
    out.extract = [impl](const Text& text) { return claims::extract(text, impl->data.languages()); };
    out.engine = claims::engine;
    return out;
}

} // namespace khronika::app
