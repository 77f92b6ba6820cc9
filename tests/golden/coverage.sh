#!/usr/bin/env bash
# No diagnostic without a golden file that shows it: every code of the table must be named in some
# .out below this folder, and every lint by its name. Every warning belongs to a lint.
set -uo pipefail
cd "$(dirname "$0")/../.."
bad=0
lints=dsl/lint/lint_table.h
for code in $(sed -nE 's/^DIAG\(([EW][0-9]{4}),.*/\1/p' dsl/syntax/diag_table.h); do
    grep -rqF --include='*.out' "[$code]" tests/golden ||
        { echo "$code has no golden file"; bad=1; }
    [[ $code == E* ]] || grep -qE "^LINT\([a-z_]+, $code," $lints ||
        { echo "$code has no lint to be silenced by"; bad=1; }
done
# What the checker says gets its name where the lints run; one pair of those in lint is enough.
for lint in $(sed -nE 's/^LINT\(([a-z_]+), W10[0-9]{2},.*/\1/p; s/^LINT\((unused_[a-z_]+),.*/\1/p' $lints); do
    grep -rqF --include='*.out' "($lint)" tests/golden/lint ||
        { echo "the lint $lint has no golden file"; bad=1; }
done
exit $bad
