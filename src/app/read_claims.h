// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data.h"
#include "app/propose.h"
#include "app/read_files.h"
#include "model/claim.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>
#include <vector>

namespace khronika::app {

/// The claims of one file.
struct FileClaims {
    std::string path;
    Text text;                 ///< without its content's map
    std::vector<Claim> claims; ///< `item` is the file's name
    std::size_t refused = 0;   ///< claims that were left out because their words were not the text's
    std::string explanations;  ///< where asked for: each claim's slots with the rule and the table line behind them
    Proposed proposed;         ///< claims that a proposer adds; those of `claims` are the same with and without it
    std::string error;         ///< where the file could not be read; nothing else is then set
};

struct ClaimOptions {
    ReadOptions reading;
    bool explain = false;
    Proposer* proposer = nullptr; ///< where there is one, it is asked for each text
};

/// Reads the claims of files in their order. `start` and `end` of a claim count bytes of the file itself where that is plain
/// text in UTF-8, else bytes of its text as `khronika text` gives it.
void read_claims(const Data& data, const std::vector<std::string>& files, const ClaimOptions& options,
                 const std::function<void(FileClaims)>& take);

/// The exchanged form of a proposed claim: that of a claim, and `"proposed": true` at its end.
[[nodiscard]] nlohmann::ordered_json proposed_json(const Claim& claim);

/// Writes the claims of a file as NAME.claims.jsonl (for NAME.txt, NAME.html and the like) into `folder`, which is made where
/// it is not there. Proposed claims go into NAME.proposed.jsonl, which is written where the file has any.
void write_claims(const std::string& folder, const FileClaims& file);

/// True where there is a file or folder at `path`.
[[nodiscard]] bool is_there(const std::string& path);

} // namespace khronika::app
