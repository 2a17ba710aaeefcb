// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the files that a command names, each in a sandboxed worker, several at a time. One bad file is a message, and the
// rest goes on.
#pragma once

#include "model/item.h"
#include "model/text.h"
#include "readers/read.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace khronika::app {

struct Inputs {
    std::vector<std::string> files;  ///< in the order of the arguments; those of a folder by path
    std::vector<std::string> errors; ///< one for each argument or folder that cannot be read, with the mend
    std::size_t passed_over = 0;     ///< files in folders that are no texts by their names (.json, .jsonl, .csv, .tsv)
};

/// The files that arguments name: each file itself, each folder's files and those below. Sidecars are no inputs.
[[nodiscard]] Inputs expand_inputs(const std::vector<std::string>& arguments);

struct ReadOptions {
    Metadata stated; ///< wins over sidecars, which win over the file
    readers::Limits limits;
    unsigned workers = 0; ///< at a time; 0: one a processor
};

/// What became of one file.
struct FileReading {
    std::string path;
    Metadata stated;          ///< by the options and the sidecar
    std::string bytes;        ///< as collected; empty where the file could not be read
    std::optional<Text> text; ///< its `item` is the path
    std::string error;        ///< where there is no text: the path, what is wrong, and the mend
};

/// Reads `files` and hands each to `take` in their order, on the calling thread, holding a few at a time in memory. Throws
/// Error where nothing can be read at all: no sandbox, or malformed tables.
void read_files(const std::vector<std::string>& files, const ReadOptions& options, const std::function<void(FileReading)>& take);

} // namespace khronika::app
