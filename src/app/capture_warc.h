// SPDX-License-Identifier: GPL-3.0-or-later
// The WARC file of one capture while it is written.
#pragma once

#include "app/archive.h"
#include "archive/items.h"
#include "sys/fetch.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace khronika::app {

class CaptureWarc {
public:
    CaptureWarc(const Services& services, Archive& archive);

    using Fields = std::vector<std::pair<std::string, std::string>>;
    void info(const Fields& fields);
    /// Request and answer, and the certificates of a first answer from an origin.
    void exchange(const std::string& url, const sys::FetchAnswer& answer);
    /// What is to be said of an address.
    void metadata(const std::string& url, const Fields& fields);
    [[nodiscard]] archive::StoredItem finish() { return m_writer->finish(); }
    /// `sha256:` of each certificate that was shown, in order.
    [[nodiscard]] const std::vector<std::string>& certificates() const { return m_certificates; }

private:
    [[nodiscard]] std::string id();
    [[nodiscard]] std::string now();

    Services m_services;
    std::unique_ptr<archive::ItemWriter> m_writer;
    std::vector<std::string> m_certificates;
};

} // namespace khronika::app
