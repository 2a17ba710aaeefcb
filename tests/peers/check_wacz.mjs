// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a WACZ by the programs of others: wabac's ZIP reader, warcio's records and index, WebCrypto's signatures.
// Prints what it found as JSON; anything that does not fit ends it with an error.
import {createHash, webcrypto} from "node:crypto";
import fs from "node:fs";
import {Readable} from "node:stream";
import {ZipRangeReader, createLoader} from "@webrecorder/wabac";
import {CDXIndexer, WARCParser} from "warcio";

const path = process.argv[2];

function must(condition, message) {
  if (!condition) {
    throw new Error(message);
  }
}

const bytes = new Uint8Array(fs.readFileSync(path));
const zip = new ZipRangeReader(await createLoader({url: "package.wacz", extra: {arrayBuffer: bytes}}));
const entries = await zip.load();

async function read(name) {
  const {reader} = await zip.loadFile(name, {unzip: false});
  return reader.readFully();
}

const text = async (name) => new TextDecoder().decode(await read(name));
const datapackage = JSON.parse(await text("datapackage.json"));
for (const resource of datapackage.resources) {
  const body = await read(resource.path);
  must("sha256:" + createHash("sha256").update(body).digest("hex") === resource.hash, "hash of " + resource.path);
}

const digest = JSON.parse(await text("datapackage-digest.json"));
const signed = digest.signedData;
let signature = null;
if (signed) {
  const curve = {name: "ECDSA", namedCurve: "P-384"};
  const key = await webcrypto.subtle.importKey("spki", Buffer.from(signed.publicKey, "base64"), curve, true, ["verify"]);
  signature = await webcrypto.subtle.verify({name: "ECDSA", hash: "SHA-256"}, key, Buffer.from(signed.signature, "base64"),
                                            new TextEncoder().encode(signed.hash));
  must(signature, "the signature of datapackage.json");
}

const warc = await read("archive/data.warc.gz");
const records = [];
for await (const record of new WARCParser(Readable.from([warc]))) {
  const payload = await record.readFully(false);
  must(String(payload.length) === record.warcHeaders.headers.get("Content-Length"), "the length of a record");
  const hash = "sha256:" + createHash("sha256").update(payload).digest("hex");
  must(record.warcHeaders.headers.get("WARC-Block-Digest") === hash, "the digest of a record");
  records.push({type: record.warcType, uri: record.warcTargetURI});
}

const expected = [];
for await (const line of new CDXIndexer({format: "cdxj"}).iterIndex([{filename: "data.warc.gz", reader: Readable.from([warc])}])) {
  expected.push([line.urlkey.toLowerCase(), line.timestamp, line.url, String(line.offset), String(line.length)].join(" "));
}
const found = (await text("indexes/index.cdx")).trimEnd().split("\n").map((line) => {
  const [key, time] = line.split(" ", 2);
  const fields = JSON.parse(line.slice(line.indexOf("{")));
  return [key, time, fields.url, fields.offset, fields.length].join(" ");
});
must(expected.sort().join("\n") === found.sort().join("\n"), "the index:\n" + expected.join("\n") + "\nand\n" + found.join("\n"));

console.log(JSON.stringify({entries: Object.keys(entries).length, records: records.length, signature}));
