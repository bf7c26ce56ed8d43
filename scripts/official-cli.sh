#!/usr/bin/env bash
# Puts the official AWS CLI v2 at .reference/aws, for the tests that compare with it. It comes from an npm package
# that carries its Linux binary (about 70 MB); elsewhere those tests are skipped.
set -eu
cd "$(dirname "$0")/.."
[ -x .reference/aws ] && exit 0
[ "$(uname -sm)" = 'Linux x86_64' ] || { echo 'the official AWS CLI is fetched on Linux x86_64 only'; exit 0; }
package=@aws-cdk/asset-awscli-v2 version=2.0.186
mkdir -p .reference
cd .reference
npm pack "$package@$version" >/dev/null 2>&1
tar xzf ./*.tgz package/lib/layer.zip
unzip -q -o package/lib/layer.zip -d layer
dist=$(dirname "$(find layer -path '*/dist/aws' -print -quit)")
chmod +x "$dist/aws" "$dist"/*.so*
# Its help needs two pages that the package does not include. Empty ones are enough.
mkdir -p "$dist/awscli/examples"
touch "$dist/awscli/examples/global_synopsis.rst" "$dist/awscli/examples/global_options.rst"
rm -rf ./*.tgz package
ln -sf "$PWD/$dist/aws" aws
./aws --version >/dev/null
