#!/usr/bin/env bash
# Checks a version before it is published: a clean checkout, no known advisories, a whole test run, a packed tarball.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -z "$(git status --porcelain)" ] || { echo 'The checkout is not clean.' >&2; exit 1; }
npm ci --no-fund
npm audit --audit-level=low || { echo 'There are advisories, or the registry did not list them.' >&2; exit 1; }
npm test
npm pack
echo 'Ready. To publish, in CI with an identity token:  npm publish ./ecr-cli-*.tgz'
