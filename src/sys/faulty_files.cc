// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/faulty_files.h"

namespace khronika::sys {

namespace {

class FaultySource : public Source {
public:
    FaultySource(FaultyFiles& files, std::string path, std::unique_ptr<Source> source)
        : m_files(files), m_path(std::move(path)), m_source(std::move(source))
    {
    }
    std::size_t read(std::span<char> buffer) override
    {
        m_files.count("read", m_path);
        return m_source->read(buffer);
    }

private:
    FaultyFiles& m_files;
    std::string m_path;
    std::unique_ptr<Source> m_source;
};

class FaultySink : public Sink {
public:
    FaultySink(FaultyFiles& files, std::string path, std::unique_ptr<Sink> sink)
        : m_files(files), m_path(std::move(path)), m_sink(std::move(sink))
    {
    }
    void write(std::string_view bytes) override
    {
        if (m_files.next_fails()) {
            m_sink->write(bytes.substr(0, bytes.size() / 2));
        }
        m_files.count("write", m_path);
        m_sink->write(bytes);
    }
    void sync() override
    {
        m_files.count("write", m_path);
        m_sink->sync();
    }

private:
    FaultyFiles& m_files;
    std::string m_path;
    std::unique_ptr<Sink> m_sink;
};

class FaultyRandomFile : public RandomFile {
public:
    FaultyRandomFile(FaultyFiles& files, std::string path, std::unique_ptr<RandomFile> file)
        : m_files(files), m_path(std::move(path)), m_file(std::move(file))
    {
    }
    std::size_t read_at(std::uint64_t offset, std::span<char> buffer) override
    {
        m_files.count("read", m_path);
        return m_file->read_at(offset, buffer);
    }
    void write_at(std::uint64_t offset, std::string_view bytes) override
    {
        if (m_files.next_fails()) {
            m_file->write_at(offset, bytes.substr(0, bytes.size() / 2));
        }
        m_files.count("write", m_path);
        m_file->write_at(offset, bytes);
    }
    void truncate(std::uint64_t size) override
    {
        m_files.count("cut short", m_path);
        m_file->truncate(size);
    }
    void sync() override
    {
        m_files.count("write", m_path);
        m_file->sync();
    }
    std::uint64_t size() override
    {
        m_files.count("look at", m_path);
        return m_file->size();
    }
    bool hold(std::uint64_t offset, std::uint64_t length, Hold how) override
    {
        // What has been held can always be let go.
        if (how != Hold::none) {
            m_files.count("lock", m_path);
        }
        return m_file->hold(offset, length, how);
    }
    Hold held_by_others(std::uint64_t offset, std::uint64_t length) override
    {
        m_files.count("lock", m_path);
        return m_file->held_by_others(offset, length);
    }
    char* map(std::uint64_t offset, std::size_t length) override
    {
        m_files.count("map", m_path);
        return m_file->map(offset, length);
    }

private:
    FaultyFiles& m_files;
    std::string m_path;
    std::unique_ptr<RandomFile> m_file;
};

} // namespace

void FaultyFiles::fail_call(std::uint64_t nth, int error_number)
{
    m_calls = 0;
    m_failed.clear();
    m_nth = nth;
    m_error_number = error_number;
}

void FaultyFiles::count(std::string_view action, const std::string& path)
{
    if (++m_calls == m_nth) {
        m_failed = fmt::format("{} {}", action, path);
        fail_io(action, path, m_error_number);
    }
}

std::unique_ptr<Source> FaultyFiles::open(const std::string& path)
{
    count("open", path);
    return std::make_unique<FaultySource>(*this, path, m_files.open(path));
}

std::unique_ptr<Mapping> FaultyFiles::map(const std::string& path)
{
    count("map", path);
    return m_files.map(path);
}

std::unique_ptr<Sink> FaultyFiles::create(const std::string& path)
{
    count("create", path);
    return std::make_unique<FaultySink>(*this, path, m_files.create(path));
}

std::unique_ptr<Sink> FaultyFiles::append(const std::string& path)
{
    count("create", path);
    return std::make_unique<FaultySink>(*this, path, m_files.append(path));
}

std::unique_ptr<RandomFile> FaultyFiles::open_random(const std::string& path, Mode mode)
{
    count("open", path);
    return std::make_unique<FaultyRandomFile>(*this, path, m_files.open_random(path, mode));
}

std::unique_ptr<RandomFile> FaultyFiles::open_unnamed(const std::string& folder)
{
    count("make a temporary file in", folder);
    return std::make_unique<FaultyRandomFile>(*this, "a temporary file in " + folder, m_files.open_unnamed(folder));
}

void FaultyFiles::rename(const std::string& from, const std::string& to)
{
    count("rename to", to);
    m_files.rename(from, to);
}

void FaultyFiles::remove(const std::string& path)
{
    count("remove", path);
    m_files.remove(path);
}

void FaultyFiles::remove_folder(const std::string& path)
{
    count("remove the folder", path);
    m_files.remove_folder(path);
}

void FaultyFiles::make_folder(const std::string& path)
{
    count("make the folder", path);
    m_files.make_folder(path);
}

void FaultyFiles::sync_folder(const std::string& path)
{
    count("write", path);
    m_files.sync_folder(path);
}

void FaultyFiles::sync_all(const std::string& folder)
{
    count("write", folder);
    m_files.sync_all(folder);
}

void FaultyFiles::protect(const std::string& path)
{
    count("protect", path);
    m_files.protect(path);
}

std::vector<Listed> FaultyFiles::list(const std::string& folder)
{
    count("list", folder);
    return m_files.list(folder);
}

std::optional<Status> FaultyFiles::status(const std::string& path)
{
    count("look at", path);
    return m_files.status(path);
}

std::unique_ptr<Lock> FaultyFiles::try_lock(const std::string& path)
{
    count("lock", path);
    return m_files.try_lock(path);
}

} // namespace khronika::sys
