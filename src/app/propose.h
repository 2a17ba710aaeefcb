// SPDX-License-Identifier: GPL-3.0-or-later
// Claims proposed by a language model at an address that the user names, each checked against the text; docs/proposer.md.
#pragma once

#include "app/data.h"
#include "claims/proposal.h"
#include "model/claim.h"
#include "model/text.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace khronika::sys {
class Http;
}

namespace khronika::app {

struct ProposerOptions {
    std::string url;           ///< http://127.0.0.1:8080, or unix:/path/of/socket
    std::string model;         ///< empty: the endpoint's own
    int timeout_seconds = 120; ///< for each passage
    bool remote = false;       ///< allows an address on another machine
};

/// What became of all passages and proposals so far.
struct ProposerTally {
    std::size_t passages = 0;
    std::size_t failed = 0;    ///< passages without a readable answer
    std::size_t not_asked = 0; ///< passages left out, since the endpoint had failed before
    std::size_t accepted = 0;  ///< claims
    std::size_t refused = 0;
    std::size_t repeated = 0;
};

struct Proposed {
    std::vector<Claim> claims;      ///< spans are of the text
    std::vector<std::string> notes; ///< what failed and what was refused, each with the file's path
};

class Proposer {
public:
    /// Connects to nothing yet. Throws UsageError where the address may not be used, Error where proposer/prompt.txt or
    /// acts.tsv of the data folder cannot be read. `data` must outlive this.
    Proposer(const Data& data, const std::string& data_folder, const ProposerOptions& options);
    /// For tests: asks by `http`.
    Proposer(const Data& data, const std::string& data_folder, const ProposerOptions& options, std::unique_ptr<sys::Http> http);
    ~Proposer();

    /// Asks for the text's passages one by one. Failures are notes, never exceptions; once the endpoint cannot be reached,
    /// or has failed three times in a row, it is asked no more. `known` are the text's claims by the rules.
    [[nodiscard]] Proposed propose(const std::string& path, const Text& text, const std::vector<Claim>& known);

    [[nodiscard]] const ProposerTally& tally() const { return m_tally; }

private:
    struct Notes;
    void ask(Span passage, const Text& text, const claims::ProposalCheck& check, const std::vector<Claim>& known, Proposed& out,
             Notes& notes);
    void failed(const std::string& why, bool for_good, Notes& notes);

    const Data& m_data;
    std::unique_ptr<sys::Http> m_http;
    std::string m_url;
    std::string m_unix_socket;
    std::string m_model;
    int m_timeout_seconds;
    std::string m_prompt;
    std::vector<std::string> m_acts;
    int m_failures_in_a_row = 0;
    bool m_given_up = false;
    ProposerTally m_tally;
};

} // namespace khronika::app
