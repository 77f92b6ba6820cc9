#!/usr/bin/env bash
# Everything that is checked without running anything: the layout, the arrows between the rooms,
# what may not stand in the project, and two analysers. Needs the generated headers (make lint).
#
#   tests/lint.sh [PATH...]    only tracked files below these paths; the whole project without
set -uo pipefail
cd "$(dirname "$0")/.."
said=$(mktemp)
trap 'rm -f "$said"' EXIT
bad=0
flags=(-std=c11 -D_GNU_SOURCE -I. -Ibuild/gen -isystem /usr/include/libxml2)
mapfile -t files < <(git ls-files -- "$@" | grep -E '\.[ch]$')
mapfile -t sources < <(printf '%s\n' "${files[@]}" | grep '\.c$')

# holds WHAT COMMAND...: says WHAT, and all that the command had to say where it failed.
holds() {
    local what=$1
    shift
    if "$@" >"$said" 2>&1; then
        echo "ok   $what"
    else
        bad=1
        echo "FAIL $what"
        cat "$said"
    fi
}

layout() {
    clang-format --dry-run -Werror "${files[@]}"
}

# NULL ends an argument list on every system we build on, where it is a pointer; what cppcheck cannot
# parse, the compiler can.
inspect() {
    cppcheck --quiet -j "$(nproc)" --enable=warning,portability,performance --inline-suppr --error-exitcode=1 \
        --suppress=varFuncNullUB --suppress=internalAstError --std=c11 -D_GNU_SOURCE -I. "${sources[@]}"
}

analyse() {
    printf '%s\n' "${sources[@]}" |
        xargs -P "$(nproc)" -n 4 sh -c 'clang-tidy --quiet "$@" -- '"${flags[*]}" clang-tidy \
            2> >(grep -vE '^[0-9]* warnings?( and [0-9]+ errors?)? generated')
}

holds 'layout (clang-format)' layout
holds 'arrows between the rooms' tests/arrows.sh
holds 'what may not stand here' tests/prose.sh
holds 'cppcheck' inspect
holds 'clang-tidy' analyse
exit $bad
