// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/sandbox.h"

#include "base/error.h"
#include "readers/descriptor_io.h"
#include "readers/lockdown.h"
#include "readers/pack.h"
#include "readers/part_wire.h"
#include "readers/sniff.h"
#include "readers/worker.h"
#include "sys/handed_file.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace khronika::readers {

namespace {

/// A document may hold far more text than it has bytes.
constexpr std::uint64_t longest_document_answer = 256ULL << 20U;

/// An answer holds the text, what was dropped and the map; beyond this it is no answer.
std::uint64_t longest_answer(std::string_view bytes, const Request& request)
{
    if (is_document(media_type_of(bytes, request.name))) {
        return longest_document_answer;
    }
    const Limits& limits = request.limits;
    const std::uint64_t source = bytes.starts_with("\x1F\x8B") ? limits.text_bytes : bytes.size();
    return (16ULL << 20U) + 24 * source;
}

/// A descriptor above those that the nursery is given, closed when a program is started.
int lifted(int descriptor)
{
    const int out = fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
    const int error = errno;
    close(descriptor);
    if (out < 0) {
        fail("no file descriptor is left for the reader: {}", std::strerror(error));
    }
    return out;
}

void close_if_open(int& descriptor)
{
    if (descriptor >= 0) {
        close(descriptor);
        descriptor = -1;
    }
}

} // namespace

class SandboxedReader::Deadline {
public:
    explicit Deadline(std::chrono::milliseconds patience) { begin_anew(patience); }
    void begin_anew(std::chrono::milliseconds patience)
    {
        m_end = std::chrono::steady_clock::now() + patience;
        m_patience = patience;
    }
    [[nodiscard]] int left() const
    {
        const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(m_end - std::chrono::steady_clock::now());
        return static_cast<int>(std::max<std::int64_t>(rest.count(), 0));
    }
    [[nodiscard]] std::chrono::milliseconds patience() const { return m_patience; }

private:
    std::chrono::steady_clock::time_point m_end;
    std::chrono::milliseconds m_patience;
};

SandboxedReader::SandboxedReader(std::vector<TableFile> tables, std::string program)
    : m_tables(std::move(tables)), m_program(std::move(program))
{
}

SandboxedReader::~SandboxedReader()
{
    stop(true);
}

void SandboxedReader::start()
{
    if (const auto missing = missing_for_sandbox()) {
        fail("nothing is read without a sandbox, and {}", *missing);
    }
    std::array<int, 2> sockets{};
    std::array<int, 2> ended{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0 || pipe2(ended.data(), O_CLOEXEC) != 0) {
        fail("no channel to the reader could be opened: {}", std::strerror(errno));
    }
    m_socket = lifted(sockets[0]);
    m_ended = lifted(ended[0]);
    const int theirs = lifted(sockets[1]);
    const int their_end = lifted(ended[1]);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, theirs, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, their_end, ended_descriptor);
    // Descriptors that some library opened without O_CLOEXEC do not reach the nursery.
    posix_spawn_file_actions_addclosefrom_np(&actions, ended_descriptor + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    std::string name = "khronika";
    std::string verb = worker_verb;
    std::array<char*, 3> arguments{name.data(), verb.data(), nullptr};
    // Tesseract's library would start threads, which no worker may.
    std::string threads = "OMP_THREAD_LIMIT=1";
    std::array<char*, 2> environment{threads.data(), nullptr};
    const int status = posix_spawn(&m_process, m_program.c_str(), &actions, &attributes, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(theirs);
    close(their_end);
    if (status != 0) {
        m_process = 0;
        fail("the reader could not be started: {}", std::strerror(status));
    }
    const std::string payload = pack_tables(m_tables);
    const Deadline deadline(std::chrono::seconds(20));
    if (!send(length_bytes(payload.size()), deadline) || !send(payload, deadline)) {
        stop(true);
        fail("the reader ended before it was ready");
    }
}

int SandboxedReader::stop(bool kill)
{
    close_if_open(m_socket);
    close_if_open(m_ended);
    if (m_process == 0) {
        return 0;
    }
    if (kill) {
        ::kill(-m_process, SIGKILL);
    }
    int status = 0;
    while (waitpid(m_process, &status, 0) < 0 && errno == EINTR) {
    }
    m_process = 0;
    return status;
}

bool SandboxedReader::send(std::string_view bytes, const Deadline& deadline) const
{
    while (!bytes.empty()) {
        pollfd ready{m_socket, POLLOUT, 0};
        if (poll(&ready, 1, deadline.left()) <= 0) {
            return false;
        }
        const ssize_t put = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(put));
        } else if (errno != EAGAIN && errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool SandboxedReader::receive(int descriptor, char* out, std::size_t size, const Deadline& deadline) const
{
    while (size > 0) {
        pollfd ready{descriptor, POLLIN, 0};
        const int status = poll(&ready, 1, deadline.left());
        if (status < 0 && errno == EINTR) {
            continue;
        }
        const ssize_t got = status > 0 ? ::read(descriptor, out, size) : 0;
        if (got <= 0) {
            return false;
        }
        out += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

/// Tells why no answer came, with the nursery ended.
Reading SandboxedReader::failure(const Deadline& deadline)
{
    if (deadline.left() == 0) {
        stop(true);
        return {std::nullopt, fmt::format("reading it took longer than {} ms and was stopped", deadline.patience().count())};
    }
    const int status = stop(false);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : std::max(0, code - exit_by_signal);
    if (code == exit_no_sandbox) {
        fail("nothing is read without a sandbox, and the reader could not be shut in; docs/sandbox.md says what it needs");
    }
    if (signal == SIGSYS) {
        return {std::nullopt, "the reader tried what no reader may and was stopped; the file may be made to attack readers"};
    }
    if (signal == SIGXCPU || signal == SIGKILL) {
        return {std::nullopt, "reading it took more time or memory than a reader is given and was stopped"};
    }
    return {std::nullopt, fmt::format("the reader broke down on it (signal {}, code {})", signal, code)};
}

Reading SandboxedReader::read(std::string_view bytes, const Request& request, std::chrono::milliseconds patience)
{
    if (!is_document(media_type_of(bytes, request.name))) {
        return read_once(bytes, request, patience);
    }
    if (!m_documents) {
        const std::string program = document_program();
        if (access(program.c_str(), X_OK) != 0) {
            return {std::nullopt, fmt::format("PDF, pictures and tables are read by {}, which is not there; install it", program)};
        }
        m_documents = std::make_unique<SandboxedReader>(m_tables, program);
    }
    return m_documents->read_document(bytes, request, patience);
}

Reading SandboxedReader::read_document(std::string_view bytes, const Request& request, std::chrono::milliseconds patience)
{
    constexpr std::size_t most_skipped = 3;
    Request again = request;
    while (true) {
        Reading reading = read_once(bytes, again, patience);
        const bool broke = !reading.text && m_process == 0; // the worker did not live to say so itself
        const auto known = std::ranges::find(again.skipped, m_pages, &SkippedPage::page);
        if (!broke || m_pages == 0 || again.skipped.size() >= most_skipped || known != again.skipped.end()) {
            return reading;
        }
        again.skipped.push_back({m_pages, reading.error});
    }
}

Reading SandboxedReader::read_once(std::string_view bytes, const Request& request, std::chrono::milliseconds patience)
{
    if (m_process == 0) {
        start();
    }
    m_pages = 0;
    Deadline deadline(patience);
    const std::string before = pack_request(request, bytes.size());
    std::uint64_t length = 0;
    // Sending fails where the worker ended early; why, its status tells.
    if (!send(length_bytes(before.size() + bytes.size()), deadline) || !send(before, deadline) || !send(bytes, deadline) ||
        !receive(m_socket, reinterpret_cast<char*>(&length), sizeof length, deadline)) {
        return failure(deadline);
    }
    while (length == 0) {
        if (++m_pages > request.limits.pages + 1) {
            stop(true);
            return {std::nullopt, "the reader tells of more pages than it may read; the file may be made to attack readers"};
        }
        deadline.begin_anew(std::chrono::seconds(request.limits.page_seconds));
        if (!receive(m_socket, reinterpret_cast<char*>(&length), sizeof length, deadline)) {
            return failure(deadline);
        }
    }
    if (length > longest_answer(bytes, request)) {
        stop(true);
        return {std::nullopt, "the reader's answer is longer than any text of this file; the file may be made to attack readers"};
    }
    std::string answer(length, '\0');
    char ended = 0;
    if (!receive(m_socket, answer.data(), answer.size(), deadline) || !receive(m_ended, &ended, 1, deadline)) {
        return failure(deadline);
    }
    try {
        return unpack_reading(answer, bytes.starts_with("\x1F\x8B") ? request.limits.text_bytes : bytes.size());
    } catch (const Error& error) {
        stop(true);
        return {std::nullopt, error.what()};
    }
}

Reading SandboxedReader::read(const sys::HandedFile& file, const Request& request, PartSink& parts, std::chrono::milliseconds patience)
{
    if (m_process == 0) {
        start();
    }
    constexpr std::uint64_t bytes_a_second = 1ULL << 20U;
    // What a packed file holds bounds a text's map.
    const std::uint64_t size = std::max(file.size(), request.limits.text_bytes);
    const std::uint64_t longest = std::max<std::uint64_t>(2 * longest_run, (16ULL << 20U) + 24 * std::min(size, request.limits.text_bytes));
    PartUnpacker unpacker(parts, PartLimits{}, size);
    const auto broken = [&](Reading reading) {
        if (unpacker.in_part()) {
            parts.abandon();
        }
        return reading;
    };
    try {
        std::chrono::milliseconds budget = std::chrono::minutes(1) + std::chrono::seconds(file.size() / bytes_a_second);
        const std::string before = pack_request(request, 0);
        const Deadline start_deadline(patience);
        if (!send_with_descriptor(m_socket, length_bytes(before.size()), file.number()) || !send(before, start_deadline)) {
            return broken(failure(start_deadline));
        }
        std::string frame;
        while (true) {
            const auto begin = std::chrono::steady_clock::now();
            const Deadline deadline(std::min(patience, budget));
            std::uint64_t length = 0;
            if (!receive(m_socket, reinterpret_cast<char*>(&length), sizeof length, deadline)) {
                return broken(failure(deadline));
            }
            if (length > longest) {
                throw MalformedAnswer("the reader's answer is longer than it can be; the file may be made to attack readers");
            }
            frame.resize(length);
            if (!receive(m_socket, frame.data(), frame.size(), deadline)) {
                return broken(failure(deadline));
            }
            budget -= std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
            if (auto reading = unpacker.take(frame)) {
                char ended = 0;
                return receive(m_ended, &ended, 1, deadline) ? *std::move(reading) : broken(failure(deadline));
            }
        }
    } catch (const MalformedAnswer& error) {
        stop(true);
        return broken({std::nullopt, error.what()});
    } catch (...) {
        stop(true);
        throw;
    }
}

std::string document_program()
{
    std::string path(4096, '\0');
    const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
    path.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return path.substr(0, path.rfind('/') + 1) + "khronika-reader";
}

Reading read_sandboxed(std::string_view bytes, const Request& request, const std::vector<TableFile>& tables)
{
    return SandboxedReader(tables).read(bytes, request);
}

} // namespace khronika::readers
