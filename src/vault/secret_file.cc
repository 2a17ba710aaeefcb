// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/secret_file.h"

#include "base/error.h"
#include "sys/files.h"

#include <sodium.h>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace khronika::vault {

namespace {

constexpr std::size_t longest_passphrase = 4096;

/// The terminal without echo, as long as this lives.
class SilentTerminal {
public:
    SilentTerminal() : m_descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (m_descriptor < 0 || ::tcgetattr(m_descriptor, &m_before) != 0) {
            close_it();
            fail("there is no terminal to ask for the passphrase: give --passphrase-file, or set KHRONIKA_PASSPHRASE_FILE");
        }
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ECHONL;
        if (::tcsetattr(m_descriptor, TCSAFLUSH, &silent) != 0) {
            close_it();
            fail("the terminal's echo cannot be turned off: give --passphrase-file");
        }
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;
    ~SilentTerminal()
    {
        (void)::tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
        close_it();
    }

    void say(std::string_view text) const
    {
        if (::write(m_descriptor, text.data(), text.size()) < 0) {
            fail("the terminal cannot be written to: give --passphrase-file");
        }
    }

    [[nodiscard]] Secret line() const
    {
        Secret out(longest_passphrase);
        std::size_t size = 0;
        while (size < out.size()) {
            const ssize_t count = ::read(m_descriptor, out.bytes().data() + size, 1);
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count <= 0 || out.bytes()[size] == '\n') {
                break;
            }
            ++size;
        }
        if (size == 0) {
            fail("the passphrase is empty");
        }
        out.shorten(size);
        return out;
    }

private:
    void close_it() const
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }

    int m_descriptor;
    termios m_before{};
};

} // namespace

Secret read_secret_file(sys::Files& files, const std::string& path, std::size_t limit)
{
    const auto status = files.status(path);
    if (!status || status->kind == sys::Kind::folder) {
        fail("{}: there is no such file", path);
    }
    Secret out(limit + 1);
    const auto source = files.open(path);
    std::size_t size = 0;
    while (size < out.size()) {
        auto* place = reinterpret_cast<char*>(out.bytes().data()) + size;
        const std::size_t count = source->read({place, out.size() - size});
        if (count == 0) {
            break;
        }
        size += count;
    }
    if (size > limit) {
        fail("{}: longer than {} bytes", path, limit);
    }
    out.shorten(size);
    return out;
}

Secret read_passphrase_file(sys::Files& files, const std::string& path)
{
    Secret out = read_secret_file(files, path, longest_passphrase);
    std::size_t size = out.size();
    if (size > 0 && out.bytes()[size - 1] == '\n') {
        --size;
        if (size > 0 && out.bytes()[size - 1] == '\r') {
            --size;
        }
    }
    if (size == 0) {
        fail("{}: the passphrase is empty", path);
    }
    out.shorten(size);
    return out;
}

Secret ask_passphrase(const std::string& question)
{
    const SilentTerminal terminal;
    terminal.say(question + ": ");
    return terminal.line();
}

Secret ask_new_passphrase(const std::string& question)
{
    const SilentTerminal terminal;
    terminal.say(question + ": ");
    Secret once = terminal.line();
    terminal.say("Once more: ");
    if (!equal(once, terminal.line())) {
        fail("the two passphrases differ: nothing was changed");
    }
    return once;
}

} // namespace khronika::vault
