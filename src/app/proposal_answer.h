// SPDX-License-Identifier: GPL-3.0-or-later
// The two ends of a talk with an OpenAI-compatible endpoint: the question's JSON and what its answer proposes.
#pragma once

#include "claims/proposal.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::app {

/// The body of POST /v1/chat/completions. `model` may be empty: the endpoint then takes its own.
[[nodiscard]] std::string question(const std::string& model, const std::string& prompt, std::string_view passage);

struct ProposalAnswer {
    std::vector<claims::Proposal> proposals;
    std::size_t malformed = 0; ///< claims whose fields are missing or of the wrong kind
};

/// Reads the answer's body. What stands before or after the JSON of its message (reasoning, a code fence) is passed over.
/// Throws Error, without repeating anything of the answer, where there is none or it holds more claims than `most`.
[[nodiscard]] ProposalAnswer read_answer(std::string_view body, std::size_t most);

} // namespace khronika::app
