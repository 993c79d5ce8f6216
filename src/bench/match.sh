#!/usr/bin/env bash
# Measures what it takes "tfckpt diff" to find out that two models are the same: two bundles of
# 528 MiB, one with every matrix transposed, as a ratio to a plain diff of two that are the same, turn
# by turn as whole processes; and the peak memory.
#
#   src/bench/match.sh [--quick]
#
# Needs "mvn package", and TFCKPT_PYTHON, a python with numpy, to make the inputs; TFCKPT_BENCH names
# a folder for them (1.6 GB, kept there). Prints, and fails for nothing but a broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."
source src/bench/timing.sh

rounds=11
[[ "${1:-}" == --quick ]] && rounds=3
tool=$PWD/target/tfckpt
folder=${TFCKPT_BENCH:-$(mktemp -d)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; [[ -n "${TFCKPT_BENCH:-}" ]] || rm -rf "$folder"' EXIT

if [[ ! -x $tool ]]; then
  echo "match.sh: no target/tfckpt: mvn package first" >&2
  exit 1
fi
if [[ ! -e $folder/turned.index ]]; then
  if [[ -z "${TFCKPT_PYTHON:-}" ]]; then
    echo "match.sh: TFCKPT_PYTHON is not set: nothing to make the inputs with" >&2
    exit 1
  fi
  "$TFCKPT_PYTHON" src/bench/match_inputs.py "$folder"
  for name in a turned; do
    "$tool" export -q "$folder/$name.npz" -o "$folder/$name.index"
    rm "$folder/$name.npz"
  done
fi
for part in index data-00000-of-00001; do
  [[ -e $folder/same.$part ]] || cp "$folder/a.$part" "$folder/same.$part"
done

# compare LABEL DIFF-ARGUMENTS...: against a plain diff of two that are the same.
compare() {
  local label=$1 base work
  shift
  : >"$scratch/wall" >"$scratch/ratios" >"$scratch/work"
  cat "$folder"/*.data-* >/dev/null
  run "$tool" diff "$@"
  for ((i = 0; i < rounds; i++)); do
    run "$tool" diff "$folder/a" "$folder/same"
    base=$wall work=$cpu
    run "$tool" diff "$@"
    echo "$wall" >>"$scratch/wall"
    ratio "$wall" "$base" >>"$scratch/ratios"
    ratio "$cpu" "$work" >>"$scratch/work"
  done
  printf '%-12s %s ms; of a plain diff: wall %s, processors %s; peak %s MiB\n' "$label" \
    "$(spread <"$scratch/wall")" "$(spread <"$scratch/ratios")" "$(spread <"$scratch/work")" \
    "$(peak "$tool" diff "$@")"
}

echo "min / median / max of $rounds rounds, on $(nproc) processors"
compare plain "$folder/a" "$folder/same"
compare hint "$folder/a" "$folder/turned"
compare --match --match "$folder/a" "$folder/turned"
compare --transpose "$folder/a" "$folder/turned" --transpose '*/conv*/weights:3,2,0,1' \
  --transpose '*/fc*/weights'
