#!/usr/bin/env bash
# ThreadSanitizer over listener, turn, sender and what works beside them. First a program with a race
# must be caught, so that silence means something; then the gateway is driven (threads.js).
#
#   tests/threads/run.sh [SECONDS]
set -uo pipefail
cd "$(dirname "$0")/../.."
start=()
export TSAN_OPTIONS="halt_on_error=0 exitcode=66 second_deadlock_stack=1"
control=build/tsan/control

caught() { # does the sanitizer run here, and does it see a race?
    "${start[@]}" "$control" >build/tsan/control.log 2>&1
    [ $? -eq 66 ] && grep -q 'ThreadSanitizer: data race' build/tsan/control.log
}

gcc -O1 -g -fsanitize=thread -o "$control" tests/threads/control.c || exit 2
# Some kernels spread addresses wider than the sanitizer can follow.
caught || { start=(setarch "$(uname -m)" -R); caught; } || {
    echo 'FAIL a race that was made is not seen'
    cat build/tsan/control.log
    echo '0 passed, 1 failed'
    exit 1
}
exec node tests/threads/threads.js build/tsan/zhida build/load "${1:-30}" "${start[@]}"
