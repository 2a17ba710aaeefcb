// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rebuild.h"

#include "base/error.h"

namespace khronika::app {

RebuildReport rebuild(const Services& services, const std::string& folder, const std::string& by)
{
    Archive archive = Archive::open_to_rebuild(services, folder, by);
    RebuildReport report{0, archive.store().integrity(), archive.notices()};
    const std::vector<store::Damage> rows = archive.store().compare_with_journal();
    report.differences.insert(report.differences.end(), rows.begin(), rows.end());
    archive.rebuild();
    report.entries = archive.store().tree().size;
    const std::vector<store::Damage> left = archive.store().compare_with_journal();
    if (!left.empty()) {
        fail("{}: the new tables differ from the journal: {}: {}", folder, left.front().where, left.front().what);
    }
    if (!archive.close()) {
        report.notices.push_back("a reader holds the database: its fingerprint is written by the next command that writes");
    }
    return report;
}

} // namespace khronika::app
