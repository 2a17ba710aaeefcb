// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/wacz.h"

#include "archive/sha256.h"
#include "model/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace khronika::publish {

namespace {

using nlohmann::ordered_json;

bool browsable(const Item& item)
{
    return item.media_type.starts_with("text/") || item.media_type.starts_with("image/") || item.media_type == "application/pdf" ||
           item.media_type == "application/xhtml+xml";
}

std::string small(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return out;
}

// "2024-03-26T09:30:00.000Z" as "20240326093000".
std::string fourteen_digits(const std::string& date)
{
    std::string out;
    for (const char letter : date.substr(0, 19)) {
        if (std::isdigit(static_cast<unsigned char>(letter)) != 0) {
            out += letter;
        }
    }
    return out;
}

// "a.example.org:80" as "org,example,a".
std::string reversed_host(std::string_view host, std::string_view scheme)
{
    const std::size_t colon = host.rfind(':');
    std::string port;
    if (colon != std::string_view::npos && host.find(']') == std::string_view::npos) {
        const std::string_view stated = host.substr(colon + 1);
        if (!stated.empty() && !(scheme == "http" && stated == "80") && !(scheme == "https" && stated == "443")) {
            port = ":" + std::string(stated);
        }
        host = host.substr(0, colon);
    }
    std::string out;
    while (!host.empty()) {
        const std::size_t dot = host.rfind('.');
        out += dot == std::string_view::npos ? host : host.substr(dot + 1);
        host = dot == std::string_view::npos ? std::string_view() : host.substr(0, dot);
        out += host.empty() ? "" : ",";
    }
    return out + port;
}

std::string without_www(const std::string& host)
{
    std::size_t end = host.starts_with("www") ? 3 : host.size();
    while (end < host.size() && std::isdigit(static_cast<unsigned char>(host[end])) != 0) {
        ++end;
    }
    return end < host.size() && host[end] == '.' ? host.substr(end + 1) : host;
}

// "?b=1&a=2" as "?a=2&b=1".
std::string sorted_query(std::string_view query)
{
    if (query.empty()) {
        return {};
    }
    std::vector<std::string_view> parts;
    for (std::size_t from = 1; from <= query.size();) {
        const std::size_t end = std::min(query.find('&', from), query.size());
        parts.push_back(query.substr(from, end - from));
        from = end + 1;
    }
    std::sort(parts.begin(), parts.end());
    std::string out;
    for (const std::string_view part : parts) {
        out += out.empty() ? '?' : '&';
        out += part;
    }
    return out;
}

std::string name_of(const archive::WarcRecord& record, const std::string& digest)
{
    std::string digits =
        archive::hex(archive::sha256(record.type + "\n" + record.date + "\n" + record.target + "\n" + digest)).substr(0, 32);
    digits[12] = '8';
    constexpr std::string_view variants = "89ab";
    digits[16] = variants[static_cast<unsigned char>(digits[16]) % variants.size()];
    for (const std::size_t hyphen : {20U, 16U, 12U, 8U}) {
        digits.insert(hyphen, 1, '-');
    }
    return digits;
}

} // namespace

archive::WarcRecord record_of(const Item& item)
{
    archive::WarcRecord record;
    record.type = "resource";
    record.content_type = item.media_type;
    for (const Collection& collection : item.collections) {
        record.date = record.date.empty() ? collection.at : record.date;
        record.target = record.target.empty() ? collection.stated.url : record.target;
    }
    if (record.target.empty() || record.target.find("://") == std::string::npos) {
        record.target = "urn:sha256:" + item.sha256;
    }
    record.id = name_of(record, record_digest(item));
    return record;
}

std::string record_digest(const Item& item)
{
    return "sha256:" + item.sha256;
}

std::string warcinfo(const PackageInput& input)
{
    const std::string block =
        archive::warc_fields({{"software", input.made_by},
                              {"format", "WARC File Format 1.1"},
                              {"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
                              {"isPartOf", input.archive}});
    archive::WarcRecord record;
    record.type = "warcinfo";
    record.date = input.created;
    record.content_type = "application/warc-fields";
    record.block = block;
    record.id = name_of(record, archive::warc_digest(block));
    return archive::warc_record(record);
}

std::string surt(std::string_view uri)
{
    const std::size_t fragment = uri.find('#');
    uri = uri.substr(0, fragment);
    const std::size_t scheme_end = uri.find("://");
    if (scheme_end == std::string_view::npos) {
        return small(uri);
    }
    const std::string scheme = small(uri.substr(0, scheme_end));
    uri.remove_prefix(scheme_end + 3);
    const std::size_t host_end = std::min(uri.find_first_of("/?"), uri.size());
    std::string_view host = uri.substr(0, host_end);
    if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
        host.remove_prefix(at + 1);
    }
    const std::string rest = small(uri.substr(host_end));
    const std::size_t query = std::min(rest.find('?'), rest.size());
    return reversed_host(without_www(small(host)), scheme) + ")" + (query == 0 ? "/" : rest.substr(0, query)) +
           sorted_query(rest.substr(query));
}

std::string index_cdxj(const std::vector<IndexedRecord>& records)
{
    std::vector<std::string> lines;
    for (const IndexedRecord& record : records) {
        // Offsets and lengths are strings in CDXJ as pywb and wabac read and write it.
        lines.push_back(surt(record.uri) + " " + fourteen_digits(record.date) + " " +
                        json_line({{"url", record.uri},
                                   {"mime", record.media_type},
                                   {"status", "200"},
                                   {"digest", record.digest},
                                   {"length", std::to_string(record.length)},
                                   {"offset", std::to_string(record.offset)},
                                   {"filename", record.file}}) +
                        "\n");
    }
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (const std::string& line : lines) {
        out += line;
    }
    return out;
}

std::string pages_jsonl(const PackageInput& input)
{
    std::string out = json_line({{"format", "json-pages-1.0"}, {"id", "pages"}, {"title", "Items"}, {"hasText", true}}) + "\n";
    for (const PackageItem& item : input.items) {
        if (!browsable(item.item)) {
            continue;
        }
        const archive::WarcRecord record = record_of(item.item);
        ordered_json page{{"id", item.item.sha256}, {"url", record.target}, {"ts", record.date}};
        page["title"] = item.text && !item.text->title.value.empty() ? item.text->title.value : record.target;
        if (item.text) {
            page["text"] = item.text->content;
        }
        out += json_line(page) + "\n";
    }
    return out;
}

std::string datapackage_json(const PackageInput& input, const std::vector<Resource>& resources)
{
    ordered_json list = ordered_json::array();
    for (const Resource& resource : resources) {
        const std::size_t slash = resource.path.rfind('/');
        list.push_back({{"name", resource.path.substr(slash == std::string::npos ? 0 : slash + 1)},
                        {"path", resource.path},
                        {"hash", "sha256:" + resource.sha256},
                        {"bytes", resource.size}});
    }
    const ordered_json out{{"profile", "data-package"},   {"wacz_version", "1.1.1"},   {"title", input.title},
                           {"created", input.created},    {"software", input.made_by}, {"zippedBy", input.zipped_by},
                           {"resources", std::move(list)}};
    return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string datapackage_digest_json(const PackageInput& input, std::string_view datapackage,
                                    const std::optional<PackageSignature>& signature)
{
    const std::string hash = "sha256:" + archive::hex(archive::sha256(datapackage));
    ordered_json out{{"path", "datapackage.json"}, {"hash", hash}};
    if (signature) {
        out["signedData"] = {{"hash", hash},
                             {"signature", signature->signature},
                             {"publicKey", signature->public_key},
                             {"created", input.created},
                             {"software", input.made_by},
                             {"version", "0.1.0"}};
        out["khronikaNote"] = signature->note;
    }
    return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace khronika::publish
