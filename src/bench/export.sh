#!/usr/bin/env bash
# Measures what writes a bundle of 528 MiB, as whole processes that take turns:
#
#   export   -o PREFIX.index, against "cp" of the same two files: with "sync" after both, and after
#            neither
#   export   with its great matrices transposed, against the same "cp"
#   average  of three such bundles, against "cat" of all their bytes and "cp" of one
#
# and the same jobs by TensorFlow; with the peak memory of each. Wall times are of a machine that may
# have other work: the processor time of both is printed beside them.
#
#   src/bench/export.sh [--quick]
#
# Needs "mvn package". TFCKPT_PYTHON names a python with tensorflow; TFCKPT_BENCH a folder for the
# inputs of diff.sh (2.7 GB, kept there); TFCKPT_TOOL another tfckpt. Prints, and fails for nothing
# but a broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=11
slow=3
[[ "${1:-}" == --quick ]] && rounds=3 && slow=1
tool=${TFCKPT_TOOL:-$PWD/target/tfckpt}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
folder=${TFCKPT_BENCH:-$(mktemp -d)}
scratch=$(mktemp -d -p "$folder")
trap 'rm -rf "$scratch"; [[ -n "${TFCKPT_BENCH:-}" ]] || rm -rf "$folder"' EXIT

if [[ ! -x $tool ]]; then
  echo "export.sh: no $tool: mvn package first" >&2
  exit 1
fi
if [[ ! -e $folder/frcnn.index ]]; then
  "$java" -cp target/test-classes src/bench/DiffInputs.java "$folder"
fi

# Milliseconds of a command line of the shell that writes into an empty $scratch/new, in $wall; of
# the processor, in $work.
run() {
  local TIMEFORMAT='%R %U %S'
  local times
  rm -rf "$scratch/new"
  mkdir "$scratch/new"
  sync -f "$scratch"
  times=$({ time bash -c "$1" >/dev/null 2>"$scratch/stderr"; } 2>&1)
  wall=$(awk '{ print 1000 * $1 }' <<<"$times")
  work=$(awk '{ print 1000 * ($2 + $3) }' <<<"$times")
}

# min / median / max of column $1 of standard input.
spread() {
  awk -v c="$1" '{ print $c }' | sort -n | awk '{ v[NR] = $1 }
    END { printf "%.*f / %.*f / %.*f", p(v[1]), v[1], p(v[1]), v[int((NR + 1) / 2)], p(v[1]), v[NR] }
    function p(x) { return x < 20 ? 2 : 0 }'
}

# compare LABEL COMMAND OTHER: the second is what the first is measured against.
compare() {
  : >"$scratch/times"
  cat "$folder"/a.* "$folder"/frcnn.* >/dev/null
  for ((i = 0; i < rounds; i++)); do
    run "$3"
    local base="$wall $work"
    run "$2"
    awk "{ print \$1, \$2, \$3, \$4, \$1 / \$3, \$2 / (\$4 > 0 ? \$4 : 1) }" \
      <<<"$wall $work $base" >>"$scratch/times"
  done
  printf '%s\n  wall %s ms, other %s ms, ratio %s\n' "$1" "$(spread 1 <"$scratch/times")" \
    "$(spread 3 <"$scratch/times")" "$(spread 5 <"$scratch/times")"
  printf '  processor %s ms, other %s ms, ratio %s\n' "$(spread 2 <"$scratch/times")" \
    "$(spread 4 <"$scratch/times")" "$(spread 6 <"$scratch/times")"
}

# The peak memory of a command line.
peak() {
  rm -rf "$scratch/new"
  mkdir "$scratch/new"
  local kib
  kib=$(bash -c "/usr/bin/time -f '%M' $2" 2>&1 | tail -n 1)
  echo "peak memory of $1: $((kib / 1024)) MiB"
}

export="'$tool' export '$folder/a' -o '$scratch/new/a.index'"
transpose="'$tool' export '$folder/frcnn' -o '$scratch/new/a.index' \
  --transpose '*fc6/weights' --transpose '*fc7/weights'"
average="'$tool' average '$folder/a' '$folder/b' '$folder/same' -o '$scratch/new/a.index'"
cp="cp '$folder/a.index' '$folder/a.data-00000-of-00001' '$scratch/new/'"
cat="cat '$folder'/{a,b,same}.data*"
sync="sync '$scratch'/new/*"
compare "export, cp" "$export" "$cp"
compare "export and sync, cp and sync" "$export && $sync" "$cp && $sync"
compare "export transposed, cp" "$transpose" "$cp"
compare "export transposed and sync, cp and sync" "$transpose && $sync" "$cp && $sync"
compare "average of 3, cat of 3 and cp of 1" "$average" "$cat && $cp"
if [[ -n "${TFCKPT_PYTHON:-}" ]]; then
  cat >"$scratch/rewrite.py" <<'PYTHON'
import sys
import numpy as np
import tensorflow as tf

*inputs, output = sys.argv[1:]
readers = [tf.train.load_checkpoint(path) for path in inputs]
names = sorted(readers[0].get_variable_to_shape_map())


def mean(name):
    values = [reader.get_tensor(name) for reader in readers]
    if len(values) == 1:
        return values[0]
    return np.mean(values, axis=0, dtype=np.float64).astype(values[0].dtype)


tf.raw_ops.SaveV2(prefix=output, tensor_names=names, shape_and_slices=[""] * len(names),
                  tensors=[mean(name) for name in names])
PYTHON
  export TF_CPP_MIN_LOG_LEVEL=3
  rounds=$slow
  rewrite="'$TFCKPT_PYTHON' '$scratch/rewrite.py'"
  compare "export, TensorFlow" "$export" "$rewrite '$folder/a' '$scratch/new/a'"
  compare "average of 3, TensorFlow and numpy" "$average" \
    "$rewrite '$folder/a' '$folder/b' '$folder/same' '$scratch/new/a'"
fi
peak export "$export"
peak "export transposed" "$transpose"
peak average "$average"
