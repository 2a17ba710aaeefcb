// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a container on their way into the archive, each as an item of its own.
#pragma once

#include "app/collect.h"
#include "app/media_beside.h"
#include "archive/items.h"
#include "readers/part.h"

#include <nlohmann/json_fwd.hpp>

#include <exception>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace khronika::app {

/// A part that is kept, for the reading that follows.
struct KeptPart {
    Item item; ///< with its collection as a part
    Metadata stated;
    std::string path;  ///< within the container
    bool read = false; ///< a reader has to look at it
};

/// What the parts of all containers within one collected file may take together; parts beyond are left out and named.
struct PartBudget {
    std::uint64_t parts = 1'000'000;
    std::uint64_t bytes = 16ULL << 30U;
};

class PartKeeper : public readers::PartSink {
public:
    /// `container` holds its latest collection. All must outlive the keeper.
    PartKeeper(Archive& archive, const Item& container, MediaBeside& media, PartBudget& budget, const CollectWatch& watch,
               CollectReport& report);
    ~PartKeeper() override;

    void begin(const readers::PartHead& head) override;
    void bytes(std::string_view run) override;
    void end() override;
    void abandon() override;
    void note(const std::string& words) override;

    /// Appends what waits. Rethrows what the archive threw at an earlier part, which a reader cannot be told.
    void flush();
    /// The entry that says that the container was read.
    [[nodiscard]] nlohmann::ordered_json entry(const ReadOutcome& outcome) const;
    [[nodiscard]] std::vector<KeptPart>& kept() { return m_kept; }
    [[nodiscard]] std::uint64_t left_out() const { return m_beyond; }

private:
    struct Pending;
    void append();
    [[nodiscard]] Metadata said_of(const readers::PartHead& head) const;
    void guarded(const std::function<void()>& act);

    Archive& m_archive;
    const Item& m_container;
    MediaBeside& m_media;
    PartBudget& m_budget;
    const CollectWatch& m_watch;
    CollectReport& m_report;
    std::set<std::string> m_known; ///< parts that were collected when the container was read before
    std::unique_ptr<Pending> m_open;
    std::vector<Pending> m_pending;
    std::vector<KeptPart> m_kept;
    std::vector<std::string> m_notes;
    std::uint64_t m_parts = 0;
    std::uint64_t m_beyond = 0; ///< beyond the budget
    std::exception_ptr m_error;
};

} // namespace khronika::app
