#!/usr/bin/env bash
# Measures tfckpt history on runs that TensorFlow writes: 1,000 steps of 200 tensors from their
# indexes, against TensorFlow listing them in one process; and the data of 10 and of 40 steps of
# 64 MiB against cat. Beside each of them stands the least that a JVM takes: one that does nothing, one
# that only reads the same files, one that also sums the squares of their floats. Ratios are of runs
# that take turns; peaks are what the kernel counts.
#
#   TFCKPT_PYTHON=python src/bench/history.sh [ROUNDS]
#
# Needs "mvn package", GNU time and a python with tensorflow; about 750 MB in TFCKPT_BENCH, or else
# in a folder of its own. TFCKPT_TOOL names another tfckpt. Prints, and fails for nothing but a
# broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=${1:-5}
tool=${TFCKPT_TOOL:-$PWD/target/tfckpt}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if [[ ! -x $tool ]]; then
  echo "history.sh: no $tool: mvn package first" >&2
  exit 1
fi
if [[ -z "${TFCKPT_PYTHON:-}" ]]; then
  echo "history.sh: TFCKPT_PYTHON is not set: nothing to compare with" >&2
  exit 1
fi
python=$TFCKPT_PYTHON
folder=${TFCKPT_BENCH:-$(mktemp -d)}
[[ -n "${TFCKPT_BENCH:-}" ]] || trap 'rm -rf "$folder"' EXIT
export TF_CPP_MIN_LOG_LEVEL=3 TFCKPT_CACHE=$folder/cache

write='
import sys, numpy as np, tensorflow as tf
folder, steps, tensors, floats = sys.argv[1], *map(int, sys.argv[2:])
rng = np.random.default_rng(1)
names = ["layer_%d/%s" % (i // 2, ("kernel", "bias")[i % 2]) for i in range(tensors)]
values = [rng.standard_normal(floats, np.float32) for name in names]
for step in range(1, steps + 1):
    # A third is frozen, a third stops half way.
    for i in range(tensors):
        if i % 3 == 2 or (i % 3 == 1 and step <= steps // 2):
            values[i] = values[i] * np.float32(1.001)
    tf.raw_ops.SaveV2(prefix=f"{folder}/model.ckpt-{step}", tensor_names=names,
                      shape_and_slices=[""] * tensors, tensors=values)
'
list='
import glob, sys, tensorflow as tf
for index in glob.glob(sys.argv[1] + "/*.index"):
    tf.train.list_variables(index[: -len(".index")])
'

# Writes a run, once.
make() {
  [[ -d $folder/$1 ]] && return
  mkdir -p "$folder/$1"
  "$python" -c "$write" "$folder/$1" "$2" "$3" "$4"
}

# Milliseconds from fork to exit, in $took; of all cores' work, in $work; peak MiB, in $peak.
run() {
  /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@" >/dev/null 2>"$folder/stderr" || true
  read -r took work peak < <(tail -n 1 "$folder/time" | awk '{ print $1 * 1000, ($2 + $3) * 1000, $4 / 1024 }')
}

# compare LABEL 'COMMAND' PEER 'COMMAND'
compare() {
  local label=$1 ours=$2 peer=$3 theirs=$4
  : >"$folder/ratios"
  eval "run $ours"
  eval "run $theirs"
  for ((i = 0; i < rounds; i++)); do
    eval "run $ours"
    local mine="$took $work $peak"
    eval "run $theirs"
    echo "$mine $took $work $peak" >>"$folder/ratios"
  done
  printf '%s\n' "$label"
  awk -v peer="$peer" '{ a[NR] = $1; b[NR] = $4; r[NR] = $1 / $4; w[NR] = $2 / $5
      p = $3 > p ? $3 : p; q = $6 > q ? $6 : q }
    function median(v, n,   i, j, t) { for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++)
      if (v[j] < v[i]) { t = v[i]; v[i] = v[j]; v[j] = t } return v[int((n + 1) / 2)] }
    END { printf "  %.0f ms, %s %.0f ms; ratio of time %.3f, of processor time %.3f; peak %.0f MiB, %s %.0f MiB\n",
      median(a, NR), peer, median(b, NR), median(r, NR), median(w, NR), p, peer, q }' "$folder/ratios"
}

make many 1000 200 64
make big 10 32 524288
# The same bytes four times: in the cache of the kernel they take no more room.
mkdir -p "$folder/long"
for ((i = 1; i <= 40; i++)); do
  of=$(((i - 1) % 20 + 1))
  of=$((of > 10 ? 21 - of : of))
  for end in index data-00000-of-00001; do
    ln -f "$folder/big/model.ckpt-$of.$end" "$folder/long/model.ckpt-$i.$end"
  done
done
"${java}c" -d "$folder/floor" src/bench/Floor.java
# From the second run on: the archive of classes is there before anything is measured.
"$tool" history "$folder/many" >/dev/null
for ((i = 0; i < 60; i++)); do
  [[ -z $(find "$TFCKPT_CACHE" -name '*.jsa' ! -path '*.lock/*' 2>/dev/null) ]] || break
  sleep 1
done
compare '1,000 steps of 200 tensors, from indexes' "$tool history $folder/many" \
  TensorFlow "$python -c \"\$list\" $folder/many"
floor="$java -Xshare:auto -XX:+UseSerialGC -XX:-UsePerfData"
compare 'a JVM that does nothing' "$floor -XX:TieredStopAtLevel=1 -version" \
  TensorFlow "$python -c \"\$list\" $folder/many"
floor="$floor -cp $folder/floor Floor"
compare 'a JVM that reads the 1,000 indexes' "$floor read $folder/many/*.index" \
  TensorFlow "$python -c \"\$list\" $folder/many"
compare '1,000 steps of 200 tensors, --values' "$tool history --values -f csv $folder/many" \
  cat "cat $folder/many/*.data*"
compare '10 steps of 64 MiB, --values' "$tool history --values $folder/big" \
  cat "cat $folder/big/*.data*"
compare 'a JVM that sums squares of the same bytes' "$floor squares $folder/big/*.data*" \
  cat "cat $folder/big/*.data*"
compare '40 steps of 64 MiB, --values' "$tool history --values $folder/long" \
  cat "cat $folder/long/*.data*"
compare 'a JVM that sums squares of the same bytes' "$floor squares $folder/long/*.data*" \
  cat "cat $folder/long/*.data*"
compare '10 steps of 64 MiB, --find nan,inf' "$tool history --find nan,inf $folder/big" \
  cat "cat $folder/big/*.data*"
