#!/usr/bin/env bash
# Every test, in the order of the house: the ground first, then what stands on it. Each step says how
# many checks passed and failed; a step that dies counts as one failure. Ends with the sum.
set -uo pipefail
cd "$(dirname "$0")/.."
log=build/test-logs
rm -rf "$log"
mkdir -p "$log"
passed=0 failed=0
started=$SECONDS

add() { # name passed failed
    passed=$((passed + $2))
    failed=$((failed + $3))
    printf '%-28s %4d passed, %d failed\n' "$1" "$2" "$3"
    [ "$3" -eq 0 ] || { echo "---- $1"; tail -n 60 "$log/$1.log"; echo "----"; }
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

# A command that is one check. A build may take its time on a small machine.
check() {
    local name=$1 limit=1800
    shift
    if timeout "$limit" "$@" >"$log/$name.log" 2>&1; then add "$name" 1 0; else add "$name" 0 1; fi
}

check build make --no-print-directory -s -j2 all build/sim
check build-sanitized make --no-print-directory -s -j2 san
check install-peers tests/peers/install.sh
[ "$failed" -eq 0 ] || { echo "$passed passed, $failed failed"; exit 1; }

check arrows tests/arrows.sh
check prose tests/prose.sh
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
for program in build/san/unit/test_*; do
    [[ -x $program && $program != *.d ]] && tap "$(basename "$program")" "$program"
done
counted golden 600 build/san/golden tests/golden
check golden-coverage tests/golden/coverage.sh
check sample-check build/san/zhida check rules/yunxi
check sample-tests build/san/zhida test rules/yunxi
check differential build/san/differential rules/yunxi 20000
check differential-dense build/san/differential tests/diff/dense 20000
counted fuzz 900 build/san/fuzz-short
counted sim 900 build/sim 1000
counted contract 600 tests/contract.sh build/san/zhida
counted peers 900 node tests/peers/run.js build/san/zhida
counted badinput 900 node tests/peers/bad_input.js build/san/zhida
counted attacks 900 node tests/peers/attacks.js build/san/zhida
counted crash 900 node tests/crash/crash.js build/zhida 50
counted browser 900 node tests/browser/run.js build/zhida

echo "took $((SECONDS - started)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
