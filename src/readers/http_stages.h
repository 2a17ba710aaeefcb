// SPDX-License-Identifier: GPL-3.0-or-later
// The codings of an HTTP body, each undone as its bytes come; for http_body.cc.
#pragma once

#include "readers/http_body.h"

namespace khronika::readers {

class BodyDecoder::Stage {
public:
    virtual ~Stage() = default;
    /// False where the bytes are damaged.
    virtual bool add(std::string_view run, const Take& out) = 0;
    /// False where they break off.
    virtual bool finish(const Take& out) = 0;
    /// The bytes turned out not to have the coding and went through as they were.
    [[nodiscard]] virtual bool plain() const = 0;
    [[nodiscard]] const std::string& reason() const { return m_reason; }

protected:
    std::string m_reason;
};

[[nodiscard]] std::unique_ptr<BodyDecoder::Stage> make_dechunker();
/// gzip, x-gzip, deflate (with the zlib header or without) and br; null for others.
[[nodiscard]] std::unique_ptr<BodyDecoder::Stage> make_content_decoder(std::string_view coding);

} // namespace khronika::readers
