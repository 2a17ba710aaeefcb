// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/view.h"

#include <vector>

namespace khronika::publish {

/// The data beside the pages: report.json, figures.csv, figures.json, events.json, claims.jsonl, items.json, journal.json,
/// the texts and the method's tables. docs/publish.md gives their forms.
void add_data(const View& view, std::vector<File>& files);

} // namespace khronika::publish
