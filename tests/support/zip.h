// SPDX-License-Identifier: GPL-3.0-or-later
// ZIP files, workbooks and OpenDocument tables made in memory.
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace khronika::support {

using Part = std::pair<std::string, std::string>;

inline std::string zip_of(const std::vector<Part>& parts)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* const file = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    for (const auto& [name, content] : parts) {
        zip_source_t* const source = zip_source_buffer(file, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(file, name.c_str(), source, ZIP_FL_OVERWRITE);
        zip_file_set_mtime(file, static_cast<zip_uint64_t>(index), 1700000000, 0);
        zip_set_file_compression(file, static_cast<zip_uint64_t>(index), name == "mimetype" ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 9);
    }
    if (zip_close(file) != 0) {
        throw std::runtime_error("the ZIP file could not be made");
    }
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string out(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, out.data(), out.size());
    zip_source_close(target);
    zip_source_free(target);
    return out;
}

/// A workbook: `sheets` are the <sheet> elements with r:id rId1 ..., each of `data` what stands within a worksheet.
inline std::string xlsx_of(const std::string& sheets, const std::vector<std::string>& data, const std::string& strings = "",
                           const std::string& styles = "", const std::string& properties = "")
{
    const std::string names = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" )"
                              R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
    std::string relations = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    std::vector<Part> parts{{"[Content_Types].xml", "<Types/>"},
                            {"xl/workbook.xml", "<workbook " + names + ">" + properties + "<sheets>" + sheets + "</sheets></workbook>"},
                            {"xl/sharedStrings.xml", "<sst " + names + ">" + strings + "</sst>"},
                            {"xl/styles.xml", "<styleSheet " + names + ">" + styles + "</styleSheet>"}};
    for (std::size_t i = 0; i < data.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        relations += "<Relationship Id=\"rId" + number + "\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml", "<worksheet " + names + ">" + data[i] + "</worksheet>");
    }
    parts.emplace_back("xl/_rels/workbook.xml.rels", relations + "</Relationships>");
    return zip_of(parts);
}

inline std::string ods_of(const std::string& tables, const std::string& styles = "", const std::string& manifest = "<manifest/>")
{
    const std::string names = R"(xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s")";
    return zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                   {"META-INF/manifest.xml", manifest},
                   {"content.xml", "<office:document-content " + names + "><office:automatic-styles>" + styles +
                                       "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
                                       "</office:spreadsheet></office:body></office:document-content>"}});
}

} // namespace khronika::support
