#!/usr/bin/env bash
# A city's list of 4,394 duties, made anew: it has no error, its tests pass, and on it the engine
# decides as the reference interpreter does. `city.sh BUILD CASES`
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 cases=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
build/bench/city "$folder/city"
"$build"/zhida check --format line "$folder/city" | tail -n 1
"$build"/zhida test "$folder/city" | tail -n 1
"$build"/differential "$folder/city" "$cases" | tail -n 1
