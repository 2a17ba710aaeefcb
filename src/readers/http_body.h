// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP answer as it came over the wire (RFC 9112): its head, and its body without chunks and content codings.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika::readers {

struct HttpHead {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields; ///< names in lower case
    std::size_t size = 0;                                    ///< bytes, the empty line included

    /// Of the first field of that name; empty where there is none.
    [[nodiscard]] std::string field(std::string_view name) const;
    /// The type alone of Content-Type, in lower case.
    [[nodiscard]] std::string media_type() const;
};

/// Absent where `bytes` do not begin with a whole head of a status line and fields.
[[nodiscard]] std::optional<HttpHead> parse_http_head(std::string_view bytes);

/// Takes a body's bytes as they come and gives what they mean. Where a head names chunks or a coding that the body does not have (a
/// program that saved it undid them and kept the head), the body is given as it is.
class BodyDecoder {
public:
    using Take = std::function<void(std::string_view)>;

    /// `dechunked` gets the body without chunks, `decoded` what comes of the content codings too; either may be empty.
    BodyDecoder(const HttpHead& head, Take dechunked, Take decoded);
    ~BodyDecoder();
    BodyDecoder(const BodyDecoder&) = delete;
    BodyDecoder& operator=(const BodyDecoder&) = delete;

    /// False where the body is damaged; reason() says how, and nothing more is given.
    bool add(std::string_view run);
    /// False where the body breaks off.
    bool finish();
    [[nodiscard]] const std::string& reason() const { return m_reason; }
    /// What went in came out byte for byte.
    [[nodiscard]] bool plain() const;

    /// One coding of a body: chunks, gzip, deflate, br.
    class Stage;

private:
    bool pass(std::size_t stage, std::string_view run);

    std::vector<std::unique_ptr<Stage>> m_stages;
    Take m_dechunked;
    Take m_decoded;
    bool m_chunked = false;
    std::string m_reason;
};

} // namespace khronika::readers
