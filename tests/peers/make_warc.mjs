// SPDX-License-Identifier: GPL-3.0-or-later
// Writes WARC files by another program, warcio: make_warc.mjs FOLDER makes plain.warc and packed.warc.gz of the same records there and
// prints as JSON what each record holds: type, uri, id and the payload, base64 of the bytes as they were given and as a page means them.
import fs from "node:fs";
import path from "node:path";
import {brotliCompressSync, deflateSync, gzipSync} from "node:zlib";
import {WARCRecord, WARCSerializer} from "warcio";

const folder = process.argv[2];
const date = "2024-03-04T10:00:00Z";

async function* one(bytes) {
  yield bytes;
}

const page = (number, words) =>
  Buffer.from(`<html><head><meta charset="utf-8"><title>Сводка ${number}</title></head><body><p>${words}</p></body></html>\n`);
const words = "В Петербурге задержаны 48 мигрантов, сообщила 28 марта 2024 года полиция города.";
const chunked = (bytes) => {
  const out = [];
  for (let i = 0; i < bytes.length; i += 100) {
    const run = bytes.subarray(i, i + 100);
    out.push(Buffer.from(run.length.toString(16) + "\r\n"), run, Buffer.from("\r\n"));
  }
  return Buffer.concat([...out, Buffer.from("0\r\n\r\n")]);
};

const answers = [];
for (let i = 0; i < 40; ++i) {
  const meant = i % 10 === 9 ? Buffer.from(Uint8Array.from({length: 3000}, (_, k) => (k * 7 + i) % 251)) : page(i, `${words} № ${i}`);
  const packing = [["", (x) => x], ["gzip", gzipSync], ["br", brotliCompressSync], ["deflate", deflateSync]][i % 4];
  const inChunks = i % 3 === 1;
  const packed = packing[1](meant);
  const headers = {"Content-Type": i % 10 === 9 ? "application/octet-stream" : "text/html; charset=utf-8"};
  if (packing[0]) {
    headers["Content-Encoding"] = packing[0];
  }
  if (inChunks) {
    headers["Transfer-Encoding"] = "chunked";
  }
  answers.push({url: `http://site.example/${i}?q=%D1%8F`, status: i % 8 === 7 ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 200 OK", headers, meant,
                block: inChunks ? chunked(packed) : packed});
}

const made = [];
for (const [name, gzip, warcVersion] of [["plain.warc", false, "WARC/1.0"], ["packed.warc.gz", true, "WARC/1.1"]]) {
  const runs = [await WARCSerializer.serialize(await WARCRecord.createWARCInfo({filename: name, warcVersion}, {software: "warcio"}), {gzip})];
  for (const answer of answers) {
    const request = await WARCRecord.create({url: answer.url, date, type: "request", warcVersion, httpHeaders: {Host: "site.example"},
                                             statusline: "GET / HTTP/1.1"}, one(new Uint8Array()));
    const record = await WARCRecord.create({url: answer.url, date, type: "response", warcVersion, httpHeaders: answer.headers, statusline: answer.status},
                                           one(new Uint8Array(answer.block)));
    runs.push(await WARCSerializer.serialize(request, {gzip}), await WARCSerializer.serialize(record, {gzip}));
    made.push({file: name, uri: answer.url, id: record.warcHeader("WARC-Record-ID").replace(/^<|>$/g, ""), status: answer.status, meant: answer.meant.toString("base64")});
  }
  const note = await WARCRecord.create({url: `http://site.example/note-${name}`, date, type: "resource", warcVersion, warcHeaders: {"Content-Type": "text/plain"}},
                                       one(Buffer.from(`Заметка ${name}: ${words}\n`)));
  runs.push(await WARCSerializer.serialize(note, {gzip}));
  made.push({file: name, uri: `http://site.example/note-${name}`, id: note.warcHeader("WARC-Record-ID").replace(/^<|>$/g, ""), status: "",
             meant: Buffer.from(`Заметка ${name}: ${words}\n`).toString("base64")});
  fs.writeFileSync(path.join(folder, name), Buffer.concat(runs.map((run) => Buffer.from(run))));
}
console.log(JSON.stringify(made));
