// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/read_files.h"

#include "app/data_folder.h"
#include "app/sidecar.h"
#include "base/error.h"
#include "readers/sandbox.h"
#include "sys/files.h"
#include "sys/read_file.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace khronika::app {

namespace {

bool is_no_text(const std::string& path)
{
    return std::ranges::any_of(std::vector<std::string>{".json", ".jsonl", ".csv", ".tsv"},
                               [&path](const std::string& ending) { return path.ends_with(ending); });
}

/// What the threads share: which file is next, what is done and not yet taken, and whether to stop.
class Queue {
public:
    Queue(std::size_t count, std::size_t window) : m_count(count), m_window(window) {}

    /// The next file to read; absent at the end. Waits while the taker is a window behind.
    std::optional<std::size_t> next()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_stop || m_next >= m_count || m_next < m_taken + m_window; });
        if (m_stop || m_next >= m_count) {
            return std::nullopt;
        }
        return m_next++;
    }
    void put(std::size_t index, FileReading reading)
    {
        const std::lock_guard lock(m_mutex);
        m_done.emplace(index, std::move(reading));
        m_changed.notify_all();
    }
    void stop(std::exception_ptr error)
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_error = m_error ? m_error : error;
        m_changed.notify_all();
    }
    /// The next reading in order; rethrows what stopped the queue.
    FileReading take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_stop || m_done.contains(m_taken); });
        if (m_error) {
            std::rethrow_exception(m_error);
        }
        auto node = m_done.extract(m_taken++);
        m_changed.notify_all();
        return std::move(node.mapped());
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    const std::size_t m_count;
    const std::size_t m_window;
    std::size_t m_next = 0;
    std::size_t m_taken = 0;
    std::map<std::size_t, FileReading> m_done;
    bool m_stop = false;
    std::exception_ptr m_error;
};

FileReading read_one(readers::SandboxedReader& reader, const std::string& path, const ReadOptions& options)
{
    FileReading out;
    out.path = path;
    try {
        const auto sidecar = sidecar_of(sys::real_files(), path);
        out.stated = merged(options.stated, sidecar ? read_sidecar(sys::real_files(), *sidecar).metadata : Metadata{});
        out.bytes = sys::read_file(path, options.limits.largest());
    } catch (const Error& error) {
        out.error = error.what();
        return out;
    }
    readers::Reading reading = reader.read(out.bytes, {path, out.stated, options.limits});
    if (reading.text) {
        out.text = std::move(reading.text);
        out.text->item = path;
    } else {
        out.error = fmt::format("{}: {}", path, reading.error);
    }
    return out;
}

} // namespace

Inputs expand_inputs(const std::vector<std::string>& arguments)
{
    Inputs out;
    for (const std::string& argument : arguments) {
        if (!sys::is_folder(argument)) {
            out.files.push_back(argument);
            continue;
        }
        std::vector<std::string> unreadable;
        for (std::string& path : sys::files_below(argument, unreadable)) {
            if (is_sidecar(path)) {
                continue;
            }
            if (is_no_text(path)) {
                ++out.passed_over;
            } else {
                out.files.push_back(std::move(path));
            }
        }
        for (const std::string& folder : unreadable) {
            out.errors.push_back(fmt::format("{}: the folder cannot be read; give yourself the right to list it", folder));
        }
    }
    return out;
}

void read_files(const std::vector<std::string>& files, const ReadOptions& options, const std::function<void(FileReading)>& take)
{
    const std::vector<readers::TableFile> tables = load_reader_tables(data_folder());
    const std::size_t wanted = options.workers > 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
    const std::size_t count = std::min(wanted, files.size());
    Queue queue(files.size(), 2 * count + 1);
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < count; ++i) {
        threads.emplace_back([&] {
            try {
                readers::SandboxedReader reader(tables);
                while (const auto index = queue.next()) {
                    queue.put(*index, read_one(reader, files[*index], options));
                }
            } catch (...) {
                queue.stop(std::current_exception());
            }
        });
    }
    try {
        for (std::size_t i = 0; i < files.size(); ++i) {
            take(queue.take());
        }
    } catch (...) {
        queue.stop(std::current_exception());
        throw;
    }
}

} // namespace khronika::app
