// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/sandbox.h"

#include "base/error.h"
#include "model/source_map.h"
#include "readers/lockdown.h"
#include "readers/sanitizer.h"
#include "readers/worker.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <chrono>
#include <cstring>
#include <functional>

namespace khronika::readers {
namespace {

/// The sandbox starts this very program as its nursery; the framework's main knows nothing of that.
__attribute__((constructor)) void serve_as_nursery(int argc, char** argv, char**)
{
    if (const auto code = worker_main(argc, argv)) {
        _exit(*code);
    }
}

constexpr std::uint64_t memory = sanitized ? 0 : 1ULL << 30U;

/// What became of an attempt in a process that is shut in: the exit code it chose, or 1000 and the signal that ended it.
int attempt(const std::function<int()>& act, std::uint64_t cpu_seconds = 5)
{
    const pid_t child = fork();
    if (child == 0) {
        try {
            lock_down(memory, cpu_seconds);
        } catch (const Error&) {
            _exit(99);
        }
        _exit(act());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

constexpr int killed = 1000 + SIGSYS;
constexpr int refused = 7; ///< the attempt's own code for "the system said EPERM"

int refused_if(long result)
{
    return result < 0 && errno == EPERM ? refused : 0;
}

TEST(Lockdown, ComputationGoesOn)
{
    EXPECT_EQ(attempt([] { return std::string(100000, 'x').size() == 100000 ? 3 : 0; }), 3);
}

TEST(Lockdown, FilesCannotBeOpened)
{
    EXPECT_EQ(attempt([] { return refused_if(open("/etc/passwd", O_RDONLY)); }), refused);
    EXPECT_EQ(attempt([] { return refused_if(syscall(SYS_open, "/etc/passwd", O_RDONLY)); }), refused);
    EXPECT_EQ(attempt([] { return refused_if(open("/tmp/khronika-escape", O_CREAT | O_WRONLY, 0600)); }), refused);
    EXPECT_EQ(attempt([] { return refused_if(open("/proc/self/mem", O_RDWR)); }), refused);
    EXPECT_EQ(attempt([] {
                  struct stat info{};
                  return refused_if(stat("/etc/passwd", &info));
              }),
              refused);
    EXPECT_EQ(attempt([] { return refused_if(syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", nullptr, 0)); }), killed);
    EXPECT_EQ(attempt([] { return refused_if(unlink("/tmp/khronika-escape")); }), killed);
    EXPECT_EQ(attempt([] { return refused_if(mkdir("/tmp/khronika-escape", 0700)); }), killed);
}

TEST(Lockdown, NetworkCannotBeReached)
{
    EXPECT_EQ(attempt([] { return socket(AF_INET, SOCK_STREAM, 0); }), killed);
    EXPECT_EQ(attempt([] { return socket(AF_UNIX, SOCK_STREAM, 0); }), killed);
    EXPECT_EQ(attempt([] {
                  sockaddr_in address{};
                  address.sin_family = AF_INET;
                  address.sin_port = htons(80);
                  return connect(0, reinterpret_cast<sockaddr*>(&address), sizeof address);
              }),
              killed);
}

TEST(Lockdown, NoProcessCanBeStartedOrTouched)
{
    EXPECT_EQ(attempt([] {
                  char* const none[] = {nullptr};
                  return execve("/bin/true", none, none);
              }),
              killed);
    EXPECT_EQ(attempt([] { return static_cast<int>(fork()); }), killed);
    EXPECT_EQ(attempt([] { return static_cast<int>(syscall(SYS_clone3, nullptr, 0)); }), killed);
    const pid_t parent = getpid();
    EXPECT_EQ(attempt([parent] { return kill(parent, 0); }), killed);
    EXPECT_EQ(attempt([] { return kill(1, 0); }), killed);
    EXPECT_EQ(attempt([] { return static_cast<int>(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); }), killed);
    EXPECT_EQ(attempt([] { return static_cast<int>(syscall(SYS_process_vm_readv, getpid(), nullptr, 0, nullptr, 0, 0)); }), killed);
}

TEST(Lockdown, LimitsCannotBeRaisedNorCodeMade)
{
    EXPECT_EQ(attempt([] {
                  rlimit limits{RLIM_INFINITY, RLIM_INFINITY};
                  return setrlimit(RLIMIT_AS, &limits) < 0 ? refused : 0;
              }),
              refused);
    EXPECT_EQ(attempt([] {
                  return mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 1 : 0;
              }),
              killed);
    EXPECT_EQ(attempt([] { return static_cast<int>(syscall(SYS_bpf, 0, nullptr, 0)); }), killed);
}

TEST(Lockdown, OtherDescriptorsCannotBeUsed)
{
    if (sanitized) {
        GTEST_SKIP() << "the sanitizer reads and writes a pipe of its own";
    }
    const int secret = open("/etc/hostname", O_RDONLY);
    EXPECT_EQ(attempt([secret] {
                  char byte = 0;
                  return static_cast<int>(::read(secret, &byte, 1));
              }),
              killed);
    close(secret);
}

TEST(Lockdown, TenGibibytesAreNotGiven)
{
    if (sanitized) {
        GTEST_SKIP() << "the sanitizer needs an unlimited address space";
    }
    EXPECT_EQ(attempt([] {
                  void* const got = mmap(nullptr, 10ULL << 30U, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                  return got == MAP_FAILED ? refused : 0;
              }),
              refused);
}

TEST(Lockdown, EndlessLoopIsEnded)
{
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(attempt(
                  [] {
                      volatile bool on = true;
                      while (on) {
                      }
                      return 0;
                  },
                  1),
              1000 + SIGKILL);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(15));
}

std::vector<TableFile> few_tables()
{
    return {{"phrases.tsv", "appeal\tstart\t200\tdonate\n"}};
}

TEST(Sandbox, GivesWhatReadingGives)
{
    SandboxedReader reader(few_tables());
    const std::string page =
        "<html lang=en><title>Raid</title><p>Officers raided the market on Monday and took away 48 people &amp; more.</p><p>Donate";
    Request request;
    request.stated.outlet = "Outlet";
    const Text direct = read(page, request, read_tables(few_tables()));
    for (int i = 0; i < 3; ++i) {
        const Reading reading = reader.read(page, request);
        ASSERT_TRUE(reading.text) << reading.error;
        EXPECT_EQ(*reading.text, direct);
    }
    EXPECT_EQ(direct.outlet.value, "Outlet");
    EXPECT_EQ(direct.dropped.size(), 1U);
}

TEST(Sandbox, RefusalIsAMessageAndTheNextFileIsRead)
{
    SandboxedReader reader(few_tables());
    EXPECT_EQ(reader.read("", {}).error, "the file is empty; collect it again");
    EXPECT_EQ(reader.read("PK\x05\x06", {}).error, "no text is read out of application/zip; unpack it and give its files");
    EXPECT_EQ(reader.read(std::string_view("a\0b", 3), {}).error,
              "the file is binary (application/octet-stream), not a text; give the page as PDF, HTML or plain text");
    Request small;
    small.limits.text_bytes = 3;
    EXPECT_EQ(reader.read("long", small).error, "4 bytes of plain text are more than the limit of 3; split the file");
    EXPECT_EQ(reader.read("fine", {}).text->content, "fine");
}

TEST(Sandbox, SlowFileIsStoppedAndTheNextIsRead)
{
    SandboxedReader reader(few_tables());
    EXPECT_TRUE(reader.read("fine", {}).text);
    const Reading reading = reader.read(std::string(50U << 20U, 'x'), {}, std::chrono::milliseconds(1));
    EXPECT_EQ(reading.error, "reading it took longer than 1 ms and was stopped");
    EXPECT_EQ(reader.read("fine", {}).text->content, "fine");
}

TEST(Sandbox, GzipIsReadInsideWithItsLimit)
{
    const std::string content(200000, 'a');
    std::string packed(content.size(), '\0');
    z_stream stream{};
    ASSERT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    ASSERT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);

    SandboxedReader reader(few_tables());
    EXPECT_EQ(reader.read(packed, {}).text->content, content);
    Request small;
    small.limits.text_bytes = 1000;
    EXPECT_EQ(reader.read(packed, small).error, "the gzip file holds more than the limit of 1000 bytes; split the file");
    EXPECT_EQ(reader.read(packed.substr(0, packed.size() / 2), {}).error.find("the gzip file"), 0U);
}

TEST(Sandbox, AnswerThatIsNoneIsRefused)
{
    Text text;
    text.content = "abc";
    text.map = {{{0, 3}, {5, 8}}};
    const Reading reading{text, {}};
    const std::string payload = pack_reading(reading);
    EXPECT_EQ(unpack_reading(payload, 8).text->content, "abc");
    EXPECT_THROW((void)unpack_reading(payload, 7), Error) << "a map beyond the source";
    for (std::size_t size = 0; size < payload.size(); ++size) {
        EXPECT_THROW((void)unpack_reading(payload.substr(0, size), 8), Error);
    }
    EXPECT_THROW((void)unpack_reading(payload + "x", 8), Error);
    for (std::size_t i = 0; i < payload.size(); ++i) {
        std::string torn = payload;
        torn[i] = '\xFF';
        try {
            const Reading read_back = unpack_reading(torn, 8);
            EXPECT_TRUE(!read_back.text || well_formed(read_back.text->map, read_back.text->content.size(), 8));
        } catch (const Error&) {
        }
    }
}

TEST(Sandbox, ProgramThatIsNoNurseryIsAnError)
{
    SandboxedReader missing(few_tables(), "/nonexistent/khronika");
    EXPECT_THROW((void)missing.read("x", {}), Error);
    SandboxedReader other(few_tables(), "/bin/true");
    std::string error;
    try {
        error = other.read("x", {}).error;
    } catch (const Error& thrown) {
        error = thrown.what();
    }
    EXPECT_NE(error, "");
}

} // namespace
} // namespace khronika::readers
