#!/usr/bin/env bash
# Measures target/tfckpt as whole processes against what the machine does for the same bytes (cat, cmp,
# sha256sum) and, if they are there, against h5diff and TensorFlow, turn by turn, and prints a table of ratios.
#
#   src/bench/table.sh [--quick]
#
# Needs "mvn package". TFCKPT_BENCH names a folder for the inputs (7 GB, kept there), TFCKPT_PYTHON a
# python with tensorflow (and h5py for h5diff). Prints, and fails for nothing but a broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."
source src/bench/timing.sh

rounds=11
[[ "${1:-}" == --quick ]] && rounds=3
tool=$PWD/target/tfckpt
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
scratch=$(mktemp -d)
folder=${TFCKPT_BENCH:-$scratch}
trap 'rm -rf "$scratch"' EXIT

if [[ ! -x $tool || ! -d target/test-classes ]]; then
  echo "table.sh: no target/tfckpt or no test classes: mvn package first" >&2
  exit 1
fi
"${java}c" -d "$scratch" src/bench/Empty.java
for inputs in Inputs:many DataInputs:ten DiffInputs:frcnn; do
  if [[ ! -e $folder/${inputs#*:}.index ]]; then
    "$java" -cp target/test-classes "src/bench/${inputs%:*}.java" "$folder" >/dev/null
  fi
done

# Milliseconds of a command line of bash, in $took; it may exit 1.
run() {
  local TIMEFORMAT=%R
  took=$({ time bash -c "$1" >/dev/null 2>"$scratch/stderr" || [[ $? == 1 ]]; } 2>&1)
  took=$(awk -v s="$took" 'BEGIN { print 1000 * s }')
}

# Peak memory of tfckpt in MiB.
peak() {
  local most=0 now pid
  bash -c "exec $1" >/dev/null 2>&1 &
  pid=$!
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [[ -n $now ]]; do
    most=$now
    sleep 0.01
  done
  wait "$pid" || true
  echo $((most / 1024))
}

# row LABEL TFCKPT-COMMAND PEER-NAME PEER-COMMAND [FILES-TO-WARM]
row() {
  local label=$1 ours="$tool $2" peer=$3 theirs=$4 base
  : >"$scratch/ours" >"$scratch/theirs" >"$scratch/ratios"
  for ((i = -1; i < rounds; i++)); do
    # What is read once may leave the page cache again.
    [[ -z ${5:-} ]] || bash -c "cat $5 >/dev/null"
    run "$theirs"
    base=$took
    run "$ours"
    ((i < 0)) && continue
    echo "$took" >>"$scratch/ours"
    echo "$base" >>"$scratch/theirs"
    awk -v a="$took" -v b="$base" 'BEGIN { print a / b }' >>"$scratch/ratios"
  done
  printf '| %s | %s | %s | %s | %s | %s |\n' "$label" "$(spread <"$scratch/ours")" "$peer" \
    "$(spread <"$scratch/theirs")" "$(spread <"$scratch/ratios")" "$(peak "${ours%%|*}")"
}

big=$folder/big.data-00000-of-00001
one=$folder/one.data-00000-of-00001
a=$folder/a.data-00000-of-00001
same=$folder/same.data-00000-of-00001

echo "java: $("$java" -version 2>&1 | sed -n 2p); cores: $(getconf _NPROCESSORS_ONLN);" \
  "$(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo); $rounds rounds"
# The archive of classes is there before anything is measured.
export TFCKPT_CACHE=$scratch/cache
"$tool" list "$folder/small" >/dev/null
for ((i = 0; i < 60; i++)); do
  [[ -z $(find "$TFCKPT_CACHE" -name '*.jsa' ! -path '*.lock/*' 2>/dev/null) ]] || break
  sleep 1
done
echo
echo '| job | ms: min / median / max | against | ms | ratio | peak MiB |'
echo '|---|---|---|---|---|---|'
row 'list, 24 tensors' "list $folder/small" 'an empty Java program' "$java -cp $scratch Empty"
row 'verify, 2 GiB' "verify $folder/big" 'cat' "cat $big" "$big"
row 'digest, 2 GiB' "digest $folder/big" 'sha256sum' "sha256sum $big" "$big"
row 'dump -f raw, 2 GiB, to a pipe' "dump -f raw $folder/one w | cat" 'cat \| cat' \
  "cat $one | cat" "$one"
row 'stats, 2 GiB of float32' "stats $folder/one" 'cat' "cat $one" "$one"
row 'diff, 528 MiB, the same' "diff $folder/a $folder/same" 'cmp' "cmp $a $same" "$a $same"
row 'diff, 528 MiB, all different' "diff $folder/a $folder/b" 'cmp of two that are the same' \
  "cmp $a $same" "$a $same $folder/b.data-00000-of-00001"

python=${TFCKPT_PYTHON:-}
if [[ -n $python ]] && command -v h5diff >/dev/null && "$python" -c 'import h5py' 2>/dev/null; then
  for name in a b same; do
    [[ -e $folder/$name.h5 ]] && continue
    "$tool" export -q -o "$scratch/same.npz" "$folder/$name"
    "$python" -c '
import sys, h5py, numpy
with numpy.load(sys.argv[1]) as arrays, h5py.File(sys.argv[2], "w") as file:
    for name in arrays:
        file[name] = arrays[name]
' "$scratch/same.npz" "$folder/$name.h5"
    rm "$scratch/same.npz"
  done
  row 'diff, 528 MiB, the same' "diff $folder/a $folder/same" 'h5diff' \
    "h5diff $folder/a.h5 $folder/same.h5" "$a $same $folder/a.h5 $folder/same.h5"
  row 'diff, 528 MiB, all different' "diff $folder/a $folder/b" 'h5diff -q' \
    "h5diff -q $folder/a.h5 $folder/b.h5" "$a $folder/b.data-00000-of-00001 $folder/a.h5 $folder/b.h5"
fi

if [[ -n "${TFCKPT_PYTHON:-}" ]]; then
  rounds=3
  python="TF_CPP_MIN_LOG_LEVEL=3 $TFCKPT_PYTHON -c 'import sys, tensorflow as tf;"
  row 'list -f jsonl, 1,000,000 tensors' "list -f jsonl $folder/many" 'TensorFlow, list_variables' \
    "$python print(len(tf.train.list_variables(sys.argv[1])))' $folder/many"
  row 'dump --full -f lines, 10 million float32' "dump --full -f lines $folder/ten w" \
    'TensorFlow and numpy, tofile' \
    "$python tf.train.load_variable(sys.argv[1], \"w\").tofile(\"/dev/null\", sep=\"\\n\")' $folder/ten"
  row 'dump --full, 10 million float32' "dump --full $folder/ten w" 'TensorFlow and numpy, tofile' \
    "$python tf.train.load_variable(sys.argv[1], \"w\").tofile(\"/dev/null\", sep=\"\\n\")' $folder/ten"
  row 'verify, V1, 528 MiB' "verify $folder/vgg_16.ckpt" 'TensorFlow, reading all' \
    "$python r = tf.train.load_checkpoint(sys.argv[1]); [r.get_tensor(k) for k in r.get_variable_to_shape_map()]' $folder/vgg_16.ckpt" \
    "$folder/vgg_16.ckpt"
fi
