// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/html.h"
#include "publish/pages.h"

#include <fmt/format.h>

namespace khronika::publish {

namespace {

// RFC 9162, section 2.1.3.2, with nothing but Python's own library.
constexpr std::string_view proof_program = R"py(python3 - <<'END'
import hashlib, json
sha = lambda b: hashlib.sha256(b).digest()
log = json.load(open("journal.json", encoding="utf-8"))
for entry in log["entries"]:
    node, index, last = bytes.fromhex(entry["leaf_hash"]), entry["index"], log["size"] - 1
    if entry["entry"] is not None:
        assert sha(b"\0" + entry["entry"].encode()) == node, "entry and leaf differ"
    for step in map(bytes.fromhex, entry["proof"]):
        if index % 2 or index == last:
            node = sha(b"\1" + step + node)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = sha(b"\1" + node + step)
        index, last = index // 2, last // 2
    assert last == 0 and node.hex() == log["root"], entry["index"]
print(len(log["entries"]), "entries are in the tree", log["root"])
END)py";

std::string pre(std::string_view commands)
{
    return "<pre><code>" + escaped(commands) + "</code></pre>\n";
}

// The figure that serves as the example: the one that most claims support.
const Figure* example_of(const View& view)
{
    const Figure* best = nullptr;
    std::size_t most = 0;
    for (const Figure& figure : view.figures()) {
        std::size_t claims = 0;
        for (const RivalCount& rival : figure.rivals) {
            claims += rival.claims.size();
        }
        if (!suppressed(figure) && claims > most) {
            best = &figure;
            most = claims;
        }
    }
    return best;
}

std::string example(const View& view, const Figure& figure)
{
    const Claim& claim = view.claim(figure.rivals.front().claims.front());
    std::string out = "<h2>2. One number, back to the words and the bytes</h2>\n<p>The figure <a href=\"" + View::figure_page(figure) +
                      "\">" + escaped(view.count(figure)) + "</a> as an example. Its line, and the claim that was told first:</p>\n";
    out += pre(fmt::format("grep '^{}' figures.csv\ngrep '\"id\":\"{}\"' claims.jsonl", figure.id, claim.id));
    if (!view.input().with_items) {
        return out +
               "<p>This report was made without the items, so the quote cannot be looked up here. Ask the archive for the item <code>" +
               escaped(claim.item) + "</code>; its <code>sha256sum</code> must be that name.</p>\n";
    }
    out += "<p>The claim gives an item and the bytes, from <code>start</code> to <code>end</code>, where its quote stands in the item's "
           "text:</p>\n";
    out += pre(fmt::format("tail -c +{} texts/{}.txt | head -c {}; echo", claim.span.begin + 1, claim.item, claim.span.size()));
    out += "<p>That must print the quote. The item is named by the hash of its bytes, so this must print the item's name:</p>\n";
    out += pre("sha256sum " + View::evidence_path(claim.item));
    return out + "<p>Read the item itself with any viewer that runs no scripts, for instance <code>less</code>: a saved page may load "
                 "things from "
                 "the network when a browser opens it.</p>\n";
}

} // namespace

std::string check_page(const View& view)
{
    std::string body =
        "<h1>How to check this report</h1>\n<p class=\"lead\">You need no trust in whoever made it and no program of theirs: a "
        "terminal in the report's folder and the usual tools of any Linux or macOS are enough.</p>\n";
    body += "<h2>1. Every file is as it was published</h2>\n" + pre("sha256sum -c --quiet manifest.sha256 && echo all files are as listed");
    body += "<p>Whoever published the report can tell you the hash of the list itself; compare it with:</p>\n" +
            pre("sha256sum manifest.sha256");
    if (const Figure* figure = example_of(view)) {
        body += example(view, *figure);
    }
    body += "<h2>3. The journal</h2>\n<p>The archive writes down every collection and every join in a journal that can only grow: a Merkle "
            "tree as "
            "in RFC 6962. Its size was " +
            std::to_string(view.input().tree_size) + " and its root</p>\n" + pre(view.input().tree_root) +
            "<p>when the report was made. The file <code>journal.json</code> proves that the entries behind this report are in that tree; "
            "this program checks it:</p>\n" +
            pre(proof_program) +
            "<p>Anyone who holds an earlier or later root of the same archive can ask it to prove that one tree extends the other.</p>\n";
    body += "<h2>4. The figures follow from the claims</h2>\n<p>Khronika makes the figures again from <code>claims.jsonl</code>, "
            "<code>items.json</code> and <code>method/</code>, and compares:</p>\n" +
            pre("khronika verify .");
    body += "<p>What this cannot show: that a text tells the truth, or that it was published when it says so. It shows that the texts say "
            "what the figures say they say, and that nothing was changed since.</p>\n";
    return to_html({"How to check: " + view.input().title, body, "", "check", view.input().title, view.footer("")});
}

} // namespace khronika::publish
