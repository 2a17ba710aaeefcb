// SPDX-License-Identifier: GPL-3.0-or-later
// An archive with everything that it needs of the outside world as values: files that may be twins, a clock that stands,
// seeded randomness, and the real readers and claim engine in this process, on texts that are trusted.
#pragma once

#include "app/archive.h"
#include "app/collect.h"
#include "app/data.h"
#include "app/data_folder.h"
#include "archive/sha256.h"
#include "claims/extract.h"
#include "readers/read.h"
#include "readers/tables.h"
#include "sys/clock.h"
#include "sys/files.h"
#include "sys/randomness.h"

#include <string>
#include <vector>

namespace khronika::tests {

/// A few short texts, so that an archive of them is small: two languages, one copied, one page, one that no reader reads.
inline const std::vector<std::pair<std::string, std::string>>& batch()
{
    static const std::vector<std::pair<std::string, std::string>> files{
        {"a.txt", "Courts ordered the expulsion of 418 migrants\n\nThe press service of the courts of St. Petersburg said on 26 March 2024 "
                  "that 418 people were to be expelled.\n"},
        {"b.txt", "В Петербурге задержаны 48 мигрантов\n\nПолиция Санкт-Петербурга сообщила 28 марта 2024 года, что задержаны 48 "
                  "человек.\n"},
        {"b.txt.meta.json", R"({"outlet":"Example","published":"2024-03-28"})"},
        {"c.txt", "В Петербурге задержаны 48 мигрантов\n\nПолиция Санкт-Петербурга сообщила 28 марта 2024 года, что задержаны 48 "
                  "человек.\n"},
        {"d.html", "<html><head><title>Raid</title></head><body><article><h1>Raid</h1><p>Police detained at least 12 people in Moscow on 3 "
                   "April 2024, the human rights group Example said.</p></article></body></html>"},
        {"e.bin", std::string("\0\1\2\3\0\0\7", 7)},
    };
    return files;
}

/// The tables, read once for all worlds.
struct Engine {
    Engine() : folder(app::data_folder()), data(folder), tables(readers::read_tables(app::load_reader_tables(folder))) {}

    /// Reads items through `files`.
    [[nodiscard]] app::Pipeline pipeline(sys::Files& files) const
    {
        app::Pipeline out;
        out.read = [this, &files](const std::string& path, const Item&, const Metadata& stated) -> app::ReadOutcome {
            Text text = readers::read(sys::read_all(files, path), {path, stated, {}}, tables);
            return {std::move(text), {}};
        };
        out.extract = [this](const Text& text) { return claims::extract(text, data.languages()); };
        out.engine = claims::engine;
        return out;
    }

    std::string folder;
    app::Data data;
    readers::Tables tables;
};

inline void put_batch(sys::Files& files, const std::string& folder)
{
    for (const auto& [name, bytes] : batch()) {
        sys::write_new(files, sys::join(folder, name), bytes);
    }
    files.sync_folder(folder);
}

/// 26 March 2024.
inline sys::Instant some_time()
{
    return sys::Instant(std::chrono::milliseconds(1711445400000));
}

} // namespace khronika::tests
