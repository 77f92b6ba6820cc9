#!/usr/bin/env bash
# What may not stand in the project: banned functions, unfinished work, over-long files, addresses
# of registries in the lock file. Looks at the folders, not at git's list: a copy without .git, or of
# another owner, is held to the same.
set -uo pipefail
cd "$(dirname "$0")/.."
bad=0
say() { echo "$1"; bad=1; }
code=$(find dsl adapters gateway tests -name '*.[chly]')
grep -nE '\b(sprintf|strcpy|strcat|strtok|gets|atoi|atol)\(' $code && say "banned functions"
grep -nE 'TODO|FIXME|\bXXX\b' $code rules -r && say "unfinished by its own word"
for file in $(find dsl adapters gateway -name '*.[chly]'); do
    lines=$(wc -l <"$file") most=600
    [[ $file == *.y ]] && most=800 # a grammar stays in one piece
    [ "$lines" -le "$most" ] || say "$file has $lines lines: two nouns in one?"
done
grep -n '"resolved"' $(find . -name package-lock.json -not -path '*/node_modules/*' -not -path './build/*') && say "package-lock.json names a registry"
exit $bad
