#!/usr/bin/env bash
# Every test, in the order of the house: the ground first, then what stands on it, two steps at a time
# (LANES). Each step says how many checks passed and failed; a step that dies counts as one failure.
# Ends with the sum.
set -uo pipefail
cd "$(dirname "$0")/.."
log=build/test-logs
rm -rf "$log"
mkdir -p "$log"
lanes=${LANES:-2}
started=$SECONDS

# What a failed step says of its failures, and its end.
faults() { grep -aE '^(FAIL|not ok)' "$1" | cut -c 1-2000 | head -n 20; tail -n 20 "$1"; }

# What a step found: one line of the report, with the failures; one line of the sums.
add() { # name passed failed
    printf '%s %s\n' "$2" "$3" >>"$log/sums"
    local report
    printf -v report '%-28s %4d passed, %d failed' "$1" "$2" "$3"
    [ "$3" -eq 0 ] || report+=$'\n'"---- $1"$'\n'"$(faults "$log/$1.log")"$'\n'----
    printf '%s\n' "$report"
}

# Runs a step beside others.
lane() {
    while [ "$(jobs -rp | wc -l)" -ge "$lanes" ]; do wait -n; done
    "$@" &
}

# A cmocka program: TAP on its output.
tap() {
    local name=$1
    shift
    CMOCKA_MESSAGE_OUTPUT=TAP timeout 900 "$@" >"$log/$name.log" 2>&1
    local code=$? good bad
    good=$(grep -c '^ok' "$log/$name.log")
    bad=$(grep -c '^not ok' "$log/$name.log")
    [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
    [ "$good" -eq 0 ] && [ "$bad" -eq 0 ] && bad=1
    add "$name" "$good" "$bad"
}

# A program that closes with "N passed, N failed".
counted() {
    local name=$1 limit=$2
    shift 2
    timeout "$limit" "$@" >"$log/$name.log" 2>&1
    local code=$? line
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log/$name.log" | tail -n 1)
    local good=${line%% passed*} bad=${line##*passed, }
    bad=${bad%% failed*}
    [ -z "$line" ] && good=0 bad=1
    [ "$code" -ne 0 ] && [ "${bad:-0}" -eq 0 ] && bad=1
    add "$name" "${good:-0}" "${bad:-0}"
}

# A command that is one check.
check() {
    local name=$1
    shift
    if timeout 900 "$@" >"$log/$name.log" 2>&1; then add "$name" 1 0; else add "$name" 0 1; fi
}

# Keeps a build's lines and says now and then how far it is.
progress() { # name files
    local line n=0 said=$SECONDS
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log/$1.log"
        n=$((n + 1))
        [ $((SECONDS - said)) -ge 10 ] || continue
        said=$SECONDS
        echo "  $n of $2 files"
    done
}

# A build may take its time on a small machine.
build() {
    local name=$1 files
    shift
    files=$(make --no-print-directory -n "$@" 2>/dev/null | grep -cE '^echo "(cc|link) ')
    echo "$name: $files files"
    timeout 1800 make --no-print-directory -s -j2 "$@" 2>&1 | progress "$name" "$files"
    local code=$?
    if [ $code -eq 0 ]; then add "$name" 1 0; else add "$name" 0 1; fi
}

sum() { awk '{ good += $1; bad += $2 } END { print good " passed, " bad + 0 " failed"; exit bad > 0 }' "$log/sums"; }

build build all build/sim build/month build/life build/bench/city build/bench/asking_bench build/bench/talk_bench
build build-sanitized san
build build-threads san-threads
check install-peers tests/peers/install.sh
sum >"$log/sum" || { cat "$log/sum"; exit 1; }

check arrows tests/arrows.sh
check prose tests/prose.sh
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
for program in build/san/unit/test_*; do
    [[ -x $program && $program != *.d ]] && lane tap "$(basename "$program")" "$program"
done
lane counted browser 1800 node tests/browser/run.js build/zhida # long, and mostly waiting
lane counted golden 600 build/san/golden tests/golden
lane check golden-coverage tests/golden/coverage.sh
lane counted reference 120 build/san/reference dsl/reference
lane counted grammar 120 node tests/grammar.js
lane check sample-format build/san/zhida fmt --check rules/yunxi
lane check sample-check build/san/zhida check --strict --at 2026-11-21 rules/yunxi
lane counted mistakes 300 node tests/mistakes/run.js build/san/zhida
lane counted docs 300 node tests/docs.js build/zhida
lane check sample-tests build/san/zhida test rules/yunxi
lane check sample-analyse build/san/zhida analyse rules/yunxi --at 2026-06-01
lane check differential build/san/differential rules/yunxi 12000
lane check differential-dense build/san/differential tests/diff/dense 12000
lane check city tests/city.sh build/san 500
lane counted fuzz 900 build/san/fuzz-short 8000
lane counted sim 900 build/sim 600
lane counted month 600 build/month 300
lane check case-life build/life gateway/CASES.md
lane counted contract 600 tests/contract.sh build/san/zhida
lane counted peers 1800 node tests/peers/run.js build/san/zhida
lane counted badinput 1800 node tests/peers/bad_input.js build/san/zhida
lane counted attacks 1800 node tests/peers/attacks.js build/san/zhida
lane counted figures 300 node tests/figures/run.js build/san/zhida
lane counted exchange 900 node tests/peers/exchange.js build/san/zhida
lane counted lsp 900 node tests/peers/lsp.js build/san/zhida
lane check editor-vscode tests/peers/vscode.sh
lane check bench-asking build/bench/asking_bench rules/yunxi 1 200
lane check bench-talk build/bench/talk_bench rules/yunxi 200
lane counted threads 300 tests/threads/run.sh 20
lane counted crash 900 node tests/crash/crash.js build/zhida 50

wait
echo "took $((SECONDS - started)) s"
sum
