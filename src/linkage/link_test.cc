// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/link.h"

#include "support/people.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace khronika::linkage {

namespace {

const std::vector<Field> people_fields = {{"given", Kind::given_name},
                                          {"surname", Kind::surname},
                                          {"patronymic", Kind::patronymic},
                                          {"birth_date", Kind::date},
                                          {"place", Kind::place}};

Table table_of(const std::vector<test::PersonRecord>& records, bool transliterate = true)
{
    TableBuilder builder(people_fields, {transliterate, {}});
    for (const test::PersonRecord& record : records) {
        const std::vector<std::string_view> values(record.values.begin(), record.values.end());
        builder.add(record.list, values);
    }
    return builder.finish();
}

Linked link_table(const Table& table, LinkOptions options = {})
{
    const Comparer comparer(table);
    return link(comparer, options);
}

/// The persons as sets of records in the order in which they were added.
std::set<std::set<std::uint32_t>> persons(const Table& table, const Linked& linked)
{
    std::map<std::uint32_t, std::set<std::uint32_t>> by_person;
    for (std::size_t r = 0; r < table.size(); ++r) {
        by_person[linked.person[r]].insert(table.original[r]);
    }
    std::set<std::set<std::uint32_t>> out;
    for (const auto& [person, members] : by_person) {
        out.insert(members);
    }
    return out;
}

double f1_of(const Table& table, const Linked& linked, const std::vector<test::PersonRecord>& records)
{
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> both;
    std::map<std::uint32_t, double> found;
    std::map<std::uint32_t, double> real;
    for (std::size_t r = 0; r < table.size(); ++r) {
        const std::uint32_t truth = records[table.original[r]].person;
        ++both[{linked.person[r], truth}];
        ++found[linked.person[r]];
        ++real[truth];
    }
    const auto pairs = [](const auto& counts) {
        double out = 0;
        for (const auto& [key, count] : counts) {
            out += count * (count - 1) / 2;
        }
        return out;
    };
    return 2 * pairs(both) / (pairs(found) + pairs(real));
}

std::uint32_t record_of(const Table& table, std::uint32_t added)
{
    return static_cast<std::uint32_t>(std::ranges::find(table.original, added) - table.original.begin());
}

} // namespace

TEST(Link, CountsPeopleOfCentralAsiaAndRussiaOnceAcrossScripts)
{
    const auto records = test::PeopleMaker(7).make(20'000);
    const Table table = table_of(records);
    const double f1 = f1_of(table, link_table(table), records);
    const Table plain = table_of(records, false);
    const double without = f1_of(plain, link_table(plain), records);
    RecordProperty("f1", std::to_string(f1));
    RecordProperty("f1_without_transliteration", std::to_string(without));
    EXPECT_GE(f1, 0.95);
    EXPECT_LT(without, f1 - 0.1) << "the control: without keys lists in two scripts cannot be linked by names";
}

TEST(Link, TheOrderOfRecordsAndListsChangesNothing)
{
    const auto records = test::PeopleMaker(3).make(1'500);
    const Table table = table_of(records);
    auto turned = records;
    std::ranges::reverse(turned);
    for (auto& record : turned) {
        record.list = 2 - record.list;
    }
    const Table other = table_of(turned);
    const auto expected = persons(table, link_table(table));
    std::set<std::set<std::uint32_t>> back;
    for (const auto& members : persons(other, link_table(other))) {
        std::set<std::uint32_t> mirrored;
        for (const std::uint32_t m : members) {
            mirrored.insert(static_cast<std::uint32_t>(records.size()) - 1 - m);
        }
        back.insert(mirrored);
    }
    EXPECT_EQ(back, expected);
}

TEST(Link, TheNumberOfThreadsChangesNothing)
{
    const auto records = test::PeopleMaker(4).make(2'500);
    const Table table = table_of(records);
    LinkOptions options;
    options.blocking.all_pairs_below = 0;
    const Linked one = link_table(table, options);
    options.threads = 3;
    const Linked three = link_table(table, options);
    EXPECT_EQ(one.person, three.person);
    EXPECT_EQ(one.edges, three.edges);
    EXPECT_EQ(one.compared, three.compared);
    EXPECT_EQ(one.model, three.model);
    EXPECT_EQ(model_json(one.model, table), model_json(three.model, table));
}

TEST(Link, ADoubledListGivesEachRecordItsTwin)
{
    auto records = test::PeopleMaker(5).make(800);
    std::erase_if(records, [](const test::PersonRecord& r) { return r.list != 0 || r.values[3].size() < 8; });
    const auto single = static_cast<std::uint32_t>(records.size());
    for (std::uint32_t i = 0; i < single; ++i) {
        records.push_back(records[i]);
        records.back().list = 1;
    }
    const Table table = table_of(records);
    const Linked linked = link_table(table);
    for (std::uint32_t i = 0; i < single; ++i) {
        EXPECT_EQ(linked.person[record_of(table, i)], linked.person[record_of(table, i + single)]) << i;
    }
}

TEST(Link, DecisionsOfPeopleHold)
{
    const auto records = test::PeopleMaker(6).make(600);
    const Table table = table_of(records);
    const Linked before = link_table(table);
    LinkOptions options;
    std::map<std::uint32_t, std::uint32_t> first;
    for (std::uint32_t r = 0; r < table.size() && options.cannot_link.size() < 20; ++r) {
        const auto [at, fresh] = first.try_emplace(before.person[r], r);
        if (!fresh && at->second != table.size()) {
            options.cannot_link.emplace_back(at->second, r);
            at->second = static_cast<std::uint32_t>(table.size());
        }
    }
    std::set<std::uint32_t> decided;
    for (const auto& [a, b] : options.cannot_link) {
        decided.insert(before.person[a]);
    }
    std::vector<std::uint32_t> free;
    for (std::uint32_t r = 0; r < table.size(); ++r) {
        if (!decided.contains(before.person[r])) {
            free.push_back(r);
        }
    }
    for (std::size_t i = 0; i + 1 < free.size() && i < 40; i += 2) {
        options.must_link.emplace_back(free[i], free[i + 1]);
    }
    ASSERT_EQ(options.cannot_link.size(), 20U);
    const Linked after = link_table(table, options);
    for (const auto& [a, b] : options.must_link) {
        EXPECT_EQ(after.person[a], after.person[b]);
    }
    for (const auto& [a, b] : options.cannot_link) {
        EXPECT_NE(after.person[a], after.person[b]);
    }
    options.must_link.push_back(options.cannot_link.front());
    EXPECT_THROW((void)link_table(table, options), std::exception);
}

TEST(Link, NoListHasAPersonTwiceWhereThatIsSaid)
{
    const auto records = test::PeopleMaker(8).make(900);
    const Table table = table_of(records);
    LinkOptions options;
    options.one_a_list = true;
    const Linked linked = link_table(table, options);
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (std::size_t r = 0; r < table.size(); ++r) {
        EXPECT_TRUE(seen.emplace(linked.person[r], table.list[r]).second);
    }
}

TEST(Link, AModelIsReadBackAsItWasSaved)
{
    const auto records = test::PeopleMaker(9).make(1'000);
    const Table table = table_of(records);
    const Comparer comparer(table);
    const Linked learnt = link(comparer, {});
    LinkOptions options;
    options.model = model_from_json(model_json(learnt.model, table), comparer, "model.json");
    const Linked loaded = link(comparer, options);
    EXPECT_EQ(loaded.person, learnt.person);
    EXPECT_EQ(loaded.edges, learnt.edges);
    EXPECT_THROW((void)model_from_json("{}", comparer, "model.json"), std::exception);
    EXPECT_THROW((void)model_from_json("[", comparer, "model.json"), std::exception);
}

TEST(Blocks, NoPairIsMadeTwice)
{
    const auto records = test::PeopleMaker(10).make(2'000);
    const Table table = table_of(records);
    const Comparer comparer(table);
    BlockingOptions options;
    options.all_pairs_below = 0;
    std::vector<Rule> rules = propose_rules(comparer, options);
    ASSERT_GT(rules.size(), 2U);
    const Blocks blocks(table, rules, true, 2);
    std::set<std::pair<std::uint32_t, std::uint32_t>> own;
    std::set<std::pair<std::uint32_t, std::uint32_t>> all;
    std::vector<std::uint64_t> made(rules.size());
    for (std::size_t task = 0; task < blocks.tasks(); ++task) {
        blocks.for_each_own_pair(
            task, [](std::uint32_t, std::uint32_t) { return true; },
            [&](std::uint32_t a, std::uint32_t b) { EXPECT_TRUE(own.emplace(a, b).second); });
        blocks.for_each_pair(task, [&](std::uint32_t a, std::uint32_t b) {
            ++made[blocks.rule_of(task)];
            all.emplace(a, b);
        });
    }
    EXPECT_EQ(own, all);
    for (std::size_t r = 0; r < rules.size(); ++r) {
        EXPECT_EQ(made[r], rules[r].pairs) << "the pairs are told before they are made";
    }
}

TEST(Link, AbsentValuesAreNoEvidence)
{
    TableBuilder builder(people_fields, {});
    const std::vector<std::string_view> nothing(5);
    const std::vector<std::string_view> unknown = {"unknown", "", "н", "неизвестно", ""};
    for (int i = 0; i < 30; ++i) {
        builder.add(0, nothing);
        builder.add(1, unknown);
    }
    const Table table = builder.finish();
    const Linked linked = link_table(table);
    for (std::uint32_t r = 0; r < table.size(); ++r) {
        EXPECT_EQ(linked.person[r], r);
    }
    EXPECT_FALSE(linked.model.warnings.empty());
}

TEST(Link, FewRecordsAreLinkedToo)
{
    for (const std::size_t count : {0U, 1U, 2U}) {
        TableBuilder builder(people_fields, {});
        const std::vector<std::string_view> values = {"Рустам", "Каримов", "Алиевич", "1984-03-07", "Душанбе"};
        for (std::size_t i = 0; i < count; ++i) {
            builder.add(static_cast<std::uint32_t>(i), values);
        }
        const Table table = builder.finish();
        EXPECT_EQ(link_table(table).person.size(), count);
    }
}

} // namespace khronika::linkage
