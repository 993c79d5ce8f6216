#!/usr/bin/env bash
# Measures "tfckpt diff" as a whole process against "cmp", turn by turn, on two bundles of 528 MiB:
# the same, and different everywhere; and on a V1 file and the bundle trained from it.
#
#   src/bench/diff.sh [--quick]
#
# Needs "mvn package". TFCKPT_PYTHON names a python with tensorflow, whose numpy is asked for the same
# numbers; TFCKPT_BENCH a folder for the inputs (2.7 GB, kept there). Prints, and fails for nothing but
# a broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."
source src/bench/timing.sh

rounds=11
[[ "${1:-}" == --quick ]] && rounds=5
tool=$PWD/target/tfckpt
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
folder=${TFCKPT_BENCH:-$(mktemp -d)}
[[ -n "${TFCKPT_BENCH:-}" ]] || trap 'rm -rf "$folder"' EXIT

if [[ ! -x $tool || ! -d target/test-classes ]]; then
  echo "diff.sh: no target/tfckpt or no test classes: mvn package first" >&2
  exit 1
fi
if [[ ! -e $folder/frcnn.index ]]; then
  "$java" -cp target/test-classes src/bench/DiffInputs.java "$folder"
fi
story=("$folder/vgg_16.ckpt" "$folder/frcnn" --map 'vgg_16/*=my/vgg_16/*' --reshape
  --reverse '*/conv1_1/weights:2')
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; [[ -n "${TFCKPT_BENCH:-}" ]] || rm -rf "$folder"' EXIT

# compare LABEL DIFF-ARGUMENTS...: against cmp of the two files that are the same.
compare() {
  local label=$1 base
  shift
  : >"$scratch/wall" >"$scratch/cpu" >"$scratch/cmp" >"$scratch/ratios"
  # Twice: what is read once may leave the page cache again.
  for ((i = 0; i < 2; i++)); do cat "$folder"/*.data-* "$folder/vgg_16.ckpt" >/dev/null; done
  run "$tool" diff "$@"
  for ((i = 0; i < rounds; i++)); do
    run cmp "$folder/a.data-00000-of-00001" "$folder/same.data-00000-of-00001"
    base=$wall
    run "$tool" diff "$@"
    echo "$wall" >>"$scratch/wall"
    echo "$cpu" >>"$scratch/cpu"
    echo "$base" >>"$scratch/cmp"
    ratio "$wall" "$base" >>"$scratch/ratios"
  done
  printf '%-22s wall %s ms, cpu %s ms; cmp %s ms; ratio %s\n' "$label" "$(spread <"$scratch/wall")" \
    "$(spread <"$scratch/cpu")" "$(spread <"$scratch/cmp")" "$(spread <"$scratch/ratios")"
}

echo "java: $("$java" -version 2>&1 | head -n 1); cores: $(getconf _NPROCESSORS_ONLN)"
echo "-- whole process, min / median / max"
compare 'identical' "$folder/a" "$folder/same"
compare 'different everywhere' "$folder/a" "$folder/b"
compare 'V1 against V2' "${story[@]}"
compare '--quick' --quick "$folder/a" "$folder/b"
echo "peak, in MiB: identical $(peak "$tool" diff "$folder/a" "$folder/same"), different" \
  "$(peak "$tool" diff "$folder/a" "$folder/b"), V1 against V2 $(peak "$tool" diff "${story[@]}")"
if [[ -n "${TFCKPT_PYTHON:-}" ]]; then
  "$tool" diff -f json "${story[@]}" >"$scratch/story.json" || true
  TF_CPP_MIN_LOG_LEVEL=3 "$TFCKPT_PYTHON" src/bench/diff_numpy.py "$folder" "$scratch/story.json"
fi
