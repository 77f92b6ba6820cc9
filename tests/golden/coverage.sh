#!/usr/bin/env bash
# No diagnostic without a golden file that shows it: every code of the table must be named in some
# .out below this folder.
set -uo pipefail
cd "$(dirname "$0")/../.."
bad=0
for code in $(sed -nE 's/^DIAG\(([EW][0-9]{4}),.*/\1/p' dsl/syntax/diag_table.h); do
    grep -rqF --include='*.out' "[$code]" tests/golden ||
        { echo "$code has no golden file"; bad=1; }
done
exit $bad
