#!/usr/bin/env bash
# Measures "tfckpt export -o PREFIX.index" as a whole process against "cp" of the same two files,
# turn by turn, on a bundle of 528 MiB: with "sync" after both, and after neither; and its peak
# memory.
#
#   src/bench/export.sh [--quick]
#
# Needs "mvn package". TFCKPT_PYTHON names a python with tensorflow, which then reads and writes the
# same; TFCKPT_BENCH a folder for the inputs of diff.sh (2.7 GB, kept there). Prints, and fails for
# nothing but a broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=11
[[ "${1:-}" == --quick ]] && rounds=5
tool=$PWD/target/tfckpt
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
folder=${TFCKPT_BENCH:-$(mktemp -d)}
scratch=$(mktemp -d -p "$folder")
trap 'rm -rf "$scratch"; [[ -n "${TFCKPT_BENCH:-}" ]] || rm -rf "$folder"' EXIT

if [[ ! -x $tool || ! -d target/test-classes ]]; then
  echo "export.sh: no target/tfckpt or no test classes: mvn package first" >&2
  exit 1
fi
if [[ ! -e $folder/frcnn.index ]]; then
  "$java" -cp target/test-classes src/bench/DiffInputs.java "$folder"
fi

# Wall milliseconds of a command line of the shell that writes into an empty $scratch/new, in $wall.
run() {
  local TIMEFORMAT='%R'
  rm -rf "$scratch/new"
  mkdir "$scratch/new"
  sync
  wall=$({ time bash -c "$1" >/dev/null 2>&1; } 2>&1)
  wall=$(awk '{ print 1000 * $1 }' <<<"$wall")
}

# min / median / max of the numbers on standard input.
spread() {
  sort -n | awk '{ v[NR] = $1 }
    END { printf "%.*f / %.*f / %.*f", p(v[1]), v[1], p(v[1]), v[int((NR + 1) / 2)], p(v[1]), v[NR] }
    function p(x) { return x < 20 ? 2 : 0 }'
}

# compare LABEL COMMAND OTHER: the second is what the first is measured against.
compare() {
  local ours base
  : >"$scratch/ours" >"$scratch/base" >"$scratch/ratios"
  cat "$folder"/a.* >/dev/null
  for ((i = 0; i < rounds; i++)); do
    run "$3"
    base=$wall
    run "$2"
    ours=$wall
    echo "$ours" >>"$scratch/ours"
    echo "$base" >>"$scratch/base"
    awk "BEGIN { print $ours / $base }" >>"$scratch/ratios"
  done
  printf '%-28s %s ms, other %s ms, ratio %s\n' "$1" "$(spread <"$scratch/ours")" \
    "$(spread <"$scratch/base")" "$(spread <"$scratch/ratios")"
}

export="'$tool' export '$folder/a' -o '$scratch/new/a.index'"
cp="cp '$folder/a.index' '$folder/a.data-00000-of-00001' '$scratch/new/'"
compare "export, cp" "$export" "$cp"
compare "export and sync, cp and sync" "$export && sync '$scratch'/new/*" "$cp && sync '$scratch'/new/*"
if [[ -n "${TFCKPT_PYTHON:-}" ]]; then
  cat >"$scratch/rewrite.py" <<'PYTHON'
import sys
import tensorflow as tf

reader = tf.train.load_checkpoint(sys.argv[1])
names = sorted(reader.get_variable_to_shape_map())
tensors = [reader.get_tensor(name) for name in names]
tf.raw_ops.SaveV2(prefix=sys.argv[2], tensor_names=names, shape_and_slices=[""] * len(names),
                  tensors=tensors)
PYTHON
  rounds=3
  compare "export, TensorFlow" "$export" \
    "'$TFCKPT_PYTHON' '$scratch/rewrite.py' '$folder/a' '$scratch/new/a'"
fi
rm -rf "$scratch/new"
mkdir "$scratch/new"
peak=$(bash -c "/usr/bin/time -f '%M' $export" 2>&1 | tail -n 1)
echo "peak memory of export: $((peak / 1024)) MiB"
