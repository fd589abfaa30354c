#!/bin/bash
# Builds mediasoup's worker from the source in its npm package, against Debian's own libraries: nothing is downloaded.
# usage: build.sh PATH_TO_node_modules/mediasoup OUTPUT_FILE
# Needs: g++ pkg-config ninja-build meson libuv1-dev libssl-dev libsrtp2-dev libflatbuffers-dev flatbuffers-compiler libabsl-dev
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
source=$1/worker
output=$2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
cp -r "$source" "$work/worker"
cd "$work/worker"

# The worker's own subprojects are addresses of archives to fetch; ours point at Debian's libraries.
rm -rf subprojects
cp -r "$here/overlay" subprojects

# Says that a change to the worker's source was really made: a version that no longer has the line mustn't pass unseen.
replace() { # FILE FROM TO, both plain text
  grep -qF -- "$2" "$1" || { echo "build.sh: $1 no longer has: $2" >&2; exit 1; }
  python3 - "$@" <<'PYTHON'
import sys
path, old, new = sys.argv[1:]
text = open(path).read()
open(path, 'w').write(text.replace(old, new))
PYTHON
}

# Debian 12's meson is 1.0; the worker's build uses nothing newer.
replace meson.build "meson_version: '>= 1.1.0'" "meson_version: '>= 1.0.0'"

# Debian's OpenSSL has kernel TLS on. The worker's BIO callback answers 1 to every control call, since it looks for the return
# flag alone where OpenSSL sends it together with the operation. So OpenSSL believes that the kernel does the sending, allocates
# no write buffer, and the worker dies at its first ServerHello. Let the real answer through.
replace src/RTC/DtlsTransport.cpp '(operationType == BIO_CB_RETURN)' '((operationType & BIO_CB_RETURN) != 0)'

meson setup build --buildtype release -Db_ndebug=true
ninja -C build mediasoup-worker

# Beside its place first, then renamed: a half-written file is never found there.
mkdir -p "$(dirname "$output")"
install -m755 build/mediasoup-worker "$output.$$"
mv -f "$output.$$" "$output"
