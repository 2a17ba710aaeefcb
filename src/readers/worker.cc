// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/worker.h"

#include "base/error.h"
#include "readers/cyrillic.h"
#include "readers/decode.h"
#include "readers/descriptor_io.h"
#include "readers/language_guess.h"
#include "readers/lockdown.h"
#include "readers/mail.h"
#include "readers/part_wire.h"
#include "readers/sanitizer.h"
#include "readers/unpack.h"
#include "readers/wire.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <new>
#include <string_view>

namespace khronika::readers {

namespace {

/// Room for the binary and its libraries, and for what reading takes at its worst for a file of this size.
std::uint64_t memory_for(const Work& work, std::uint64_t bytes)
{
    return sanitized ? 0 : work.memory + 24 * bytes;
}

/// A length that no answer has: the next page begins, and the program's patience begins anew.
void tell_page_begins()
{
    (void)write_all(STDOUT_FILENO, length_bytes(0));
}

/// What libraries load when first used is used before files are out of reach.
void warm_up()
{
    const std::string russian = "Суд решил выслать из страны более четырёхсот человек.";
    for (const char* encoding : {"windows-1251", "KOI8-R", "KOI8-U", "IBM866", "ISO-8859-5", "windows-1252", "UTF-16LE", "UTF-16BE"}) {
        (void)decode("probe!", encoding);
    }
    (void)guess_single_byte("\xF1\xF3\xE4", std::nullopt);
    (void)guess_language(russian);
    warm_up_mail();
}

Reading read_one(std::string_view payload, const Tables& tables, const Work& work)
{
    try {
        const UnpackedRequest asked = unpack_request(payload);
        return {work.read(asked.bytes, asked.request, tables, &tell_page_begins), {}};
    } catch (const std::bad_alloc&) {
        return {std::nullopt, "reading it takes more memory than a reader is given; split the file"};
    } catch (const std::exception& error) {
        return {std::nullopt, error.what()};
    }
}

/// A file that the program handed over, in memory as far as it is looked at.
std::string_view mapped(int descriptor)
{
    struct stat status{};
    if (fstat(descriptor, &status) != 0) {
        _exit(1);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* start = size == 0 ? nullptr : mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (start == MAP_FAILED) {
        _exit(1);
    }
    close(descriptor);
    return {static_cast<const char*>(start), size};
}

/// The worker for a file that may be a container.
[[noreturn]] void work_on_file(std::string_view bytes, std::uint64_t length, const Tables& tables, const Work& work)
{
    constexpr std::uint64_t read_whole = 32ULL << 20U; // what is longer is read in runs, or refused
    constexpr std::uint64_t bytes_a_second = 4ULL << 20U;
    try {
        const std::uint64_t memory = memory_for(work, std::min<std::uint64_t>(bytes.size(), read_whole));
        lock_down(memory == 0 ? 0 : memory + bytes.size(), work.cpu_seconds + bytes.size() / bytes_a_second);
    } catch (const std::exception&) {
        _exit(exit_no_sandbox);
    }
    PartPacker out([](const std::string& frame) {
        if (!write_all(STDOUT_FILENO, length_bytes(frame.size())) || !write_all(STDOUT_FILENO, frame)) {
            _exit(1);
        }
    });
    std::string payload(length, '\0');
    if (!read_all(STDIN_FILENO, payload.data(), payload.size())) {
        _exit(1);
    }
    Reading reading;
    try {
        const PartLimits limits;
        Parts parts(out, limits);
        reading = read_item(bytes, unpack_request(payload).request, tables, parts);
    } catch (const std::exception& error) {
        _exit(1); // with a part begun no answer would be in order
    }
    out.finish(reading);
    _exit(0);
}

/// The worker: shuts itself in, reads one request, answers, ends.
[[noreturn]] void serve(const Tables& tables, const Work& work)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(ended_descriptor);
    int file = -1;
    const auto length = read_length(STDIN_FILENO, file);
    if (!length) {
        _exit(1);
    }
    if (file >= 0) {
        work_on_file(mapped(file), *length, tables, work);
    }
    try {
        lock_down(memory_for(work, *length), work.cpu_seconds);
    } catch (const std::exception&) {
        _exit(exit_no_sandbox);
    }
    Reading reading;
    try {
        std::string payload(*length, '\0');
        if (!read_all(STDIN_FILENO, payload.data(), payload.size())) {
            _exit(1);
        }
        reading = read_one(payload, tables, work);
    } catch (const std::bad_alloc&) {
        reading.error = "reading it takes more memory than a reader is given; split the file";
    }
    const std::string answer = pack_reading(reading);
    _exit(write_all(STDOUT_FILENO, length_bytes(answer.size())) && write_all(STDOUT_FILENO, answer) ? 0 : 1);
}

/// True once a request waits; false where the program has gone.
bool request_waits()
{
    pollfd waiting{STDIN_FILENO, POLLIN, 0};
    while (poll(&waiting, 1, -1) < 0) {
    }
    char byte = 0;
    return recv(STDIN_FILENO, &byte, 1, MSG_PEEK) == 1;
}

int run_nursery(const Work& work)
{
    const auto length = read_length(STDIN_FILENO);
    if (!length) {
        return 0;
    }
    std::string payload(*length, '\0');
    if (!read_all(STDIN_FILENO, payload.data(), payload.size())) {
        return 1;
    }
    const Tables tables = read_tables(unpack_tables(payload));
    work.warm_up();
    while (request_waits()) {
        const pid_t worker = fork();
        if (worker == 0) {
            serve(tables, work);
        }
        int status = 0;
        if (worker < 0 || waitpid(worker, &status, 0) != worker) {
            return 1;
        }
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            return WIFSIGNALED(status) ? exit_by_signal + WTERMSIG(status) : WEXITSTATUS(status);
        }
        if (!write_all(ended_descriptor, std::string_view("\0", 1))) {
            return 0;
        }
    }
    return 0;
}

} // namespace

Work page_work()
{
    const auto read_page = [](std::string_view bytes, const Request& request, const Tables& tables, const PageBegins&) {
        return read(bytes, request, tables);
    };
    return {&warm_up, read_page, 512ULL << 20U, 20};
}

std::optional<int> worker_main(int argc, char** argv, const Work& work)
{
    if (argc != 2 || std::string_view(argv[1]) != worker_verb) {
        return std::nullopt;
    }
    try {
        return run_nursery(work);
    } catch (const std::exception&) {
        return 1;
    }
}

} // namespace khronika::readers
