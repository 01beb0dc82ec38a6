#!/usr/bin/env bash
# run.sh [JOURNEYS [PASSES [ROUNDS]]]: us and every rival on the same generated files; one table on standard output and in files/table.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
journeys=${1:-1e6} passes=${2:-3} rounds=${3:-3}
files=${PEER_FILES:-$PWD/files}
export THREADS=${THREADS:-1}
export POLARS_MAX_THREADS=$THREADS OPENBLAS_NUM_THREADS=$THREADS PYTHONDONTWRITEBYTECODE=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Debian's own Python, which has Debian's numpy. Its BLAS is the plain reference without the last package.
python=/usr/bin/python3
packages=(python3-numpy python3-pandas libopenblas0-pthread)
dpkg -s "${packages[@]}" >/dev/null 2>&1 || {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends "${packages[@]}" >/dev/null
}
[ -d node_modules ] || npm install --no-package-lock --no-fund --no-audit --loglevel=error >/dev/null

project=../Cx.Scoring.Benchmarks
dotnet build -c Release -nologo -v quiet "$project" >&2
ours() { dotnet run -c Release --no-build --project "$project" -- peers "$@"; }

rm -rf "$files"
ours files "$files" "$journeys"
ours files "$files/warm" 1e5 # What our code is compiled on, so that a first call on the large files is cold in memory alone.

# Passes in turn, so that a slow minute of the machine hits everybody.
for ((pass = 1; pass <= passes; pass++)); do
    echo "pass $pass of $passes" >&2
    ours run "$files" $((5 * rounds))
    for work in shuffled-consistency-variance ids-consistency-variance; do
        ours first "$files" "$work"
    done
    for rival in numpy numpy_tuned pandas; do
        "$python" "${rival}_peer.py" "$files" "$rounds"
    done
    for rival in duckdb polars; do
        node "${rival}_peer.mjs" "$files" "$rounds"
    done
done

"$python" table.py "$files" "$journeys" | tee "$files/table.md"
