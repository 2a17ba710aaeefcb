// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/exif.h"

#include "base/utf8.h"

#include <exiv2/exiv2.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

namespace khronika::documents {

namespace {

std::string value_of(const Exiv2::ExifData& data, const char* key)
{
    const auto found = data.findKey(Exiv2::ExifKey(key));
    if (found == data.end() || found->size() > 4096) {
        return {};
    }
    const std::string value = utf8::repaired(found->toString());
    return std::string(utf8::trim(std::string_view(value).substr(0, value.find('\0'))));
}

/// `2024:04:03 12:30:59` as `2024-04-03T12:30:59`; empty for anything else.
std::string time_of(const Exiv2::ExifData& data)
{
    std::string value = value_of(data, "Exif.Photo.DateTimeOriginal");
    value = value.empty() ? value_of(data, "Exif.Image.DateTime") : value;
    const auto digits = std::ranges::count_if(value, [](unsigned char c) { return std::isdigit(c) != 0; });
    if (value.size() != 19 || digits != 14) {
        return {};
    }
    value[4] = '-';
    value[7] = '-';
    value[10] = 'T';
    const std::string zone = value_of(data, "Exif.Photo.OffsetTimeOriginal");
    return value + (zone.size() == 6 ? zone : "");
}

/// Degrees of `55/1 45/1 2112/100` and N, S, E or W; absent where the numbers are none of a place.
std::optional<double> degrees_of(const Exiv2::ExifData& data, const char* key, const char* side, double most)
{
    const auto found = data.findKey(Exiv2::ExifKey(key));
    if (found == data.end() || found->count() != 3) {
        return std::nullopt;
    }
    double out = 0;
    double part = 1;
    for (long i = 0; i < 3; ++i) {
        const Exiv2::Rational number = found->toRational(i);
        if (number.second == 0) {
            return std::nullopt;
        }
        out += static_cast<double>(number.first) / static_cast<double>(number.second) / part;
        part *= 60;
    }
    const std::string where = value_of(data, side);
    out = where == "S" || where == "W" ? -out : out;
    return out >= -most && out <= most ? std::optional(out) : std::nullopt;
}

void add(std::vector<Property>& out, const char* name, std::string value, bool personal)
{
    if (!value.empty()) {
        out.push_back({name, std::move(value), personal});
    }
}

std::vector<Property> properties_of(const Exiv2::ExifData& data)
{
    std::vector<Property> out;
    add(out, "taken", time_of(data), true);
    std::string device = value_of(data, "Exif.Image.Make") + " " + value_of(data, "Exif.Image.Model");
    add(out, "device", std::string(utf8::trim(device)), true);
    add(out, "serial", value_of(data, "Exif.Photo.BodySerialNumber"), true);
    add(out, "owner", value_of(data, "Exif.Photo.CameraOwnerName"), true);
    add(out, "artist", value_of(data, "Exif.Image.Artist"), true);
    const auto latitude = degrees_of(data, "Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLatitudeRef", 90);
    const auto longitude = degrees_of(data, "Exif.GPSInfo.GPSLongitude", "Exif.GPSInfo.GPSLongitudeRef", 180);
    if (latitude && longitude) {
        add(out, "latitude", fmt::format("{:.6f}", *latitude), true);
        add(out, "longitude", fmt::format("{:.6f}", *longitude), true);
    }
    add(out, "software", value_of(data, "Exif.Image.Software"), false);
    add(out, "orientation", value_of(data, "Exif.Image.Orientation"), false);
    return out;
}

} // namespace

std::vector<Property> exif_of(std::string_view bytes)
{
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    try {
        const auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bytes.data()), static_cast<long>(bytes.size()));
        image->readMetadata();
        return properties_of(image->exifData());
    } catch (const std::exception&) {
        return {}; // a picture without EXIF, or with a damaged one, is a picture all the same
    }
}

int orientation_of(const std::vector<Property>& properties)
{
    const auto found = std::ranges::find(properties, "orientation", &Property::name);
    const bool known = found != properties.end() && found->value.size() == 1 && found->value[0] >= '1' && found->value[0] <= '8';
    return known ? found->value[0] - '0' : 1;
}

} // namespace khronika::documents
