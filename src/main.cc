// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run.h"
#include "readers/worker.h"

int main(int argc, char** argv)
{
    if (const auto code = khronika::readers::worker_main(argc, argv)) {
        return *code;
    }
    return khronika::cli::run(argc, argv);
}
