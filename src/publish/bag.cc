// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sha256.h"
#include "publish/package.h"

#include <algorithm>
#include <map>

namespace khronika::publish {

namespace {

// RFC 8493, section 2.1.3: a line feed, carriage return or percent sign in a path is written as its code.
std::string encoded_path(const std::string& path)
{
    std::string out;
    for (const char letter : path) {
        switch (letter) {
        case '\n':
            out += "%0A";
            break;
        case '\r':
            out += "%0D";
            break;
        case '%':
            out += "%25";
            break;
        default:
            out += letter;
        }
    }
    return out;
}

std::string manifest(const std::map<std::string, std::string>& hashes)
{
    std::string out;
    for (const auto& [path, hash] : hashes) {
        out += hash + "  " + encoded_path(path) + "\n";
    }
    return out;
}

// A label's value is one line; RFC 8493 has no other way to write a line end that every tool reads.
std::string one_line(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](unsigned char letter) { return letter < ' '; }, ' ');
    return text;
}

} // namespace

Report bag(const PackageInput& input, Report contents, std::uint64_t item_bytes)
{
    std::map<std::string, std::string> payload;
    std::uint64_t bytes = item_bytes;
    for (File& file : contents.files) {
        file.path.insert(0, "data/");
        bytes += file.bytes.size();
        payload.emplace(file.path, archive::hex(archive::sha256(file.bytes)));
    }
    for (Evidence& evidence : contents.evidence) {
        evidence.path.insert(0, "data/");
        payload.emplace(evidence.path, evidence.sha256);
    }
    std::vector<File> tags{
        {"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
        {"bag-info.txt", "Bagging-Date: " + input.created.substr(0, 10) + "\nBag-Software-Agent: " + one_line(input.made_by) +
                             "\nExternal-Description: " + one_line(input.title) + "\nExternal-Identifier: " + one_line(input.archive) +
                             "\nPayload-Oxum: " + std::to_string(bytes) + "." + std::to_string(payload.size()) + "\n"},
        {"manifest-sha256.txt", manifest(payload)}};
    std::map<std::string, std::string> tag_hashes;
    for (const File& tag : tags) {
        tag_hashes.emplace(tag.path, archive::hex(archive::sha256(tag.bytes)));
    }
    tags.push_back({"tagmanifest-sha256.txt", manifest(tag_hashes)});
    contents.folder_hash = archive::hex(archive::sha256(tags.back().bytes));
    contents.files.insert(contents.files.end(), tags.begin(), tags.end());
    return contents;
}

} // namespace khronika::publish
