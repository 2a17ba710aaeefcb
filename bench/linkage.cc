// SPDX-License-Identifier: GPL-3.0-or-later
// bench/linkage.sh: links lists of which the truth is known, and says how well and how fast. The script names the lists, and which
// column is what.
#include "linkage/link.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <unordered_map>

namespace {

using namespace khronika::linkage;
using Clock = std::chrono::steady_clock;

std::string read(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        fmt::print(stderr, "{}: cannot be read\n", path);
        std::exit(2);
    }
    std::ostringstream content;
    content << file.rdbuf();
    std::string text = std::move(content).str();
    if (!text.empty() && text.back() != '\n') {
        text.push_back('\n');
    }
    return text;
}

/// Calls `take` with the cells of each line; quotes by RFC 4180.
template <typename Take>
void each_line(const std::string& text, Take take)
{
    std::vector<std::string> cells(1);
    std::size_t count = 0;
    bool quoted = false;
    const auto end_cell = [&] {
        if (++count == cells.size()) {
            cells.emplace_back();
        }
        cells[count].clear();
    };
    cells[0].clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
                cells[count].push_back(c);
                ++i;
            } else if (c == '"') {
                quoted = false;
            } else {
                cells[count].push_back(c);
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            end_cell();
        } else if (c == '\n') {
            end_cell();
            take(std::span<const std::string>(cells.data(), count));
            count = 0;
            cells[0].clear();
        } else if (c != '\r' && !(c == ' ' && cells[count].empty())) {
            cells[count].push_back(c);
        }
    }
}

struct Mapped {
    Field field;
    std::vector<std::string> names;
};

Kind kind_of(const std::string& name)
{
    for (const Kind kind : {Kind::given_name, Kind::surname, Kind::patronymic, Kind::date, Kind::place, Kind::code, Kind::category}) {
        if (kind_name(kind) == name) {
            return kind;
        }
    }
    fmt::print(stderr, "`{}` is no kind of field\n", name);
    std::exit(2);
}

/// `label:kind:column+column label:kind:column ...`
std::vector<Mapped> mapping_of(const std::string& text)
{
    std::vector<Mapped> out;
    std::istringstream stream(text);
    for (std::string word; stream >> word;) {
        std::istringstream parts(word);
        Mapped mapped;
        std::string kind;
        std::string columns;
        std::getline(parts, mapped.field.label, ':');
        std::getline(parts, kind, ':');
        std::getline(parts, columns);
        mapped.field.kind = kind_of(kind);
        std::istringstream names(columns);
        for (std::string name; std::getline(names, name, '+');) {
            mapped.names.push_back(name);
        }
        out.push_back(std::move(mapped));
    }
    return out;
}

/// The truth of a record: the value of a column, or the number in Febrl's `rec-123-dup-0`.
std::string truth_of(std::string value, bool febrl)
{
    if (febrl) {
        const std::size_t begin = value.find('-') + 1;
        return value.substr(begin, value.find('-', begin) - begin);
    }
    return value;
}

double pairs_of(double count)
{
    return count * (count - 1) / 2;
}

struct Quality {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
};

Quality quality(const std::vector<std::uint32_t>& person, const std::vector<std::uint32_t>& truth)
{
    std::unordered_map<std::uint64_t, std::uint64_t> both;
    std::unordered_map<std::uint64_t, std::uint64_t> found;
    std::unordered_map<std::uint64_t, std::uint64_t> real;
    for (std::size_t r = 0; r < person.size(); ++r) {
        ++both[std::uint64_t{person[r]} << 32U | truth[r]];
        ++found[person[r]];
        ++real[truth[r]];
    }
    const auto sum = [](const auto& counts) {
        double out = 0;
        for (const auto& [key, count] : counts) {
            out += pairs_of(static_cast<double>(count));
        }
        return out;
    };
    const double right = sum(both);
    const double precision = right / std::max(sum(found), 1.0);
    const double recall = right / std::max(sum(real), 1.0);
    return {precision, recall, 2 * precision * recall / std::max(precision + recall, 1e-12)};
}

double seconds_since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double peak_megabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 5) {
        fmt::print(stderr, "use: bench_linkage NAME MAPPING TRUTH_COLUMN FILE[,FILE...] [DIMINUTIVES] with LINK_THREADS, LINK_VERBOSE\n");
        return 2;
    }
    const auto begin = Clock::now();
    const char* wanted = std::getenv("LINK_THREADS");
    const bool verbose = std::getenv("LINK_VERBOSE") != nullptr;
    const std::vector<Mapped> mapping = mapping_of(argv[2]);
    const std::string truth_column = argv[3];
    const bool febrl = truth_column == "rec_id";
    std::vector<Field> fields;
    for (const Mapped& mapped : mapping) {
        fields.push_back(mapped.field);
    }
    TableBuilder::Options table_options;
    table_options.transliterate = std::getenv("LINK_NO_TRANSLITERATION") == nullptr;
    if (argc > 5) {
        table_options.diminutives = Diminutives({{argv[5], read(argv[5])}});
    }
    TableBuilder builder(fields, table_options);
    std::vector<std::uint32_t> truth_added;
    StringPool truths;
    std::istringstream files(argv[4]);
    std::uint32_t list = 0;
    for (std::string file; std::getline(files, file, ','); ++list) {
        const std::string content = read(file);
        std::vector<std::vector<std::size_t>> columns;
        std::size_t truth_at = 0;
        std::vector<std::string> joined(mapping.size());
        std::vector<std::string_view> values(mapping.size());
        bool head = true;
        each_line(content, [&](std::span<const std::string> cells) {
            if (head) {
                head = false;
                const auto at = [&](const std::string& name) {
                    const auto found = std::ranges::find(cells, name);
                    if (found == cells.end()) {
                        fmt::print(stderr, "{}: no column `{}`\n", file, name);
                        std::exit(2);
                    }
                    return static_cast<std::size_t>(found - cells.begin());
                };
                for (const Mapped& mapped : mapping) {
                    columns.emplace_back();
                    for (const std::string& name : mapped.names) {
                        columns.back().push_back(at(name));
                    }
                }
                truth_at = at(truth_column);
                return;
            }
            for (std::size_t f = 0; f < columns.size(); ++f) {
                if (columns[f].size() == 1) {
                    values[f] = columns[f][0] < cells.size() ? std::string_view(cells[columns[f][0]]) : std::string_view();
                    continue;
                }
                joined[f].clear();
                for (const std::size_t c : columns[f]) {
                    if (c < cells.size() && !cells[c].empty()) {
                        joined[f] += (joined[f].empty() ? "" : mapping[f].field.kind == Kind::date ? "-" : " ") + cells[c];
                    }
                }
                values[f] = joined[f];
            }
            builder.add(list, values);
            truth_added.push_back(truths.intern(truth_of(cells[truth_at], febrl)));
        });
    }
    const Table table = builder.finish();
    const double read_seconds = seconds_since(begin);
    LinkOptions options;
    options.threads = wanted == nullptr ? 2 : static_cast<unsigned>(std::atoi(wanted));
    if (verbose) {
        options.progress = [&](const std::string& words) { fmt::print(stderr, "  {:.2f} {}\n", seconds_since(begin), words); };
    }
    const Comparer comparer(table);
    const Linked linked = link(comparer, options);
    const double all_seconds = seconds_since(begin);
    std::vector<std::uint32_t> truth(table.size());
    for (std::size_t r = 0; r < table.size(); ++r) {
        truth[r] = truth_added[table.original[r]];
    }
    const Quality q = quality(linked.person, truth);
    fmt::print("{:<18} {:>9} records {:>10} pairs  F1 {:.4f}  precision {:.4f}  recall {:.4f}  {:6.2f} s (reading {:.2f})  {:6.0f} MB\n",
               argv[1], table.size(), linked.compared, q.f1, q.precision, q.recall, all_seconds, read_seconds, peak_megabytes());
    for (const std::string& warning : linked.model.warnings) {
        fmt::print("    warning: {}\n", warning);
    }
    for (const Unreadable& u : table.unreadable) {
        if (verbose) {
            fmt::print("    unreadable {}: `{}` {}\n", u.field, u.value, u.records);
        }
    }
    if (verbose) {
        for (const LearntComparison& c : linked.model.comparisons) {
            const auto show = [](const std::vector<double>& m, const std::vector<double>& u) {
                for (std::size_t l = 1; l < m.size(); ++l) {
                    fmt::print(" {:.3g}/{:.2g}", m[l], u[l]);
                }
                fmt::print("\n");
            };
            fmt::print("    {} prior {:.3g}:", c.label, linked.model.prior);
            if (c.joint) {
                show(c.given_m, c.given_u);
                fmt::print("       surname:");
                show(c.surname_m, c.surname_u);
                fmt::print("       both exact {:.3g}/{:.3g} swapped {:.3g}/{:.3g} half {:.3g}/{:.3g}\n", c.m[9], c.u[9], c.m[64], c.u[64],
                           c.m[65], c.u[65]);
            } else {
                show(c.m, c.u);
            }
        }
        // Where it errs: true pairs by whether they were compared, and how the edges above and below the threshold fare.
        double true_edges = 0;
        double true_below = 0;
        double false_above = 0;
        for (const Edge& e : linked.edges) {
            const bool same = truth[e.first] == truth[e.second];
            true_edges += same && e.weight > 0;
            true_below += same && e.weight <= 0;
            false_above += !same && e.weight > 0;
            if (std::getenv("LINK_ERRORS") != nullptr && same != (e.weight > 0)) {
                const auto show = [&](std::uint32_t r) {
                    std::string out;
                    for (const Column& c : table.columns) {
                        out += c.text(c.cells[r]) + ";";
                    }
                    return out;
                };
                fmt::print("    {} {:.2f} {} | {}\n", same ? "missed" : "false", e.weight, show(e.first), show(e.second));
            }
        }
        fmt::print("    edges: true above {}, true below {}, false above {}\n", true_edges, true_below, false_above);
    }
    return 0;
}
