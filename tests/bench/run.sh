#!/usr/bin/env bash
# Every benchmark on this machine, as it is now; results for people on the screen, for programs in
# build/bench.json. `run.sh NAME...` runs only those.
set -euo pipefail
cd "$(dirname "$0")/../.."
make --no-print-directory -s -j2 build/zhida build/load build/bench/{fill,years,answer_bench,talk_bench} \
    build/bench/{city,compile_bench,lint_bench,match_bench,turn_bench,asking_bench,topics_bench,typo_bench}
exec node tests/bench/bench.js "$@"
