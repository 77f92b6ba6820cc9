#!/usr/bin/env bash
# Every fuzz target for so many seconds each, two at a time, from the samples of `make test` and what
# earlier runs found; a finding ends with its input's name.
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-600}
folder=build/fuzz
targets=$(ls "$folder"/fuzz_* | grep -v '\.d$')
for target in $targets; do mkdir -p "$folder/corpus/${target##*/fuzz_}"; done
"$folder/fuzz-short" --samples "$folder/corpus" || exit
find rules tests/golden tests/diff -name '*.zd' -size -8k | while read -r file; do
    cp "$file" "$folder/corpus/rules/$(echo "$file" | tr / _)"
    cp "$file" "$folder/corpus/format/$(echo "$file" | tr / _)"
done
one() {
    local name=${1##*/fuzz_}
    "$1" -max_total_time="$seconds" -max_len=16384 -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 \
        -artifact_prefix="$folder/found-$name-" "$folder/corpus/$name" >"$folder/$name.log" 2>&1
    local code=$?
    echo "$name: $(grep -o 'stat::number_of_executed_units:.*' "$folder/$name.log" | tr -s ' ') exit $code"
    return $code
}
export -f one
export folder seconds
echo "$targets" | xargs -P 2 -I{} bash -c 'one {}'
code=$?
[ "$code" -eq 0 ] && echo "nothing found" || echo "see $folder/*.log"
exit "$code"
