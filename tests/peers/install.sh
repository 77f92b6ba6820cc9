#!/usr/bin/env bash
# The npm packages of the test peers, exactly as package-lock.json names them.
set -euo pipefail
cd "$(dirname "$0")/../.."
stamp=node_modules/.installed
[ -e "$stamp" ] && cmp -s package-lock.json "$stamp" && exit 0
npm ci --no-audit --no-fund --ignore-scripts
cp package-lock.json "$stamp"
