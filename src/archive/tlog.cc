// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/tlog.h"

#include "archive/merkle.h"
#include "base/base64.h"
#include "base/error.h"

#include <algorithm>
#include <charconv>

namespace khronika::archive {

namespace {

constexpr std::string_view proof_line = "c2sp.org/tlog-proof@v1";

std::string base64_of(const Hash& hash)
{
    return base64::encode({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string base64_lines(const std::vector<Hash>& hashes)
{
    std::string out;
    for (const Hash& hash : hashes) {
        out += base64_of(hash) + "\n";
    }
    return out;
}

/// Takes line after line off a text; every one of them must be ended.
class Lines {
public:
    Lines(std::string_view bytes, std::string_view where) : m_rest(bytes), m_where(where) {}

    std::string_view next(std::string_view expected)
    {
        const std::size_t end = m_rest.find('\n');
        if (end == std::string_view::npos) {
            fail("{}: it ends where {} was expected", m_where, expected);
        }
        const std::string_view line = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        ++m_number;
        return line;
    }

    std::uint64_t number(std::string_view line, std::string_view expected) const
    {
        std::uint64_t out = 0;
        const auto read = std::from_chars(line.data(), line.data() + line.size(), out);
        if (read.ec != std::errc{} || read.ptr != line.data() + line.size() || std::to_string(out) != line) {
            wrong(expected);
        }
        return out;
    }

    Hash hash(std::string_view line, std::string_view expected) const
    {
        const auto bytes = base64::decode(line);
        Hash out{};
        if (!bytes || bytes->size() != out.size()) {
            wrong(expected);
        }
        std::copy(bytes->begin(), bytes->end(), out.begin());
        return out;
    }

    /// The lines up to a blank one, which is taken too.
    std::vector<Hash> hashes(std::string_view line)
    {
        std::vector<Hash> out;
        for (; !line.empty(); line = next("a hash or a blank line")) {
            if (out.size() == 64) {
                wrong("a blank line after at most 64 hashes");
            }
            out.push_back(hash(line, "the base64 of a hash"));
        }
        return out;
    }

    /// `WORD VALUE`.
    std::string_view value(std::string_view line, std::string_view word) const
    {
        if (line.size() <= word.size() || !line.starts_with(word) || line[word.size()] != ' ') {
            wrong(fmt::format("`{} ...`", word));
        }
        return line.substr(word.size() + 1);
    }

    [[noreturn]] void wrong(std::string_view expected) const { fail("{}: line {}: {} was expected", m_where, m_number, expected); }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
    std::string_view m_where;
    std::size_t m_number = 0;
};

} // namespace

std::string to_text(const CheckpointText& checkpoint)
{
    return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, base64_of(checkpoint.root));
}

CheckpointText parse_checkpoint_text(std::string_view text, std::string_view where)
{
    Lines lines(text, where);
    CheckpointText out;
    out.origin = lines.next("the log's name");
    if (out.origin.empty()) {
        lines.wrong("the log's name");
    }
    out.size = lines.number(lines.next("the number of entries"), "the number of entries");
    out.root = lines.hash(lines.next("the root"), "the base64 of the root");
    if (!lines.rest().empty()) {
        fail("{}: more than origin, size and root in the checkpoint", where);
    }
    return out;
}

std::string_view signed_part(std::string_view note)
{
    const std::size_t blank = note.find("\n\n");
    return blank == std::string_view::npos ? note : note.substr(0, blank + 1);
}

std::string to_text(const EntryProof& proof)
{
    const std::string extra = proof.extra.empty() ? "" : fmt::format("extra {}\n", base64::encode(proof.extra));
    return fmt::format("{}\n{}index {}\n{}\n{}", proof_line, extra, proof.index, base64_lines(proof.steps), proof.checkpoint);
}

EntryProof parse_entry_proof(std::string_view bytes, std::string_view where)
{
    Lines lines(bytes, where);
    EntryProof out;
    if (lines.next(proof_line) != proof_line) {
        lines.wrong(proof_line);
    }
    std::string_view line = lines.next("`index ...`");
    if (line.starts_with("extra ")) {
        const auto extra = base64::decode(lines.value(line, "extra"));
        if (!extra || extra->empty()) {
            lines.wrong("`extra` and base64");
        }
        out.extra = *extra;
        line = lines.next("`index ...`");
    }
    out.index = lines.number(lines.value(line, "index"), "`index` and a whole number");
    out.steps = lines.hashes(lines.next("a hash or a blank line"));
    out.checkpoint = lines.rest();
    return out;
}

bool holds(const EntryProof& proof, const CheckpointText& checkpoint, const Hash& leaf)
{
    return verify_inclusion(proof.index, checkpoint.size, leaf, proof.steps, checkpoint.root);
}

std::string to_text(const GrowthProof& proof)
{
    return fmt::format("old {}\n{}\n{}", proof.old_size, base64_lines(proof.steps), proof.checkpoint);
}

GrowthProof parse_growth_proof(std::string_view bytes, std::string_view where)
{
    Lines lines(bytes, where);
    GrowthProof out;
    out.old_size = lines.number(lines.value(lines.next("`old ...`"), "old"), "`old` and a whole number");
    out.steps = lines.hashes(lines.next("a hash or a blank line"));
    out.checkpoint = lines.rest();
    return out;
}

} // namespace khronika::archive
