#!/usr/bin/env bash
# The extension for VS Code builds from its lock file, and what it builds loads.
set -euo pipefail
cd "$(dirname "$0")/../../dsl/editors/vscode"
stamp=node_modules/.installed
if ! { [ -e "$stamp" ] && cmp -s package-lock.json "$stamp"; }; then
    npm ci --no-audit --no-fund --ignore-scripts
    cp package-lock.json "$stamp"
fi
npm test --silent
