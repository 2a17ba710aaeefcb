// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export_package.h"

#include "app/checkpoints.h"
#include "app/draft.h"
#include "app/last_signed.h"
#include "app/once_signed.h"
#include "app/package_input.h"
#include "app/zip_writer.h"
#include "archive/gzip_members.h"
#include "archive/items.h"
#include "archive/sha256.h"
#include "archive/tlog.h"
#include "base/error.h"
#include "publish/wacz.h"
#include "sys/files.h"
#include "vault/note.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace khronika::app {

namespace {

using publish::PackageInput;
using publish::Resource;

constexpr const char* records_name = "data.warc.gz";

void expect_free(sys::Files& files, const std::string& place)
{
    const auto status = files.status(place);
    if (status && (status->kind != sys::Kind::folder || !files.list(place).empty())) {
        fail("{} exists already: name a place that does not, so that nothing is lost", place);
    }
}

std::string note_over(const vault::SigningKey& key, const PackageInput& input, const std::string& hash)
{
    return vault::sign_note(package_statement(input.archive, hash), key);
}

std::optional<publish::PackageSignature> signature_over(const std::optional<vault::SigningKey>& key, const PackageInput& input,
                                                        const std::string& hash)
{
    if (!key) {
        return std::nullopt;
    }
    const OnceSigned once = sign_once("sha256:" + hash);
    return publish::PackageSignature{once.signature, once.public_key, note_over(*key, input, hash)};
}

/// The bag, written into the draft; gives the hash that covers it all.
std::string write_bag(Draft& draft, const Archive& archive, const PackageInput& input, const std::optional<vault::SigningKey>& key)
{
    std::uint64_t bytes = 0;
    for (const publish::PackageItem& item : input.items) {
        bytes += item.item.size;
    }
    const publish::Report bag = publish::bag(input, publish::package_contents(input, publish::Holds::files), bytes);
    for (const publish::File& file : bag.files) {
        draft.write(file.path, file.bytes);
    }
    for (const publish::Evidence& evidence : bag.evidence) {
        draft.copy(archive.items().path(evidence.sha256), evidence.path, evidence.sha256);
    }
    if (key) {
        draft.write(package_note_name, note_over(*key, input, bag.folder_hash));
    }
    return bag.folder_hash;
}

/// The items' bytes as records; gives the index and how the file is listed.
Resource write_records(Draft& draft, const Services& services, const Archive& archive, const PackageInput& input,
                       std::vector<publish::IndexedRecord>& index)
{
    const auto sink = draft.create(records_name);
    archive::GzipMembers members([&](std::string_view run) { sink->write(run); });
    members.begin();
    members.add(publish::warcinfo(input));
    members.end();
    for (const publish::PackageItem& item : input.items) {
        const archive::WarcRecord record = publish::record_of(item.item);
        const std::string digest = publish::record_digest(item.item);
        const std::uint64_t offset = members.size();
        archive::Sha256 hash;
        members.begin();
        members.add(archive::warc_head(record, item.item.size, digest, digest));
        sys::each_chunk(services.files, archive.items().path(item.item.sha256), [&](std::string_view bytes) {
            hash.add(bytes);
            members.add(bytes);
        });
        members.add(archive::warc_end);
        members.end();
        if (archive::hex(hash.finish()) != item.item.sha256) {
            fail("item {} is damaged: its bytes have another hash; run `khronika verify`", item.item.sha256);
        }
        index.push_back({record.target, record.date, record.content_type, digest, records_name, offset, members.size() - offset});
    }
    sink->sync();
    const std::uint64_t size = members.size();
    return {std::string("archive/") + records_name, archive::hex(members.finish()), size};
}

std::string write_wacz(Draft& draft, const Services& services, const Archive& archive, const PackageInput& input,
                       const std::optional<vault::SigningKey>& key)
{
    std::vector<publish::IndexedRecord> index;
    std::vector<Resource> resources{write_records(draft, services, archive, input, index)};
    std::vector<publish::File> files{{"indexes/index.cdx", publish::index_cdxj(index)}, {"pages/pages.jsonl", publish::pages_jsonl(input)}};
    for (publish::File& file : publish::package_contents(input, publish::Holds::records).files) {
        files.push_back({"khronika/" + file.path, std::move(file.bytes)});
    }
    for (const publish::File& file : files) {
        resources.push_back({file.path, archive::hex(archive::sha256(file.bytes)), file.bytes.size()});
    }
    const std::string datapackage = publish::datapackage_json(input, resources);
    const std::string hash = archive::hex(archive::sha256(datapackage));
    ZipWriter zip;
    zip.add("datapackage.json", datapackage);
    zip.add("datapackage-digest.json", publish::datapackage_digest_json(input, datapackage, signature_over(key, input, hash)));
    zip.add(resources.front().path, sys::read_all(services.files, draft.path(records_name), resources.front().size));
    for (publish::File& file : files) {
        zip.add(file.path, std::move(file.bytes));
    }
    const auto sink = draft.create("package.wacz");
    zip.finish([&](std::string_view run) { sink->write(run); });
    sink->sync();
    return hash;
}

} // namespace

std::string package_statement(const std::string& archive, const std::string& hash)
{
    return "khronika-package 1\n" + archive + "\nsha256:" + hash + "\n";
}

ExportedPackage export_package(const Services& services, Archive& archive, const ExportRequest& request)
{
    const std::string place = without_slash(request.place);
    expect_free(services.files, place);
    const std::vector<Item> items = chosen_items(archive, request.items);
    if (items.empty()) {
        fail("{} holds no items yet: `khronika collect FILE` adds them", archive.folder());
    }
    std::optional<vault::SigningKey> key;
    if (request.sign && verifier_key(services.files, archive.folder())) {
        key.emplace(open_signing_key(services.files, archive.folder(), request.passphrase));
    }
    std::optional<SignedReport> checkpoint;
    if (key) {
        checkpoint = sign_checkpoint(services, archive, *key, state_folder());
    }
    PackageInput input = package_input(services, archive, items, checkpoint ? checkpoint->size : archive.store().tree().size);
    input.checkpoint = checkpoint ? checkpoint->note : input.checkpoint;
    input.title = request.title;
    input.made_by = request.made_by;
    input.zipped_by = ZipWriter::made_by();
    input.key = key ? vault::to_string(key->verifier()) : std::string();
    Draft draft(services.files, place, archive.new_id());
    ExportedPackage out;
    if (request.form == PackageForm::bag) {
        out.hash = write_bag(draft, archive, input, key);
        draft.put_in_place();
    } else {
        out.hash = write_wacz(draft, services, archive, input, key);
        draft.put_file_in_place("package.wacz");
    }
    nlohmann::ordered_json names = nlohmann::ordered_json::array();
    for (const publish::PackageItem& item : input.items) {
        names.push_back(item.item.sha256);
        out.claims += item.claims.size();
        out.texts += item.text ? 1U : 0U;
    }
    archive.append({{"type", "package_exported"},
                    {"form", request.form == PackageForm::bag ? "bag" : "wacz"},
                    {"hash", out.hash},
                    {"items", std::move(names)},
                    {"title", request.title}});
    if (checkpoint) {
        out.notices = checkpoint->notices;
    }
    out.items = input.items.size();
    out.entries = input.entries.size();
    out.signer = input.key;
    return out;
}

} // namespace khronika::app
