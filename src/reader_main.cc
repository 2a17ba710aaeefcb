// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/document.h"
#include "readers/worker.h"

#include <fmt/core.h>

int main(int argc, char** argv)
{
    if (const auto code = khronika::readers::worker_main(argc, argv, khronika::documents::document_work())) {
        return *code;
    }
    fmt::print(stderr, "khronika-reader: started by khronika alone; call khronika text FILE\n");
    return 2;
}
