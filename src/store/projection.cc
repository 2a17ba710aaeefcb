// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/projection.h"

#include "model/decision.h"
#include "model/json.h"
#include "model/json_tape.h"
#include "store/entry_reading.h"

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <array>
#include <new>

namespace khronika::store {

namespace {

/// As it stands in the entry, which is canonical JSON.
std::string form_of(element value)
{
    return simdjson::minify(value);
}

/// For the forms of which there are few.
nlohmann::json tree_of(element value, const std::string& where)
{
    return parse_json(form_of(value), where);
}

/// Of a list that may be absent.
std::string list_form(element object, const char* key)
{
    element found;
    return object.at_key(key).get(found) == simdjson::SUCCESS && found.is_array() ? form_of(found) : "[]";
}

Value text_or_null(const std::optional<Words>& words)
{
    return words ? Value(words->text) : Value();
}

std::pair<Value, Value> ends(const std::optional<DateRange>& range)
{
    return range ? std::pair<Value, Value>(range->from.iso(), range->to.iso()) : std::pair<Value, Value>();
}

void archive_created(Reading& entry)
{
    entry.change(Kind::insert, "archive",
                 {{"id", entry.text("archive")},
                  {"name", entry.text("name")},
                  {"created_at", entry.text("at")},
                  {"created_by", entry.text("by")},
                  {"entry_index", value_of(entry.index)}});
}

/// Of an item that was collected as a part of another.
void part_row(Reading& entry)
{
    const std::optional<PartOf> part = collection_from_json(entry.content, entry.where).part_of;
    if (!part) {
        return;
    }
    const auto offset = [](std::size_t value) { return value_of(std::uint64_t{value}); };
    entry.change(Kind::insert, "parts",
                 {{"collection", entry.text("id")},
                  {"container", part->item},
                  {"item", entry.text("item")},
                  {"path", part->path},
                  {"part_start", part->span ? offset(part->span->begin) : Value()},
                  {"part_end", part->span ? offset(part->span->end) : Value()},
                  {"part_date", part->date},
                  {"entry_index", value_of(entry.index)}});
}

void item_collected(Reading& entry)
{
    const Metadata stated = metadata_from_json(entry.field("stated"), entry.where);
    entry.change(Kind::insert_if_absent, "items",
                 {{"sha256", entry.text("item")},
                  {"size", value_of(entry.number("size"))},
                  {"media_type", entry.text("media_type")},
                  {"entry_index", value_of(entry.index)}});
    entry.change(Kind::insert, "collections",
                 {{"id", entry.text("id")},
                  {"item", entry.text("item")},
                  {"collected_by", entry.text("by")},
                  {"collected_at", entry.text("at")},
                  {"collected_from", entry.text("from")},
                  {"how", entry.text("how")},
                  {"title", stated.title},
                  {"outlet", stated.outlet},
                  {"language", stated.language},
                  {"published", stated.published},
                  {"url", stated.url},
                  {"entry_index", value_of(entry.index)}});
    part_row(entry);
}

void container_read(Reading& entry)
{
    entry.change(Kind::erase, "failed_readings", {{"item", entry.text("item")}});
    entry.change(Kind::erase, "containers", {{"item", entry.text("item")}});
    (void)entry.list("notes");
    entry.change(Kind::insert, "containers",
                 {{"item", entry.text("item")},
                  {"reader", entry.text("reader")},
                  {"parts", value_of(entry.number("parts"))},
                  {"left_out", value_of(entry.number("left_out"))},
                  {"form", form_of(entry.content)},
                  {"entry_index", value_of(entry.index)}});
}

void captured(Reading& entry)
{
    const bool kept = !entry.field("item").is_null();
    entry.change(Kind::insert, "captures",
                 {{"id", entry.text("id")},
                  {"url", entry.text("url")},
                  {"item", kept ? Value(entry.text("item")) : Value()},
                  {"outcome", entry.text("outcome")},
                  {"captured_at", entry.text("at")},
                  {"form", form_of(entry.content)},
                  {"entry_index", value_of(entry.index)}});
}

void reading_failed(Reading& entry)
{
    entry.change(Kind::erase, "failed_readings", {{"item", entry.text("item")}});
    entry.change(Kind::insert, "failed_readings",
                 {{"item", entry.text("item")}, {"reason", entry.text("reason")}, {"entry_index", value_of(entry.index)}});
}

void text_read(Reading& entry)
{
    const element form = entry.field("text");
    const Text text = text_from_json(form, entry.where);
    entry.change(Kind::erase, "failed_readings", {{"item", entry.text("item")}});
    entry.change(Kind::erase, "texts", {{"item", entry.text("item")}});
    entry.change(Kind::insert, "texts",
                 {{"item", entry.text("item")},
                  {"title", text.title.value},
                  {"outlet", text.outlet.value},
                  {"language", text.language.value},
                  {"published", text.published.value},
                  {"url", text.url.value},
                  {"encoding", text.encoding},
                  {"reader", text.reader},
                  {"form", form_of(form)},
                  {"entry_index", value_of(entry.index)}});
}

void claim_row(Reading& entry, const element& form, std::uint64_t ordinal)
{
    Claim claim = claim_from_json(form, fmt::format("{}, claim {}", entry.where, ordinal + 1));
    if (claim.id.empty()) {
        fail("{}, claim {}: field 'id' is missing", entry.where, ordinal + 1);
    }
    const auto [from, to] = ends(claim.when ? std::optional(claim.when->range) : std::nullopt);
    const auto& count = claim.count;
    entry.change(Kind::insert, "claims",
                 {{"id", claim.id},
                  {"item", entry.text("item")},
                  {"ordinal", value_of(ordinal)},
                  {"quote", std::move(claim.quote)},
                  {"quote_start", value_of(std::uint64_t{claim.span.begin})},
                  {"quote_end", value_of(std::uint64_t{claim.span.end})},
                  {"act", std::move(claim.act)},
                  {"count_min", count ? value_of(count->bounds.min) : Value()},
                  {"count_max", count ? value_of(count->bounds.max) : Value()},
                  {"unit", count ? Value(std::string(to_string(count->unit))) : Value()},
                  {"approximate", count ? Value(std::int64_t{count->approximate}) : Value()},
                  {"rate", count && count->per != Rate::none ? Value(std::string(to_string(count->per))) : Value()},
                  {"trend", claim.trend ? Value(std::string(to_string(claim.trend->direction))) : Value()},
                  {"modality", std::string(to_string(claim.modality))},
                  {"victims", text_or_null(claim.victims)},
                  {"actors", text_or_null(claim.actors)},
                  {"places", list_form(form, "places")},
                  {"when_from", from},
                  {"when_to", to},
                  {"attribution", list_form(form, "attribution")},
                  {"form", form_of(form)},
                  {"entry_index", value_of(entry.index)}});
}

void claims_extracted(Reading& entry)
{
    const simdjson::dom::array claims = entry.list("claims");
    entry.change(Kind::erase, "claims", {{"item", entry.text("item")}});
    entry.change(Kind::erase, "extractions", {{"item", entry.text("item")}});
    entry.change(Kind::insert, "extractions",
                 {{"item", entry.text("item")},
                  {"engine", entry.text("engine")},
                  {"claims", value_of(std::uint64_t{claims.size()})},
                  {"entry_index", value_of(entry.index)}});
    std::uint64_t ordinal = 0;
    for (const element claim : claims) {
        claim_row(entry, claim, ordinal++);
    }
}

void event_rows(Reading& entry, const element& form, std::uint64_t ordinal)
{
    const Event event = event_from_json(tree_of(form, entry.where), fmt::format("{}, event {}", entry.where, ordinal + 1));
    const auto [from, to] = ends(event.period);
    entry.change(Kind::insert, "events",
                 {{"id", event.id},
                  {"ordinal", value_of(ordinal)},
                  {"act", event.act},
                  {"place", event.place},
                  {"period_from", from},
                  {"period_to", to},
                  {"form", form_of(form)},
                  {"entry_index", value_of(entry.index)}});
    for (std::size_t i = 0; i < event.claims.size(); ++i) {
        entry.change(Kind::insert, "event_claims",
                     {{"event_id", event.id},
                      {"ordinal", value_of(std::uint64_t{i})},
                      {"claim_id", event.claims[i]},
                      {"reason", i < event.reasons.size() ? event.reasons[i] : ""}});
    }
}

void figure_row(Reading& entry, const element& form, std::uint64_t ordinal)
{
    const Figure figure = figure_from_json(tree_of(form, entry.where), fmt::format("{}, figure {}", entry.where, ordinal + 1));
    const auto [from, to] = ends(figure.period);
    entry.change(Kind::insert, "figures",
                 {{"id", figure.id},
                  {"ordinal", value_of(ordinal)},
                  {"event_id", figure.event},
                  {"act", figure.act},
                  {"place", figure.place},
                  {"period_from", from},
                  {"period_to", to},
                  {"modality", std::string(to_string(figure.modality))},
                  {"unit", std::string(to_string(figure.unit))},
                  {"rate", std::string(to_string(figure.per))},
                  {"claimed_min", value_of(figure.claimed.min)},
                  {"claimed_max", value_of(figure.claimed.max)},
                  {"defensible_min", value_of(figure.defensible.min)},
                  {"defensible_max", value_of(figure.defensible.max)},
                  {"form", form_of(form)},
                  {"entry_index", value_of(entry.index)}});
}

void events_joined(Reading& entry)
{
    for (const std::string_view table : {"figures", "event_claims", "events", "joins"}) {
        entry.erase_all(table);
    }
    entry.change(Kind::insert, "joins",
                 {{"id", entry.text("id")},
                  {"joined_at", entry.text("at")},
                  {"joined_by", entry.text("by")},
                  {"method", entry.text("method")},
                  {"entry_index", value_of(entry.index)}});
    std::uint64_t ordinal = 0;
    for (const element event : entry.list("events")) {
        event_rows(entry, event, ordinal++);
    }
    ordinal = 0;
    for (const element figure : entry.list("figures")) {
        figure_row(entry, figure, ordinal++);
    }
}

void report_published(Reading& entry)
{
    entry.change(Kind::insert, "reports",
                 {{"id", entry.text("id")},
                  {"published_at", entry.text("at")},
                  {"published_by", entry.text("by")},
                  {"folder_hash", entry.text("folder_hash")},
                  {"form", form_of(entry.content)},
                  {"entry_index", value_of(entry.index)}});
}

void key_row(Reading& entry, Value succession)
{
    entry.change(Kind::insert, "keys",
                 {{"id", entry.text("id")},
                  {"key", entry.text("key")},
                  {"recorded_at", entry.text("at")},
                  {"recorded_by", entry.text("by")},
                  {"succession", std::move(succession)},
                  {"entry_index", value_of(entry.index)}});
}

void key_made(Reading& entry)
{
    key_row(entry, Value());
}

void key_changed(Reading& entry)
{
    key_row(entry, entry.text("succession"));
}

void checkpoint_signed(Reading& entry)
{
    entry.change(Kind::insert, "signed_checkpoints",
                 {{"id", entry.text("id")},
                  {"size", value_of(entry.number("size"))},
                  {"root", entry.text("root")},
                  {"note", entry.text("note")},
                  {"signed_at", entry.text("at")},
                  {"signed_by", entry.text("by")},
                  {"entry_index", value_of(entry.index)}});
}

void checkpoint_timestamped(Reading& entry)
{
    entry.change(Kind::insert, "timestamps",
                 {{"id", entry.text("id")},
                  {"size", value_of(entry.number("size"))},
                  {"authority", entry.text("authority")},
                  {"stamped_at", entry.text("stamped_at")},
                  {"reply", entry.text("reply")},
                  {"entry_index", value_of(entry.index)}});
}

/// What is told of items alone, or of the archive as a whole.
void recorded_only(Reading&) {}

/// A row for each item that an entry of any type names, in `item` or in the list `items`: the item's custody.
void item_entries(Reading& entry)
{
    const auto row = [&](element item) {
        std::string_view name;
        if (item.get(name) == simdjson::SUCCESS) {
            entry.change(Kind::insert_if_absent, "item_entries", {{"item", std::string(name)}, {"entry_index", value_of(entry.index)}});
        }
    };
    element named;
    if (entry.content.at_key("item").get(named) == simdjson::SUCCESS) {
        row(named);
    }
    simdjson::dom::array many;
    if (entry.content.at_key("items").get(many) == simdjson::SUCCESS) {
        for (const element item : many) {
            row(item);
        }
    }
}

void join_decided(Reading& entry)
{
    const Decision decision = decision_from_json(tree_of(entry.content, entry.where), entry.where);
    entry.change(Kind::insert, "decisions",
                 {{"id", decision.id},
                  {"kind", std::string(to_string(decision.kind))},
                  {"made_at", decision.at},
                  {"made_by", decision.by},
                  {"why", decision.why},
                  {"form", form_of(entry.content)},
                  {"entry_index", value_of(entry.index)}});
}

void decision_reversed(Reading& entry)
{
    entry.change(Kind::insert, "reversals",
                 {{"id", entry.text("id")},
                  {"decision", entry.text("decision")},
                  {"made_at", entry.text("at")},
                  {"made_by", entry.text("by")},
                  {"why", entry.text("why")},
                  {"entry_index", value_of(entry.index)}});
}

void review_made(Reading& entry)
{
    const Review review = review_from_json(tree_of(entry.content, entry.where), entry.where);
    entry.change(Kind::insert, "reviews",
                 {{"id", review.id},
                  {"of_what", review.of_event ? "event" : "claim"},
                  {"event_id", review.event},
                  {"status", std::string(to_string(review.status))},
                  {"reliability", review.reliability ? Value(std::string(to_string(*review.reliability))) : Value()},
                  {"made_at", review.at},
                  {"made_by", review.by},
                  {"why", review.why},
                  {"form", form_of(entry.content)},
                  {"entry_index", value_of(entry.index)}});
}

constexpr std::array<std::pair<std::string_view, void (*)(Reading&)>, 20> kinds{{{"archive_created", &archive_created},
                                                                                 {"item_collected", &item_collected},
                                                                                 {"container_read", &container_read},
                                                                                 {"captured", &captured},
                                                                                 {"reading_failed", &reading_failed},
                                                                                 {"text_read", &text_read},
                                                                                 {"claims_extracted", &claims_extracted},
                                                                                 {"events_joined", &events_joined},
                                                                                 {"report_published", &report_published},
                                                                                 {"package_exported", &recorded_only},
                                                                                 {"key_made", &key_made},
                                                                                 {"key_changed", &key_changed},
                                                                                 {"passphrase_changed", &recorded_only},
                                                                                 {"checkpoint_signed", &checkpoint_signed},
                                                                                 {"checkpoint_timestamped", &checkpoint_timestamped},
                                                                                 {"item_accessed", &recorded_only},
                                                                                 {"journal_exported", &recorded_only},
                                                                                 {"join_decided", &join_decided},
                                                                                 {"decision_reversed", &decision_reversed},
                                                                                 {"review_made", &review_made}}};

} // namespace

struct Projector::Parser {
    simdjson::dom::parser parser;
    std::string padded;
};

Projector::Projector() : m_parser(std::make_unique<Parser>()) {}
Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;
Projector::~Projector() = default;

std::vector<Change> Projector::project(std::uint64_t index, std::string_view entry)
{
    Reading reading{index, fmt::format("journal entry {}", index), {}, {}};
    std::string& padded = m_parser->padded;
    padded.reserve(entry.size() + simdjson::SIMDJSON_PADDING);
    padded = entry;
    if (const auto error = m_parser->parser.parse(padded.data(), padded.size(), false).get(reading.content)) {
        if (error == simdjson::MEMALLOC) {
            throw std::bad_alloc();
        }
        fail("{}: not JSON: {}", reading.where, simdjson::error_message(error));
    }
    const std::string type = reading.text("type");
    for (const auto& [name, make] : kinds) {
        if (name == type) {
            make(reading);
            item_entries(reading);
            return std::move(reading.changes);
        }
    }
    fail("{}: this version knows no entries of type '{}'", reading.where, type);
}

std::vector<Change> project(std::uint64_t index, std::string_view entry)
{
    return Projector().project(index, entry);
}

} // namespace khronika::store
