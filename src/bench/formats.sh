#!/usr/bin/env bash
# Measures list, stats and digest of safetensors, HDF5 and numpy files of half a gigabyte as whole
# processes, turn by turn with Python's own reader of each, whose start and imports count too: to
# list what there is, to compute the numbers of stats or only read all of it, and to digest it.
#
#   src/bench/formats.sh [--quick]
#
# Needs "mvn package", and TFCKPT_PYTHON, a python with numpy, h5py and safetensors. TFCKPT_BENCH names
# a folder for the inputs (4.5 GB, kept there). Prints, and fails for nothing but a broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."
source src/bench/timing.sh

rounds=7
[[ "${1:-}" == --quick ]] && rounds=3
tool=$PWD/target/tfckpt
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
folder=${TFCKPT_BENCH:-$(mktemp -d)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; [[ -n "${TFCKPT_BENCH:-}" ]] || rm -rf "$folder"' EXIT

if [[ ! -x $tool ]]; then
  echo "formats.sh: no target/tfckpt: mvn package first" >&2
  exit 1
fi
if [[ -z "${TFCKPT_PYTHON:-}" ]]; then
  echo "formats.sh: TFCKPT_PYTHON is not set: nothing to compare with" >&2
  exit 1
fi
python=("$TFCKPT_PYTHON" src/bench/formats_python.py)
[[ -e $folder/few.keras ]] || "${python[@]}" make "$folder"
"${java}c" -d "$scratch" src/bench/Empty.java

# Median of the numbers on standard input.
median() {
  sort -n | awk '{ v[NR] = $1 } END { printf "%.*f", (v[1] < 20 ? 2 : 0), v[int((NR + 1) / 2)] }'
}

# compare COMMAND TASK PATH: turn by turn with Python.
compare() {
  local path=$folder/$3
  : >"$scratch/ours" >"$scratch/theirs" >"$scratch/ratios"
  run "$tool" "$1" "$path"
  run "${python[@]}" "$2" "$path"
  for ((i = 0; i < rounds; i++)); do
    run "${python[@]}" "$2" "$path"
    local theirs=$wall
    run "$tool" "$1" "$path"
    echo "$wall" >>"$scratch/ours"
    echo "$theirs" >>"$scratch/theirs"
    ratio "$wall" "$theirs" >>"$scratch/ratios"
  done
  printf '%-8s %-20s %6s ms  Python %-6s %6s ms  ratio %s  peak %d MiB\n' "$1" "$3" \
    "$(median <"$scratch/ours")" "$2" "$(median <"$scratch/theirs")" "$(median <"$scratch/ratios")" \
    "$(peak "$tool" "$1" "$path")"
}

echo "java: $("$java" -version 2>&1 | head -n 1); cores: $(getconf _NPROCESSORS_ONLN)"
# From the second run on: the archive of classes is there before anything is measured.
export TFCKPT_CACHE=$scratch/cache
"$tool" list "$folder/few.npz" >/dev/null
for ((i = 0; i < 60; i++)); do
  [[ -z $(find "$TFCKPT_CACHE" -name '*.jsa' ! -path '*.lock/*' 2>/dev/null) ]] || break
  sleep 1
done
: >"$scratch/times"
for ((i = 0; i < rounds; i++)); do
  run "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$scratch" Empty
  echo "$wall" >>"$scratch/times"
done
echo "a bare JVM takes $(median <"$scratch/times") ms"
for file in {few,many}.{weights.h5,safetensors,npz} {few,many}_npy few_chunked.h5 few_deflated.npz \
  few.keras; do
  compare list list "$file"
  compare stats stats "$file"
  compare stats read "$file"
  compare digest digest "$file"
done
