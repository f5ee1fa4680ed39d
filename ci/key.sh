#!/bin/bash -p
# Print a key for a CI cache: it changes when Python, the machine or a pinned version does.
set -euo pipefail
unset GRADE_COURSE_KEY
root="$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)"
. "$root/ci/room.sh"
python="${PYTHON:-python3}"

{
    isolated "$python" -I -c 'import sys, sysconfig
print(sys.implementation.cache_tag, sysconfig.get_platform())'
    isolated "$python" -I "$root/ci/requirements.py"
    cat "$root/constraints.txt" "$root/ci/key.sh"
} | isolated "$python" -I -c 'import hashlib, sys
print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()[:20])'
