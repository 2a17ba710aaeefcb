# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound files of every format that is read, made from the standard library alone. A format whose parts carry lengths, checksums or
compression is given as parts and a function that packs them, so that a part can be damaged and the whole still be taken for sound."""
import email.message
import email.policy
import gzip
import io
import json
import pathlib
import struct
import tarfile
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATE = (2024, 3, 4, 10, 0, 0)


def texts():
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/eval/tune").glob("*.txt"))]


def lines(number, count=8):
    return [line for line in texts()[number % len(texts())].splitlines() if line][:count]


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(info, data)
    return out.getvalue()


def stored(parts):
    return zipped(parts, zipfile.ZIP_STORED)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- tables

def csv_parts(number):
    mark = ",;\t"[number % 3]
    rows = [mark.join(("date", "place", "count", "remark"))]
    for i, line in enumerate(lines(number)):
        rows.append(mark.join((f"2024-03-{i + 1:02}", '"Люберцы"', f"{i * 17},5" if mark != "," else f'"{i * 17},5"', '"' + line.replace('"', '""') + '"')))
    return [("table.csv", "\r\n".join(rows).encode(("utf-8", "windows-1251", "utf-16")[number % 3], "replace"))]


def xlsx_parts(number):
    strings = lines(number)
    shared = "".join(f"<si><t>{escaped(text)}</t></si>" for text in strings)
    rows = "".join(f'<row r="{i + 1}"><c r="A{i + 1}" t="s"><v>{i}</v></c><c r="B{i + 1}" s="1"><v>{45000 + i}</v></c>'
                   f'<c r="C{i + 1}"><f>SUM(B1:B{i + 1})</f><v>{i}.25</v></c><c r="D{i + 1}" t="inlineStr"><is><r><t>Люберцы</t></r></is></c>'
                   f'<c r="E{i + 1}" t="b"><v>1</v></c><c r="F{i + 1}" t="e"><v>#N/A</v></c></row>' for i in range(len(strings)))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return [(name, (head + content).encode()) for name, content in (
        ("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                                '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook {main} xmlns:r="{office}"><workbookPr date1904="{number % 2}"/><sheets><sheet name="Суды" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
                                       f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
                                       f'<Relationship Id="rId3" Type="{office}/styles" Target="styles.xml"/></Relationships>'),
        ("xl/styles.xml", f'<styleSheet {main}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd.mm.yyyy hh:mm"/></numFmts>'
                          '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'),
        ("xl/sharedStrings.xml", f'<sst {main} count="{len(strings)}" uniqueCount="{len(strings)}">{shared}</sst>'),
        ("xl/worksheets/sheet1.xml", f'<worksheet {main}><dimension ref="A1:F{len(strings)}"/><sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'))]


def ods_parts(number):
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    rows = "".join(f'<table:table-row table:number-rows-repeated="{i % 3 + 1}"><table:table-cell office:value-type="string"><text:p>{escaped(line)}<text:s text:c="3"/>'
                   f'<text:span>б</text:span></text:p></table:table-cell><table:table-cell office:value-type="float" office:value="{i}.5"><text:p>{i},5</text:p></table:table-cell>'
                   f'<table:table-cell office:value-type="date" office:date-value="2024-03-0{i % 9 + 1}" table:number-columns-repeated="2"/><table:covered-table-cell/></table:table-row>'
                   for i, line in enumerate(lines(number)))
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>' \
              f'<table:table table:name="Суды">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    return [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.encode())]


# --- pages and pictures

def pdf_parts(number):
    shown = "".join(f"BT /F1 11 Tf 50 {780 - 14 * i} Td ({line.encode('latin-1', 'replace').decode('latin-1').replace('(', '[').replace(')', ']')[:90]}) Tj ET\n"
                    for i, line in enumerate(lines(number, 20)))
    stream = shown.encode("latin-1", "replace")
    filters = b""
    if number % 2:
        stream, filters = zlib.compress(stream), b"/Filter /FlateDecode "
    picture = bytes(range(48))
    objects = [b"<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> >> >>" % (90 * (number % 4)),
               b"<< " + filters + b"/Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
               b"<< /Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 48 >>\nstream\n" + picture + b"\nendstream",
               b"<< /Type /Outlines /First 8 0 R /Last 8 0 R >>", b"<< /Title (Part) /Parent 7 0 R /Dest [3 0 R /Fit] >>",
               b"<< /Title (Report %d) /CreationDate (D:20240304100000+03'00') >>" % number]
    return [(str(i + 1), body) for i, body in enumerate(objects)]


def pdf_of(parts):
    out, places = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", []
    for name, body in parts:
        places.append(len(out))
        out += name.encode() + b" 0 obj\n" + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table + \
        b"trailer\n<< /Size %d /Root 1 0 R /Info 9 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))


def png_parts(number):
    width, height = 40 + number % 3 * 8, 24
    kind, channels = ((0, 1), (2, 3), (6, 4))[number % 3]
    rows = b"".join(bytes([number % 5]) + bytes((x * 7 + y * 13 + number) % 256 if x // channels % 9 < 3 else 255 for x in range(width * channels)) for y in range(height))
    exif = tiff(number)
    return [("IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)), ("pHYs", struct.pack(">IIB", 11811, 11811, 1)), ("eXIf", exif),
            ("tEXt", b"Comment\0made for a test"), ("IDAT", zlib.compress(rows)), ("IEND", b"")]


def png_of(parts):
    out = b"\x89PNG\r\n\x1a\n"
    for name, data in parts:
        out += struct.pack(">I", len(data)) + name.encode() + data + struct.pack(">I", zlib.crc32(name.encode() + data))
    return out


def tiff(number):
    """Maker, time, and a place on the map, as Exif holds them."""
    entries = [(0x010F, 2, b"Maker %d\0" % number), (0x0132, 2, b"2024:03:04 10:00:00\0"), (0x0112, 3, struct.pack("<H", 1 + number % 8))]
    gps = [(1, 2, b"N\0"), (2, 5, struct.pack("<6I", 55, 1, 45, 1, 2112, 100)), (3, 2, b"E\0"), (4, 5, struct.pack("<6I", 37, 1, 37, 1, 0, 1))]

    def folder(entries, at, more=b""):
        count = len(entries) + (1 if more else 0)
        after = at + 2 + 12 * count + 4
        head, tail = struct.pack("<H", count), b""
        for tag, kind, value in entries:
            size = {2: 1, 3: 2, 5: 8}[kind]
            field = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack("<I", after + len(tail))
            tail += b"" if len(value) <= 4 else value + b"\0" * (len(value) % 2)
            head += struct.pack("<HHI", tag, kind, len(value) // size) + field
        if more:
            head += struct.pack("<HHII", 0x8825, 4, 1, after + len(tail))
        return head + struct.pack("<I", 0) + tail

    first = folder(entries, 8, b"gps")
    return b"II*\0" + struct.pack("<I", 8) + first + folder(gps, 8 + len(first))


def jpeg_parts(number):
    """Grey blocks: each is a difference of 4 to 7 and nothing else, five bits."""
    across, down = 5, 3
    bits = "".join("0" + ("011", "000", "111", "100")[(i * 7 + number) % 4] + "0" for i in range(across * down))
    bits += "1" * (-len(bits) % 8)
    scan = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)).replace(b"\xFF", b"\xFF\0")
    counts = bytes([1] + [0] * 15)
    return [("E0", b"JFIF\0\1\1\1\0\x48\0\x48\0\0"), ("E1", b"Exif\0\0" + tiff(number)), ("FE", b"made for a test"), ("DB", b"\0" + bytes(range(1, 65))),
            ("C0", struct.pack(">BHHB", 8, down * 8, across * 8, 1) + b"\1\x11\0"), ("C4", b"\0" + counts + b"\3"), ("C4", b"\x10" + counts + b"\0"),
            ("DA", b"\1\1\0\0\x3F\0"), ("", scan)]


def jpeg_of(parts):
    out = b"\xFF\xD8"
    for name, data in parts:
        out += bytes.fromhex("FF" + name) + struct.pack(">H", (len(data) + 2) & 0xFFFF) + data if name else data
    return out + b"\xFF\xD9"


# --- containers

def letter(number, attached=True):
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "Иван <ivan@example.org>", "desk@example.org", f"Сводка {number}"
    message["Date"], message["Message-ID"] = "Mon, 4 Mar 2024 10:00:00 +0300", f"<{number}@example.org>"
    charset = ("koi8-r", "utf-8", "windows-1251")[number % 3]
    text = "\n\n".join(lines(number)).encode(charset, "replace").decode(charset)
    message.set_content(text, charset=charset, cte=("quoted-printable", "base64", "8bit")[number % 3])
    if number % 2:
        message.add_alternative("<p>" + "</p><p>".join(lines(number)) + "</p>", subtype="html")
    if attached:
        message.add_attachment(csv_parts(number)[0][1], maintype="text", subtype="csv", filename="Суды.csv")
    if number % 4 == 3 and attached:
        message.add_attachment(email.message_from_bytes(letter(number + 1, False), policy=email.policy.default))
    return message.as_bytes()


def mail_parts(number):
    head, _, body = letter(number).partition(b"\n\n")
    return [("head", head), ("body", body)]


def mail_of(parts):
    return b"\n\n".join(data for _, data in parts)


def mbox_parts(number):
    return [(str(i), letter(number + i, i == 0)) for i in range(3)]


def mbox_of(parts):
    return b"".join(b"From a@b.example Mon Mar  4 10:00:00 2024\n" + data.replace(b"\nFrom ", b"\n>From ") + b"\n\n" for _, data in parts)


def telegram_parts(number):
    messages = [{"id": 1, "type": "service", "date_unixtime": "1709546000", "action": "create_channel"}]
    for i, line in enumerate(lines(number, 4)):
        messages.append({"id": i + 2, "type": "message", "date": "2024-03-04T13:00:00", "date_unixtime": "1709546400", "from": "Мониторинг", "from_id": "channel7",
                         "text": line if i % 2 else ["Сводка: ", {"type": "bold", "text": line}, {"type": "text_link", "text": "ссылка", "href": "https://example.org"}],
                         "photo": "photos/a.jpg" if i else "../../../../etc/hostname", "reply_to_message_id": 1, "forwarded_from": "Юг" if i % 2 else None})
    chat = {"name": "Мониторинг", "type": "public_channel", "id": 7, "messages": messages}
    return [("result.json", json.dumps({"chats": {"list": [chat]}} if number % 4 == 3 else chat, ensure_ascii=number % 2 == 0, indent=1).encode())]


def record(kind, uri, block, number):
    head = f"WARC/1.{number % 2}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-03-04T10:00:00Z\r\nWARC-Target-URI: {uri}\r\n"
    return f"{head}Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def warc_parts(number):
    body = ("<html><head><title>Страница</title></head><body><p>" + "</p><p>".join(lines(number)) + "</p></body></html>").encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    chunked = b"".join(b"%x\r\n" % len(body[i:i + 500]) + body[i:i + 500] + b"\r\n" for i in range(0, len(body), 500)) + b"0\r\n\r\n"
    squeezed = gzip.compress(body, mtime=0)
    return [("0", record("warcinfo", "", b"software: a test\r\n", 0)), ("1", record("response", "http://site.example/", answer + b"\r\n" + body, 1)),
            ("2", record("request", "http://site.example/", b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n", 2)),
            ("3", record("response", "http://site.example/2", answer + b"Transfer-Encoding: chunked\r\n\r\n" + chunked, 3)),
            ("4", record("response", "http://site.example/3", answer + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(squeezed) + squeezed, 4)),
            ("5", record("resource", "http://site.example/4.csv", csv_parts(number)[0][1], 5)), ("6", record("revisit", "http://site.example/", answer + b"\r\n", 6))]


def warc_of(parts):
    return b"".join(data for _, data in parts)


def warc_gz_of(parts):
    return b"".join(gzip.compress(data, mtime=0) for _, data in parts)


def wacz_parts(number):
    data = warc_gz_of(warc_parts(number))
    package = {"profile": "data-package", "resources": [{"name": "data.warc.gz", "path": "archive/data.warc.gz", "bytes": len(data)}, {"path": "pages/pages.jsonl", "hash": "sha256:" + "0" * 64}]}
    return [("archive/data.warc.gz", data), ("pages/pages.jsonl", b'{"format": "json-pages-1.0"}\n{"url": "http://site.example/", "ts": "2024-03-04T10:00:00Z"}\n'),
            ("datapackage.json", json.dumps(package).encode())]


def zip_parts(number):
    inner = zipped([("глубже/текст.txt", "\n\n".join(lines(number)).encode())])
    return [("Чат/result.json", telegram_parts(number)[0][1]), ("Чат/photos/a.jpg", jpeg_of(jpeg_parts(number))), ("внутри.zip", inner),
            ("../../tmp/khronika-escape.txt", b"harmless"), ("суды.csv", csv_parts(number)[0][1])]


def tar_of(parts):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in parts:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()
