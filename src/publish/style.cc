// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/style.h"

#include "archive/sha256.h"

#include <array>
#include <cstdint>

namespace khronika::publish {

namespace {

constexpr std::string_view sheet = R"css(
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #55595f; --paper: #fdfcfa; --panel: #f3f1ec; --line: #d5d1c8;
  --link: #1b4f8a; --mark: #fbe9a9; --bar: #35618f; --point: #1b3a5c; --warn: #8a2b16; --warn-paper: #fbeae4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --soft: #a9adb3; --paper: #16181b; --panel: #202327;
  --line: #3a3e44; --link: #8dbbf0; --mark: #574a12; --bar: #6f9fd2; --point: #b9d6f5; --warn: #f0a48e; --warn-paper: #3a211a; } }
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; background: var(--paper); color: var(--ink);
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.skip:focus { left: .5rem; top: .5rem; }
.wrap { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
.top { border-bottom: 1px solid var(--line); }
.top .wrap { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between; padding-top: .7rem; padding-bottom: .7rem; }
.name { font-weight: 600; }
.top ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; overflow-wrap: break-word; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.1rem); margin: 1.6rem 0 .6rem; font-weight: 650; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
p, li, dd, blockquote { max-width: 44rem; }
.lead { font-size: 1.08rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.event { border-top: 1px solid var(--line); padding-top: .2rem; margin-top: 2rem; }
.event > h2 { margin-top: 1rem; margin-bottom: .1rem; }
.figures { list-style: none; margin: .8rem 0 0; padding: 0; }
.figures > li { max-width: none; background: var(--panel); border-radius: .4rem; padding: .8rem 1rem; margin: 0 0 .7rem; display: grid; gap: .2rem 1.5rem; grid-template-columns: minmax(0, 1fr); }
.count { font-size: 1.3rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.figures p { margin: .1rem 0; }
@media (min-width: 48rem) { .figures > li { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } .figures .chart { align-self: center; } }
.headline { font-size: clamp(1.9rem, 1.4rem + 2.4vw, 2.8rem); font-weight: 650; line-height: 1.2; margin: .6rem 0 .2rem; font-variant-numeric: tabular-nums; }
.conflict { background: var(--warn-paper); color: var(--warn); border-left: 4px solid var(--warn); padding: .5rem .8rem; margin: .6rem 0; border-radius: .2rem; }
.figures .conflict { grid-column: 1 / -1; margin: .3rem 0 0; }
.bounds { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: .8rem; margin: 1rem 0; padding: 0; list-style: none; }
.bounds li { background: var(--panel); border-radius: .4rem; padding: .7rem .9rem; }
.bounds span { display: block; color: var(--soft); font-size: .875rem; }
.bounds strong { font-size: 1.1rem; }
.facts { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: .25rem 1rem; margin: .8rem 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 32rem) { .facts { grid-template-columns: minmax(0, 1fr); gap: 0; } .facts dd { margin-bottom: .5rem; } }
.scroll { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .35rem; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); }
thead th { font-size: .875rem; color: var(--soft); font-weight: 600; }
tbody th { font-weight: 600; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
svg { display: block; overflow: visible; }
.chart { margin: 0; max-width: 40rem; }
.chart ul { list-style: none; margin: 0; padding: 0; }
.chart li { margin: 0 0 .5rem; max-width: none; }
.chart li p { margin: 0; font-size: .94rem; }
.chart .axis { stroke: var(--line); stroke-width: 2; }
.chart .bar { stroke: var(--bar); stroke-width: 7; }
.chart .open { stroke: var(--bar); stroke-width: 4; stroke-dasharray: 7 5; }
.chart .tick { stroke: var(--point); stroke-width: 3; }
.chart .point { fill: var(--point); }
.ends { display: flex; justify-content: space-between; gap: 1rem; margin: 0; max-width: none; color: var(--soft); font-size: .8125rem; font-variant-numeric: tabular-nums; }
.chart figcaption { color: var(--soft); font-size: .875rem; margin-bottom: .5rem; }
.quote { border-left: 3px solid var(--line); margin: 1.1rem 0; padding: .1rem 0 .1rem 1rem; }
.quote blockquote { margin: 0; font-size: 1.05rem; overflow-wrap: break-word; }
.quote p { margin: .25rem 0; }
.quote .chain { color: var(--ink); }
.items { list-style: none; padding: 0; }
.items li { border-top: 1px solid var(--line); padding: .7rem 0; }
.items p { margin: .15rem 0; }
.article { max-width: 48rem; background: var(--panel); border-radius: .4rem; padding: .3rem 1.2rem .8rem; overflow-wrap: break-word; }
mark { background: var(--mark); color: inherit; padding: .05em 0; }
mark:target, mark:has(> span:target) { outline: 2px solid var(--link); }
.ref { font-size: .75rem; margin-left: .2em; white-space: nowrap; }
code, pre, kbd { font-family: ui-monospace, "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: .88em; }
code { overflow-wrap: anywhere; }
pre { max-width: 48rem; background: var(--panel); border: 1px solid var(--line); border-radius: .3rem; padding: .7rem .9rem; line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin: .8rem 0; }
summary { cursor: pointer; }
.dropped { white-space: pre-line; overflow-wrap: break-word; }
.foot { border-top: 1px solid var(--line); margin-top: 3rem; padding: 1rem 0 2rem; color: var(--soft); font-size: .875rem; }
.foot p { max-width: none; overflow-wrap: anywhere; }
@media print { :root { --ink: #000; --soft: #333; --paper: #fff; --panel: #fff; --line: #999; --link: #000; --mark: #eee; --bar: #444; --point: #000; --warn: #000; --warn-paper: #fff; }
  html { font-size: 10.5pt; } .top nav, .skip { display: none; } .figures > li, .quote, tr, .bounds li { break-inside: avoid; border: 1px solid var(--line); } .quote { border-width: 0 0 0 3px; }
  tr { border: 0; } h2, h3 { break-after: avoid; } details > *:not(summary) { display: none; } }
)css";

std::string base64(const archive::Hash& hash)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < hash.size(); at += 3) {
        std::array<std::uint32_t, 3> bytes{};
        const std::size_t left = std::min<std::size_t>(3, hash.size() - at);
        for (std::size_t i = 0; i < left; ++i) {
            bytes.at(i) = hash.at(at + i);
        }
        const std::uint32_t group = bytes[0] << 16 | bytes[1] << 8 | bytes[2];
        for (std::size_t i = 0; i < 4; ++i) {
            out += i <= left ? letters[(group >> (18 - 6 * i)) & 63] : '=';
        }
    }
    return out;
}

} // namespace

std::string_view stylesheet()
{
    return sheet;
}

std::string content_policy()
{
    static const std::string policy =
        "default-src 'none'; style-src 'sha256-" + base64(archive::sha256(sheet)) + "'; img-src data:; base-uri 'none'; form-action 'none'";
    return policy;
}

} // namespace khronika::publish
