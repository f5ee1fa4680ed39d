#!/usr/bin/env bash
# Print a key for a CI cache: it changes when Python, the machine or a pinned version does.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
python="${PYTHON:-python3}"

{
    "$python" -c 'import sys, sysconfig; print(sys.implementation.cache_tag, sysconfig.get_platform())'
    "$python" "$root/ci/requirements.py"
    cat "$root/constraints.txt" "$0"
} | "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()[:20])'
