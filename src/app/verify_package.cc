// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verify_package.h"

#include "app/once_signed.h"
#include "app/package_contents_check.h"
#include "app/zip_writer.h"
#include "base/error.h"
#include "model/json.h"
#include "readers/descriptor_io.h"
#include "readers/lockdown.h"
#include "readers/sanitizer.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>

namespace khronika::app {

namespace {

using nlohmann::json;

constexpr std::uint64_t largest_file = std::uint64_t{1} << 40U;

std::string to_wire(const PackageCheck& check)
{
    json damages = json::array();
    for (const store::Damage& damage : check.damages) {
        damages.push_back({damage.where, damage.what});
    }
    return json({{"damages", damages},
                 {"notes", check.notes},
                 {"title", check.title},
                 {"numbers", {check.files, check.items, check.texts, check.quotes, check.entries}},
                 {"root", check.root},
                 {"signer", check.signer}})
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

PackageCheck from_wire(std::string_view bytes)
{
    const json form = parse_json(bytes, "the verifying process");
    PackageCheck check;
    for (const json& damage : form.at("damages")) {
        check.damages.push_back({damage.at(0).get<std::string>(), damage.at(1).get<std::string>()});
    }
    check.notes = form.at("notes").get<std::vector<std::string>>();
    check.title = form.at("title").get<std::string>();
    const auto numbers = form.at("numbers").get<std::array<std::uint64_t, 5>>();
    check.files = numbers[0];
    check.items = numbers[1];
    check.texts = numbers[2];
    check.quotes = numbers[3];
    check.entries = numbers[4];
    check.root = form.at("root").get<std::string>();
    check.signer = form.at("signer").get<std::string>();
    return check;
}

/// What lies between the files of a ZIP file (times, rights, reserved bytes) is covered by no hash: it is made again.
void check_container(std::string_view bytes, PackageSource& source, PackageCheck& check)
{
    const std::string by = zipped_by(source);
    if (by != ZipWriter::made_by()) {
        check.notes.push_back("the file was put together by " + (by.empty() ? "another program" : by) + ", and this is " +
                              ZipWriter::made_by() + ": what lies between its files was not made again");
        return;
    }
    ZipWriter zip;
    for (const std::string& name : source.order()) {
        zip.add(name, source.read(name));
    }
    std::size_t at = 0;
    bool same = true;
    zip.finish([&](std::string_view run) {
        same = same && bytes.substr(std::min(at, bytes.size()), run.size()) == run;
        at += run.size();
    });
    if (!same || at != bytes.size()) {
        check.damages.push_back({"the file", "what lies between its files is not as it was written"});
    }
}

PackageCheck check_bytes(std::string_view bytes, std::span<const vault::VerifierKey> keys)
{
    try {
        const std::unique_ptr<PackageSource> source = zip_source(bytes);
        PackageCheck check = check_wacz(*source, keys);
        check_container(bytes, *source, check);
        return check;
    } catch (const Error& error) {
        PackageCheck check;
        check.damages.push_back({"the file", error.what()});
        return check;
    } catch (const std::bad_alloc&) {
        PackageCheck check;
        check.damages.push_back({"the file", "checking it takes more memory than a file of its size should"});
        return check;
    }
}

[[noreturn]] void work(int pipe, std::string_view bytes, std::span<const vault::VerifierKey> keys)
{
    constexpr std::uint64_t memory_beside = std::uint64_t{4} << 30U;
    constexpr std::uint64_t slowest = 1U << 20U; // bytes a second of processor time
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
        if (dup2(pipe, STDOUT_FILENO) < 0) {
            _exit(1);
        }
        readers::lock_down(readers::sanitized ? 0 : memory_beside + 4 * bytes.size(), 60 + bytes.size() / slowest);
    } catch (const std::exception&) {
        _exit(2);
    }
    const std::string answer = to_wire(check_bytes(bytes, keys));
    _exit(readers::write_all(STDOUT_FILENO, readers::length_bytes(answer.size())) && readers::write_all(STDOUT_FILENO, answer) ? 0 : 1);
}

/// What the process answered; absent where it ended without an answer.
std::optional<std::string> answer_from(int pipe)
{
    constexpr std::uint64_t longest_answer = std::uint64_t{1} << 30U;
    const auto length = readers::read_length(pipe);
    if (!length || *length > longest_answer) {
        return std::nullopt;
    }
    std::string answer(static_cast<std::size_t>(*length), '\0');
    return readers::read_all(pipe, answer.data(), answer.size()) ? std::optional(std::move(answer)) : std::nullopt;
}

PackageCheck check_shut_in(std::string_view bytes, std::span<const vault::VerifierKey> keys)
{
    if (const auto missing = readers::missing_for_sandbox()) {
        fail("the package cannot be checked, for a stranger's file is read in a sandbox alone: {}", *missing);
    }
    (void)verify_once(sign_once("once"), "once"); // what OpenSSL loads when first used is loaded while files can be opened
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        fail("no pipe to the verifying process: {}", std::strerror(errno));
    }
    const pid_t process = fork();
    if (process == 0) {
        close(ends[0]);
        work(ends[1], bytes, keys);
    }
    close(ends[1]);
    const std::optional<std::string> answer = process < 0 ? std::nullopt : answer_from(ends[0]);
    close(ends[0]);
    int status = 0;
    if (process < 0 || waitpid(process, &status, 0) != process) {
        fail("the verifying process could not be started: {}", std::strerror(errno));
    }
    if (!answer) {
        PackageCheck broken;
        broken.damages.push_back({"the file", "checking it broke the checking process, which no sound package does"});
        return broken;
    }
    return from_wire(*answer);
}

} // namespace

PackageKind package_kind(sys::Files& files, const std::string& place)
{
    const auto status = files.status(place);
    if (!status) {
        return PackageKind::none;
    }
    if (status->kind == sys::Kind::folder) {
        return files.status(sys::join(place, "bagit.txt")) ? PackageKind::bag : PackageKind::none;
    }
    std::array<char, 4> beginning{};
    const auto source = files.open(place);
    const std::size_t size = source->read(beginning);
    return std::string_view(beginning.data(), size) == "PK\x03\x04" ? PackageKind::wacz : PackageKind::none;
}

PackageCheck verify_package(sys::Files& files, const std::string& place, std::span<const vault::VerifierKey> keys)
{
    if (package_kind(files, place) == PackageKind::bag) {
        const std::unique_ptr<PackageSource> source = folder_source(files, place);
        return check_bag(*source, keys);
    }
    const std::string bytes = sys::read_all(files, place, largest_file);
    return check_shut_in(bytes, keys);
}

} // namespace khronika::app
