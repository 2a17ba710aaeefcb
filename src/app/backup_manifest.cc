// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup_manifest.h"

#include "base/error.h"

#include <charconv>

namespace khronika::app {

namespace {

class Fields {
public:
    Fields(std::string_view text, std::string_view where) : m_text(text), m_where(where) {}

    /// The rest of the next line, which must begin with `name` and a space.
    std::string_view next(std::string_view name)
    {
        ++m_number;
        const std::size_t end = m_text.find('\n');
        const std::string_view line = m_text.substr(0, end);
        if (end == std::string_view::npos || !line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ' ') {
            refuse(fmt::format("'{} …' was to stand there", name));
        }
        m_text.remove_prefix(end + 1);
        return line.substr(name.size() + 1);
    }

    std::uint64_t number(std::string_view form)
    {
        std::uint64_t out = 0;
        const auto read = std::from_chars(form.data(), form.data() + form.size(), out);
        if (read.ec != std::errc{} || read.ptr != form.data() + form.size()) {
            refuse("no number stands where one must");
        }
        return out;
    }

    [[nodiscard]] std::string_view rest() const { return m_text; }
    [[noreturn]] void refuse(std::string_view why) const { fail("{}: line {} of its manifest: {}", m_where, m_number, why); }

private:
    std::string_view m_text;
    std::string_view m_where;
    std::size_t m_number = 0;
};

} // namespace

std::string backup_line(std::string_view sha256, std::uint64_t size, std::string_view path)
{
    return fmt::format("{} {} {}\n", sha256, size, path);
}

std::string to_text(const BackupManifest& manifest)
{
    return fmt::format("khronika-backup 1\narchive {}\ntime {}\ntree {} {}\nfiles {}\n{}", manifest.archive, manifest.time,
                       manifest.entries, manifest.root, manifest.files, manifest.lines);
}

BackupManifest parse_backup_manifest(std::string_view text, std::string_view where)
{
    Fields fields(text, where);
    const std::string_view version = fields.next("khronika-backup");
    if (version != "1") {
        fields.refuse(fmt::format("the backup is of form {}, made by a newer Khronika; this one reads form 1: install the newer", version));
    }
    BackupManifest out;
    out.archive = fields.next("archive");
    out.time = fields.next("time");
    const std::string_view tree = fields.next("tree");
    const std::size_t space = tree.find(' ');
    out.entries = fields.number(tree.substr(0, space));
    out.root = space == std::string_view::npos ? "" : std::string(tree.substr(space + 1));
    out.files = fields.number(fields.next("files"));
    out.lines = fields.rest();
    return out;
}

} // namespace khronika::app
