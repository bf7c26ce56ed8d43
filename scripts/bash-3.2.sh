#!/usr/bin/env bash
# Builds the bash 3.2 of macOS in .reference/, for the tests of completion. Needs git, make, gcc and bison.
# Usage: bash scripts/bash-3.2.sh [REPOSITORY]
set -eu
cd "$(dirname "$0")/.."
target=$PWD/.reference/bash-3.2
[ -x "$target/bash" ] && exit 0
sources=$(mktemp -d)
trap 'rm -rf "$sources"' EXIT
git clone --quiet --depth 1 "${1:-https://github.com/apple-oss-distributions/bash}" "$sources"
cd "$sources/bash-3.2"
# The sources are older than C99 and use functions of macOS.
sed -i 's/<xlocale.h>/<locale.h>/' lib/glob/*.c
echo 'const char *fmtcheck(const char *format, const char *standard) { return format ? format : standard; }' >fmtcheck.c
cc -c fmtcheck.c
flags='-O1 -w -std=gnu99 -fgnu89-inline -fcommon -DEBADEXEC=ENOEXEC'
./configure --without-bash-malloc CFLAGS="$flags" >/dev/null 2>&1
make YACC='bison -y' CFLAGS="$flags" LOCAL_LIBS="$PWD/fmtcheck.o" >/dev/null 2>&1
mkdir -p "$target"
mv bash "$target/bash"
