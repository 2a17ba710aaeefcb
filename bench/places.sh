#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and runs the bench of places and words: bench/places.sh TEXT_EN TEXT_RU
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# = 2 ] || { echo "usage: bench/places.sh TEXT_EN TEXT_RU" >&2; exit 2; }
cmake --preset release >/dev/null
cmake --build --preset release --target bench_places >/dev/null
build/release/bin/bench_places data "$1" "$2"
