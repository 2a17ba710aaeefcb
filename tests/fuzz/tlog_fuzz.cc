// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, as a checkpoint, a proof and a timestamp, are read or refused; what is read gives the same bytes again.
#include "archive/merkle.h"
#include "archive/timestamp.h"
#include "archive/tlog.h"
#include "base/error.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace khronika;

template <typename Parse>
void same_again(std::string_view bytes, Parse parse)
{
    try {
        if (archive::to_text(parse(bytes, "input")) != bytes) {
            std::abort();
        }
    } catch (const Error&) {
    }
}

void try_proof(std::string_view bytes)
{
    try {
        const archive::EntryProof proof = archive::parse_entry_proof(bytes, "input");
        const auto checkpoint = archive::parse_checkpoint_text(archive::signed_part(proof.checkpoint), "input");
        (void)archive::holds(proof, checkpoint, archive::leaf_hash(proof.extra));
        const archive::GrowthProof growth{proof.index, proof.steps, proof.checkpoint};
        (void)archive::verify_consistency(growth.old_size, checkpoint.size, growth.steps, archive::Hash{}, checkpoint.root);
    } catch (const Error&) {
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    same_again(bytes, &archive::parse_checkpoint_text);
    same_again(bytes, &archive::parse_entry_proof);
    same_again(bytes, &archive::parse_growth_proof);
    try_proof(bytes);
    if (archive::check_timestamp(bytes, "data", "", "").problem.empty()) {
        std::abort();
    }
    return 0;
}
