// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/lockdown.h"

#include "base/error.h"
#include "readers/sanitizer.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>

namespace khronika::readers {

namespace {

/// struct landlock_ruleset_attr with the fields of later kernels than the headers of Debian 12 know; the kernel takes as
/// many bytes as its version has.
struct RulesetAttributes {
    std::uint64_t files = 0;
    std::uint64_t network = 0;
    std::uint64_t scopes = 0;
};

constexpr unsigned ask_version = 1; // LANDLOCK_CREATE_RULESET_VERSION

long landlock_version()
{
    return syscall(SYS_landlock_create_ruleset, nullptr, 0, ask_version);
}

/// Every right that this kernel's Landlock knows is handled, and no rule grants any.
void deny_files_and_network()
{
    const long version = landlock_version();
    if (version < 1) {
        fail("Landlock is missing");
    }
    RulesetAttributes attributes;
    constexpr std::array<std::uint64_t, 5> files_by_version{0x1FFF, 0x3FFF, 0x7FFF, 0x7FFF, 0xFFFF};
    attributes.files = files_by_version[static_cast<std::size_t>(version > 5 ? 5 : version) - 1];
    std::size_t size = sizeof attributes.files;
    if (version >= 4) {
        attributes.network = 0x3; // binding and connecting TCP
        size += sizeof attributes.network;
    }
    if (version >= 6) {
        attributes.scopes = 0x3; // abstract sockets and signals beyond this process
        size += sizeof attributes.scopes;
    }
    const long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
    if (ruleset < 0) {
        fail("Landlock refused its rules: {}", std::strerror(errno));
    }
    const long done = syscall(SYS_landlock_restrict_self, ruleset, 0);
    const int error = errno;
    close(static_cast<int>(ruleset));
    if (done != 0) {
        fail("Landlock refused to restrict the reader: {}", std::strerror(error));
    }
}

void limit(__rlimit_resource resource, std::uint64_t value)
{
    const rlimit limits{value, value};
    if (setrlimit(resource, &limits) != 0) {
        fail("a limit of the reader could not be set: {}", std::strerror(errno));
    }
}

struct ReleaseFilter {
    void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, ReleaseFilter>;

void check(int status)
{
    if (status != 0) {
        fail("seccomp refused the reader's filter: {}", std::strerror(-status));
    }
}

/// The condition that argument `number` of a call, masked, equals `value`.
scmp_arg_cmp argument_is(unsigned number, std::uint64_t mask, std::uint64_t value)
{
    return {number, SCMP_CMP_MASKED_EQ, mask, value};
}

/// What a computation needs. Memory is never executable.
void allow_computation(const Filter& filter)
{
    for (const int call : {SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
                           SCMP_SYS(futex), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),
                           SCMP_SYS(restart_syscall), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
                           SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sched_yield)}) {
        check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0));
    }
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
        check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, argument_is(2, PROT_EXEC, 0)));
    }
    constexpr std::uint64_t whole = 0xFFFFFFFF; // the kernel takes a descriptor as 32 bits
    check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(read), 1, argument_is(0, whole, 0)));
    for (const unsigned output : {1U, 2U}) {
        check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(write), 1, argument_is(0, whole, output)));
    }
}

void allow_sanitizer(const Filter& filter)
{
    for (const int call : {SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close)}) {
        check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0));
    }
}

/// What libraries try without malice and take a refusal of: the process goes on and has got nothing.
void refuse_questions(const Filter& filter)
{
    for (const int call : {SCMP_SYS(open),       SCMP_SYS(openat),  SCMP_SYS(stat),      SCMP_SYS(lstat),     SCMP_SYS(newfstatat),
                           SCMP_SYS(fstat),      SCMP_SYS(statx),   SCMP_SYS(access),    SCMP_SYS(faccessat), SCMP_SYS(readlink),
                           SCMP_SYS(readlinkat), SCMP_SYS(getcwd),  SCMP_SYS(ioctl),     SCMP_SYS(fcntl),     SCMP_SYS(lseek),
                           SCMP_SYS(uname),      SCMP_SYS(sysinfo), SCMP_SYS(prlimit64), SCMP_SYS(getrlimit), SCMP_SYS(sched_getaffinity),
                           SCMP_SYS(close)}) {
        check(seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0));
    }
}

void filter_calls()
{
    const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter) {
        fail("seccomp is missing");
    }
    allow_computation(filter);
    if (sanitized) {
        allow_sanitizer(filter);
    }
    refuse_questions(filter);
    check(seccomp_load(filter.get()));
}

} // namespace

std::optional<std::string> missing_for_sandbox()
{
    if (landlock_version() < 1) {
        return "this kernel offers no Landlock (Linux 5.13 or later with landlock in its list of security modules, which "
               "/sys/kernel/security/lsm shows; in a container, a profile that permits the landlock_ calls)";
    }
    // 2 in a process that stands under a filter already, as in a container: filters can be added to it.
    if (prctl(PR_GET_SECCOMP) < 0 || seccomp_api_get() < 2) {
        return "this kernel offers no seccomp filters (CONFIG_SECCOMP_FILTER; in a container, a profile that permits them)";
    }
    return std::nullopt;
}

void lock_down(std::uint64_t memory_bytes, std::uint64_t cpu_seconds)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        fail("the reader could not give up its privileges: {}", std::strerror(errno));
    }
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, cpu_seconds);
    limit(RLIMIT_NPROC, 0);
    if (memory_bytes > 0) {
        limit(RLIMIT_AS, memory_bytes);
    }
    deny_files_and_network();
    if (!sanitized) {
        limit(RLIMIT_NOFILE, 0);
    }
    filter_calls();
}

} // namespace khronika::readers
