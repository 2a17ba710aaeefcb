#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and runs the bench of claims: text to claims on one core beside ICU's sentence breaks over the same bytes, then the
# start-up time and memory of the command on one small file. bench/claims.sh [TEXT_EN TEXT_RU]; without texts, those of
# tests/eval/tune.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset release >/dev/null
cmake --build --preset release --target bench_claims khronika >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# = 2 ]; then
  cp "$1" "$work/en.txt"; cp "$2" "$work/ru.txt"
else
  for language in en ru; do
    grep -lE "\"language\": *\"$language\"" tests/eval/tune/*.meta.json | sed 's/\.meta\.json$/.txt/' | xargs cat > "$work/$language.txt"
  done
fi
build/release/bin/bench_claims data "$work/en.txt" "$work/ru.txt"
mkdir "$work/one"
head -c 3000 "$work/en.txt" | iconv -f UTF-8 -t UTF-8 -c > "$work/one/small.txt"
export KHRONIKA_DATA=$PWD/data
python3 - "$work/one/small.txt" <<'PYTHON'
import resource, subprocess, sys, time
best = 9.0
for _ in range(10):
    start = time.monotonic()
    subprocess.run(["build/release/bin/khronika", "claims", sys.argv[1], "--format", "jsonl"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    best = min(best, time.monotonic() - start)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"khronika claims, one small file: {best * 1000:.0f} ms (best of 10), {usage.ru_maxrss // 1024} MB at most")
PYTHON
