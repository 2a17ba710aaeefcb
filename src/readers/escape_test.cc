// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader that was taken over by its file may try from inside the worker: every way out is refused or ends it.
#include "base/error.h"
#include "readers/lockdown.h"
#include "readers/sandbox.h"
#include "readers/sanitizer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/userfaultfd.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace khronika::readers {
namespace {

constexpr std::uint64_t memory = sanitized ? 0 : 1ULL << 30U;
constexpr int exit_escaped = 42;
constexpr int exit_refused = 7;
constexpr int not_shut_in = 99;

enum class End { refused, killed, escaped, otherwise };

/// How an attempt ended that was made in a process that is shut in as a worker is: fd 0 and 1 are a socket, as there.
End end_of(const std::function<bool()>& act)
{
    const pid_t child = fork();
    if (child == 0) {
        int sockets[2] = {-1, -1};
        const bool ready = socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0 && dup2(sockets[0], 0) == 0 && dup2(sockets[1], 1) == 1;
        try {
            lock_down(memory, 5);
        } catch (const Error&) {
            _exit(not_shut_in);
        }
        _exit(!ready ? not_shut_in : act() ? exit_escaped : exit_refused);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) {
        // uretprobe (335), which the kernel takes from its own code alone and puts before no filter, ends by SIGILL.
        return WTERMSIG(status) == SIGSYS || WTERMSIG(status) == SIGILL ? End::killed : End::otherwise;
    }
    return WEXITSTATUS(status) == exit_refused ? End::refused : WEXITSTATUS(status) == exit_escaped ? End::escaped : End::otherwise;
}

struct Attempt {
    const char* name;
    std::function<bool()> act; ///< true where it got what it wanted
};

bool got(long result)
{
    return result >= 0;
}

template <typename... Arguments>
std::function<bool()> call(long number, Arguments... arguments)
{
    return [=] { return got(syscall(number, arguments...)); };
}

// Numbers that the headers of Debian 12 may lack.
constexpr long memfd_secret_call = 447;
constexpr long cachestat_call = 451;
constexpr long map_shadow_stack_call = 453;

std::vector<Attempt> on_files()
{
    const char* const path = "/etc/passwd";
    const char* const fresh = "/tmp/khronika-escape";
    return {
        {"open", call(SYS_open, path, O_RDONLY)},
        {"creat", call(SYS_creat, fresh, 0600)},
        {"openat", call(SYS_openat, AT_FDCWD, path, O_RDONLY)},
        {"openat, to write", call(SYS_openat, AT_FDCWD, fresh, O_CREAT | O_WRONLY, 0600)},
        {"openat2", call(SYS_openat2, AT_FDCWD, path, nullptr, 0)},
        {"open /proc/self/mem", call(SYS_open, "/proc/self/mem", O_RDWR)},
        {"open the parent's memory", [] { return got(open(("/proc/" + std::to_string(getppid()) + "/mem").c_str(), O_RDWR)); }},
        {"open /dev/tty", call(SYS_open, "/dev/tty", O_RDWR)},
        {"open_by_handle_at", call(SYS_open_by_handle_at, AT_FDCWD, nullptr, O_RDONLY)},
        {"name_to_handle_at", call(SYS_name_to_handle_at, AT_FDCWD, path, nullptr, nullptr, 0)},
        {"stat", call(SYS_stat, path, nullptr)},
        {"statx", call(SYS_statx, AT_FDCWD, path, 0, 0, nullptr)},
        {"statfs", call(SYS_statfs, "/", nullptr)},
        {"access", call(SYS_access, path, R_OK)},
        {"faccessat2", call(439, AT_FDCWD, path, R_OK, 0)},
        {"readlink", call(SYS_readlink, "/proc/self/exe", nullptr, 0)},
        {"getdents64", call(SYS_getdents64, 0, nullptr, 0)},
        {"chdir", call(SYS_chdir, "/")},
        {"chroot", call(SYS_chroot, "/")},
        {"unlink", call(SYS_unlink, fresh)},
        {"unlinkat", call(SYS_unlinkat, AT_FDCWD, fresh, 0)},
        {"rename", call(SYS_rename, fresh, fresh)},
        {"renameat2", call(SYS_renameat2, AT_FDCWD, fresh, AT_FDCWD, fresh, 0)},
        {"link", call(SYS_link, path, fresh)},
        {"symlink", call(SYS_symlink, path, fresh)},
        {"mkdir", call(SYS_mkdir, fresh, 0700)},
        {"mknod", call(SYS_mknod, fresh, 0020600, 0)},
        {"chmod", call(SYS_chmod, path, 0666)},
        {"chown", call(SYS_chown, path, 0, 0)},
        {"truncate", call(SYS_truncate, path, 0)},
        {"utimensat", call(SYS_utimensat, AT_FDCWD, path, nullptr, 0)},
        {"setxattr", call(SYS_setxattr, path, "user.x", "x", 1, 0)},
        {"inotify_init1", call(SYS_inotify_init1, 0)},
        {"fanotify_init", call(SYS_fanotify_init, 0, 0)},
        {"copy_file_range", call(SYS_copy_file_range, 0, nullptr, 1, nullptr, 1, 0)},
        {"sendfile", call(SYS_sendfile, 1, 0, nullptr, 1)},
        {"splice", call(SYS_splice, 0, nullptr, 1, nullptr, 1, 0)},
        {"pread64", call(SYS_pread64, 0, nullptr, 0, 0)},
        {"readv", call(SYS_readv, 0, nullptr, 0)},
        {"writev", call(SYS_writev, 1, nullptr, 0)},
        {"dup", call(SYS_dup, 0)},
        {"dup3", call(SYS_dup3, 0, 9, 0)},
        {"fcntl F_DUPFD", call(SYS_fcntl, 0, F_DUPFD, 9)},
    };
}

std::vector<Attempt> on_network()
{
    return {
        {"socket, internet", call(SYS_socket, AF_INET, SOCK_STREAM, 0)},
        {"socket, internet 6", call(SYS_socket, AF_INET6, SOCK_DGRAM, 0)},
        {"socket, local", call(SYS_socket, AF_UNIX, SOCK_STREAM, 0)},
        {"socket, netlink", call(SYS_socket, AF_NETLINK, SOCK_RAW, 0)},
        {"socket, packets", call(SYS_socket, AF_PACKET, SOCK_RAW, 0)},
        {"socketpair",
         [] {
             int pair[2];
             return got(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
         }},
        {"connect its own socket elsewhere",
         [] {
             sockaddr address{};
             address.sa_family = AF_UNIX;
             return got(connect(0, &address, sizeof address));
         }},
        {"bind", call(SYS_bind, 0, nullptr, 0)},
        {"listen", call(SYS_listen, 0, 1)},
        {"accept4", call(SYS_accept4, 0, nullptr, nullptr, 0)},
        {"sendto", call(SYS_sendto, 1, "x", 1, 0, nullptr, 0)},
        {"pass a descriptor by sendmsg",
         [] {
             msghdr message{};
             return got(sendmsg(1, &message, 0));
         }},
        {"take a descriptor by recvmsg",
         [] {
             msghdr message{};
             return got(recvmsg(0, &message, MSG_DONTWAIT));
         }},
        {"setsockopt", call(SYS_setsockopt, 0, SOL_SOCKET, SO_PASSCRED, nullptr, 0)},
        {"io_uring_setup", call(SYS_io_uring_setup, 1, nullptr)},
        {"io_uring_enter", call(SYS_io_uring_enter, 0, 0, 0, 0, nullptr, 0)},
        {"io_uring_register", call(SYS_io_uring_register, 0, 0, nullptr, 0)},
        {"io_setup", call(SYS_io_setup, 1, nullptr)},
    };
}

std::vector<Attempt> on_processes()
{
    const pid_t parent = getpid();
    static char* const nothing[] = {nullptr};
    return {
        {"fork", [] { return got(fork()); }},
        {"fork bomb",
         [] {
             for (int i = 0; i < 1000; ++i) {
                 if (fork() < 0) {
                     return false;
                 }
             }
             return true;
         }},
        {"the call fork", call(SYS_fork)},
        {"clone", call(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, 0)},
        {"clone, a thread's flags", call(SYS_clone, 0x10F00, nullptr, nullptr, nullptr, 0)},
        {"clone3", call(SYS_clone3, nullptr, 0)},
        {"execve", [] { return got(execve("/bin/true", nothing, nothing)); }},
        {"execveat", call(SYS_execveat, AT_FDCWD, "/bin/true", nothing, nothing, 0)},
        {"memfd_create, to run it by execveat",
         [] {
             const long file = syscall(SYS_memfd_create, "x", 0);
             return got(file) || got(syscall(SYS_execveat, file, "", nothing, nothing, 0x1000));
         }},
        {"kill its parent", [parent] { return got(kill(parent, 0)); }},
        {"kill all", [] { return got(kill(-1, 0)); }},
        {"kill itself, to fake an end", [] { return got(kill(getpid(), 0)); }},
        {"tgkill", call(SYS_tgkill, parent, parent, 0)},
        {"rt_sigqueueinfo", call(SYS_rt_sigqueueinfo, parent, 0, nullptr)},
        {"pidfd_open", call(SYS_pidfd_open, parent, 0)},
        {"pidfd_getfd", call(SYS_pidfd_getfd, 0, 0, 0)},
        {"pidfd_send_signal", call(SYS_pidfd_send_signal, 0, 0, nullptr, 0)},
        {"ptrace, traced", [] { return got(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); }},
        {"ptrace its parent", [parent] { return got(ptrace(PTRACE_ATTACH, parent, nullptr, nullptr)); }},
        {"process_vm_readv",
         [parent] {
             char byte = 0;
             const iovec here{&byte, 1};
             return got(process_vm_readv(parent, &here, 1, &here, 1, 0));
         }},
        {"process_vm_writev", call(SYS_process_vm_writev, parent, nullptr, 0, nullptr, 0, 0)},
        {"process_madvise", call(SYS_process_madvise, 0, nullptr, 0, 0, 0)},
        {"kcmp", call(SYS_kcmp, parent, parent, 0, 0, 0)},
        {"unshare", call(SYS_unshare, 0x10000000)},
        {"setns", call(SYS_setns, 0, 0)},
        {"setsid", call(SYS_setsid)},
        {"setuid", call(SYS_setuid, 0)},
        {"capset", call(SYS_capset, nullptr, nullptr)},
        {"personality", call(SYS_personality, 0x0040000)},
        {"prctl, dumpable again", call(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0)},
        {"prctl, subreaper", call(SYS_prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)},
        {"another seccomp filter", call(SYS_seccomp, 0, 0, nullptr)},
        {"setrlimit",
         [] {
             rlimit limits{RLIM_INFINITY, RLIM_INFINITY};
             return got(setrlimit(RLIMIT_AS, &limits));
         }},
        {"setrlimit, the old call", call(SYS_setrlimit, RLIMIT_NPROC, nullptr)},
        {"arch_prctl", call(SYS_arch_prctl, 0x1002, nullptr)},
    };
}

std::vector<Attempt> on_kernel_and_memory()
{
    return {
        {"mount", call(SYS_mount, "none", "/tmp", "tmpfs", 0, nullptr)},
        {"umount2", call(SYS_umount2, "/tmp", MNT_DETACH)},
        {"pivot_root", call(SYS_pivot_root, "/", "/")},
        {"open_tree", call(SYS_open_tree, AT_FDCWD, "/", 0)},
        {"fsopen", call(SYS_fsopen, "tmpfs", 0)},
        {"move_mount", call(SYS_move_mount, 0, "", 0, "", 0)},
        {"bpf", call(SYS_bpf, 0, nullptr, 0)},
        {"perf_event_open", call(SYS_perf_event_open, nullptr, 0, -1, -1, 0)},
        {"userfaultfd", call(SYS_userfaultfd, UFFD_USER_MODE_ONLY)},
        {"keyctl", call(SYS_keyctl, 0, 0, 0, 0, 0)},
        {"add_key", call(SYS_add_key, "user", "x", "x", 1, 0)},
        {"request_key", call(SYS_request_key, "user", "x", nullptr, 0)},
        {"init_module", call(SYS_init_module, nullptr, 0, "")},
        {"finit_module", call(SYS_finit_module, 0, "", 0)},
        {"kexec_load", call(SYS_kexec_load, 0, 0, nullptr, 0)},
        {"reboot", call(SYS_reboot, 0, 0, 0, nullptr)},
        {"syslog", call(SYS_syslog, 10, nullptr, 0)},
        {"iopl", call(SYS_iopl, 3)},
        {"ioperm", call(SYS_ioperm, 0, 1, 1)},
        {"modify_ldt", call(SYS_modify_ldt, 0, nullptr, 0)},
        {"clock_settime", call(SYS_clock_settime, 0, nullptr)},
        {"sethostname", call(SYS_sethostname, "x", 1)},
        {"swapon", call(SYS_swapon, "/dev/null", 0)},
        {"quotactl", call(SYS_quotactl, 0, "", 0, nullptr)},
        {"acct", call(SYS_acct, nullptr)},
        {"vhangup", call(SYS_vhangup)},
        {"ioctl TIOCSTI, keys to the terminal", call(SYS_ioctl, 0, 0x5412, "x")},
        {"landlock, anew", call(444, nullptr, 0, 1)},
        {"shmget", call(SYS_shmget, 0, 4096, 01600)},
        {"mq_open", call(SYS_mq_open, "x", 0100, 0600, nullptr)},
        {"memfd_create", call(SYS_memfd_create, "x", 0)},
        {"memfd_secret", call(memfd_secret_call, 0)},
        {"pkey_mprotect", call(SYS_pkey_mprotect, nullptr, 4096, PROT_EXEC, -1)},
        {"remap_file_pages", call(SYS_remap_file_pages, nullptr, 0, 0, 0, 0)},
        {"cachestat", call(cachestat_call, 0, nullptr, nullptr, 0)},
        {"map_shadow_stack", call(map_shadow_stack_call, 0, 4096, 0)},
        {"memory that is executable",
         [] { return mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }},
        {"memory made executable later",
         [] {
             void* const page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
             return page != MAP_FAILED && got(mprotect(page, 4096, PROT_READ | PROT_EXEC));
         }},
    };
}

void expect_no_escape(const std::vector<Attempt>& attempts)
{
    for (const Attempt& attempt : attempts) {
        const End end = end_of(attempt.act);
        EXPECT_TRUE(end == End::refused || end == End::killed) << attempt.name << " ended otherwise: " << static_cast<int>(end);
    }
}

TEST(Escape, TheSuiteItselfKnowsWhatAnEscapeIs)
{
    EXPECT_EQ(end_of([] { return true; }), End::escaped);
    EXPECT_EQ(end_of([] { return false; }), End::refused);
    EXPECT_EQ(end_of([]() -> bool { _exit(3); }), End::otherwise);
    EXPECT_EQ(end_of([] { return got(getpid()); }), End::escaped);
}

TEST(Escape, NotToFiles)
{
    expect_no_escape(on_files());
}

TEST(Escape, NotToTheNetwork)
{
    expect_no_escape(on_network());
}

TEST(Escape, NotToProcesses)
{
    expect_no_escape(on_processes());
}

TEST(Escape, NotToTheKernelNorToCode)
{
    expect_no_escape(on_kernel_and_memory());
}

/// Every number that this kernel or a later one may give a call, but for those that a computation needs.
TEST(Escape, NoCallBesidesTheListIsAnswered)
{
    std::set<long> needed{SYS_exit,          SYS_exit_group,   SYS_brk,          SYS_munmap,         SYS_mremap,      SYS_madvise,
                          SYS_futex,         SYS_rt_sigreturn, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_sigaltstack, SYS_restart_syscall,
                          SYS_clock_gettime, SYS_gettimeofday, SYS_getrandom,    SYS_getpid,         SYS_gettid,      SYS_sched_yield,
                          SYS_mmap,          SYS_mprotect,     SYS_read,         SYS_write};
    if (sanitized) {
        needed.insert({SYS_pipe, SYS_pipe2, SYS_close});
    }
    constexpr long beyond_all = 560;
    for (long number = 0; number < beyond_all; ++number) {
        if (!needed.contains(number)) {
            const End end = end_of(call(number, 0, 0, 0, 0, 0, 0));
            EXPECT_TRUE(end == End::refused || end == End::killed) << "call " << number << " ended otherwise: " << static_cast<int>(end);
        }
    }
}

#ifdef __x86_64__
TEST(Escape, NotByTheCallsOfOtherArchitectures)
{
    constexpr long x32 = 0x40000000;
    EXPECT_EQ(end_of(call(x32 | SYS_getpid)), End::killed);
    EXPECT_EQ(end_of(call(x32 | 520)), End::killed) << "execve of x32";
    // int 0x80 is the entry of 32-bit programs: 20 is their getpid, 5 their open.
    for (const long number : {20L, 5L}) {
        const End end = end_of([number] {
            long result = number;
            asm volatile("int $0x80" : "+a"(result) : "b"(0), "c"(0), "d"(0) : "memory");
            return result >= 0;
        });
        EXPECT_TRUE(end == End::killed || end == End::otherwise) << number; // SIGSEGV where the kernel has no such entry
    }
}
#endif

TEST(Escape, NoOtherDescriptorIsReadOrWritten)
{
    if (sanitized) {
        GTEST_SKIP() << "the sanitizer reads and writes a pipe of its own; the build without it runs this";
    }
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    char byte = 0;
    EXPECT_EQ(end_of([&] { return got(::read(pipe_ends[0], &byte, 1)); }), End::killed);
    EXPECT_EQ(end_of([&] { return got(::write(pipe_ends[1], "x", 1)); }), End::killed);
    EXPECT_EQ(end_of([&] { return got(::write(0, "x", 1)); }), End::killed) << "its input is not to be written";
    EXPECT_EQ(end_of([&] { return got(::read(1, &byte, 1)); }), End::killed) << "its output is not to be read";
    // The upper half of the register is not the kernel's to see, nor the filter's.
    EXPECT_EQ(end_of([&] { return got(syscall(SYS_read, 0xFFFFFFFF00000000L | pipe_ends[0], &byte, 1)); }), End::killed);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

TEST(Escape, TenGibibytesAreNotGivenInAnyWay)
{
    if (sanitized) {
        GTEST_SKIP() << "the sanitizer needs an unlimited address space; the build without it runs this";
    }
    constexpr std::size_t much = 10ULL << 30U;
    const auto map = [](std::size_t size, int flags) {
        return mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    };
    expect_no_escape({
        {"mmap", [&] { return map(much, 0) != MAP_FAILED; }},
        {"mmap, not reserved", [&] { return map(much, MAP_NORESERVE) != MAP_FAILED; }},
        {"mmap, a gibibyte at a time",
         [&] {
             for (int i = 0; i < 10; ++i) {
                 if (map(much / 10, MAP_NORESERVE) == MAP_FAILED) {
                     return false;
                 }
             }
             return true;
         }},
        {"mremap", [&] { return mremap(map(4096, 0), 4096, much, MREMAP_MAYMOVE) != MAP_FAILED; }},
        {"brk", [&] { return sbrk(static_cast<intptr_t>(much)) != reinterpret_cast<void*>(-1); }},
        {"new",
         [&] {
             try {
                 return std::vector<char>(much).size() == much;
             } catch (const std::bad_alloc&) {
                 return false;
             }
         }},
    });
}

/// What reading a file says in a process for which the kernel refuses `call` (with `operation` as its first argument, where
/// that is given), as if it had no such thing.
std::string said_without(int call, std::optional<std::uint64_t> operation, int error)
{
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) {
        return "no pipe";
    }
    const pid_t child = fork();
    if (child == 0) {
        const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
        const scmp_arg_cmp first{0, SCMP_CMP_EQ, operation.value_or(0), 0};
        const int status =
            seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(static_cast<std::uint16_t>(error)), call, operation ? 1 : 0, &first);
        std::string said = "no filter";
        if (status == 0 && seccomp_load(filter) == 0) {
            try {
                const Reading reading = read_sandboxed("A text.", {}, {{"phrases.tsv", "appeal\tstart\t200\tdonate\n"}});
                said = reading.text ? "READ" : "REFUSED: " + reading.error;
            } catch (const Error& thrown) {
                said = thrown.what();
            }
        }
        const ssize_t put = ::write(pipe_ends[1], said.data(), said.size());
        _exit(put == static_cast<ssize_t>(said.size()) ? 0 : 1);
    }
    close(pipe_ends[1]);
    std::string said(4096, '\0');
    const ssize_t size = ::read(pipe_ends[0], said.data(), said.size());
    said.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    close(pipe_ends[0]);
    waitpid(child, nullptr, 0);
    return said;
}

TEST(MachineWithout, NothingMissingReads)
{
    EXPECT_EQ(said_without(SCMP_SYS(acct), std::nullopt, ENOSYS), "READ") << "a filter that stands already, as in a container";
}

TEST(MachineWithout, LandlockReadsNothingAndSaysWhy)
{
    const std::string said = said_without(SCMP_SYS(landlock_create_ruleset), std::nullopt, ENOSYS);
    EXPECT_EQ(said.find("nothing is read without a sandbox, and this kernel offers no Landlock"), 0U) << said;
    EXPECT_NE(said.find("Linux 5.13"), std::string::npos) << said;
    const std::string off = said_without(SCMP_SYS(landlock_create_ruleset), std::nullopt, EOPNOTSUPP);
    EXPECT_EQ(off, said) << "built in, but not switched on";
}

TEST(MachineWithout, SeccompReadsNothingAndSaysWhy)
{
    const std::string said = said_without(SCMP_SYS(prctl), PR_GET_SECCOMP, EINVAL);
    EXPECT_EQ(said.find("nothing is read without a sandbox, and this kernel offers no seccomp filters"), 0U) << said;
}

TEST(MachineWithout, OneStepOfTheLockReadsNothing)
{
    const std::string expected =
        "nothing is read without a sandbox, and the reader could not be shut in; docs/sandbox.md says what it needs";
    EXPECT_EQ(said_without(SCMP_SYS(landlock_restrict_self), std::nullopt, EPERM), expected);
    EXPECT_EQ(said_without(SCMP_SYS(prctl), PR_SET_NO_NEW_PRIVS, EPERM), expected);
    EXPECT_EQ(said_without(SCMP_SYS(prctl), PR_SET_DUMPABLE, EPERM), expected);
}

} // namespace
} // namespace khronika::readers
