#!/usr/bin/env bash
# Measures target/tfckpt as whole processes: times as ratios of interleaved pairs, and peak memory.
#
#   src/bench/run.sh [--quick]
#
# Needs "mvn package". TFCKPT_PYTHON names a python with tensorflow to compare with, TFCKPT_BENCH a
# folder for the inputs (about 130 MB; three sparse files of 4 GiB). Prints, and fails for nothing
# but a broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=21
[[ "${1:-}" == --quick ]] && rounds=5
few=$((rounds < 9 ? 3 : 7))
tool=$PWD/target/tfckpt
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
folder=${TFCKPT_BENCH:-$(mktemp -d)}
[[ -n "${TFCKPT_BENCH:-}" ]] || trap 'rm -rf "$folder"' EXIT

if [[ ! -x $tool || ! -d target/test-classes ]]; then
  echo "run.sh: no target/tfckpt or no test classes: mvn package first" >&2
  exit 1
fi

# Milliseconds that a command takes from fork to exit, in $took, and of all cores' work, in $work.
run() {
  local status=0 TIMEFORMAT='%R %U %S'
  { time "$@" >/dev/null 2>"$folder/stderr" || status=$?; } 2>"$folder/time"
  read -r took work < <(awk '{ print $1 * 1000, ($2 + $3) * 1000 }' "$folder/time")
  if ((status != 0)); then
    echo "exit $status: $*" >&2
    head -n 3 "$folder/stderr" >&2
  fi
}

# min / median / max of the numbers on standard input.
spread() {
  sort -n | awk -v unit="$1" '{ v[NR] = $1 }
    END { printf "%.*f / %.*f / %.*f%s", p(v[1]), v[1], p(v[1]), v[int((NR + 1) / 2)], p(v[1]), v[NR], unit }
    function p(x) { return x < 20 ? 2 : 0 }'
}

# compare ROUNDS LABEL COMMAND...: against a bare JVM start, turn by turn.
compare() {
  local count=$1 label=$2 bare idle
  shift 2
  : >"$folder/bare" >"$folder/times" >"$folder/ratios" >"$folder/works"
  run "$java" -cp "$folder" Empty
  run "$@"
  for ((i = 0; i < count; i++)); do
    run "$java" -cp "$folder" Empty
    bare=$took idle=$work
    run "$@"
    echo "$bare" >>"$folder/bare"
    echo "$took" >>"$folder/times"
    awk -v a="$took" -v b="$bare" 'BEGIN { print a / b }' >>"$folder/ratios"
    awk -v a="$work" -v b="$idle" 'BEGIN { print a / b }' >>"$folder/works"
  done
  printf '%-38s %s\n' "$label" "$(spread ' ms' <"$folder/times")"
  printf '%-38s %s\n' '  bare JVM' "$(spread ' ms' <"$folder/bare")"
  printf '%-38s %s; of processor time %s\n' '  ratio' "$(spread '' <"$folder/ratios")" \
    "$(spread '' <"$folder/works")"
}

# memory LABEL EXPECTED COMMAND...: under -Xmx64m; what it prints has to hold EXPECTED.
memory() {
  local label=$1 expected=$2 status=0 peak=0 now start=${EPOCHREALTIME/./}
  shift 2
  local target=$folder/out
  [[ -n $expected ]] || target=/dev/null
  JDK_JAVA_OPTIONS=-Xmx64m "$@" >"$target" 2>"$folder/stderr" &
  local pid=$!
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [[ -n $now ]]; do
    peak=$now
    sleep 0.02
  done
  wait "$pid" || status=$?
  local millis=$(((${EPOCHREALTIME/./} - start) / 1000)) verdict='not compared'
  if [[ -n $expected ]]; then
    grep -qF -- "$expected" "$folder/out" && verdict=right || verdict=WRONG
  fi
  printf '%-38s exit %d, %s, %d ms, peak %d MiB\n' "$label" "$status" "$verdict" "$millis" \
    $((peak / 1024))
  if ((status != 0)); then
    grep -v '^NOTE: Picked up' "$folder/stderr" | head -n 3 >&2 || true
  fi
}

"${java}c" -d "$folder" src/bench/Empty.java
echo "java: $("$java" -version 2>&1 | head -n 1); cores: $(getconf _NPROCESSORS_ONLN)"
digest=$("$java" -cp target/test-classes src/bench/Inputs.java "$folder")

echo "-- whole process, min / median / max"
# From the second run on: the archive of classes is there before anything is measured.
export TFCKPT_CACHE=$folder/cache
rm -rf "$TFCKPT_CACHE"
"$tool" list "$folder/small" >/dev/null
for ((i = 0; i < 60; i++)); do
  [[ -z $(find "$TFCKPT_CACHE" -name '*.jsa' ! -path '*.lock/*' 2>/dev/null) ]] || break
  sleep 1
done
compare "$rounds" 'list, 24 tensors' "$tool" list "$folder/small"
compare "$few" 'list -f jsonl, 1,000,000 tensors' "$tool" list -f jsonl "$folder/many"
compare "$few" 'list, 1,000,000 tensors' "$tool" list "$folder/many"
if [[ -n "${TFCKPT_PYTHON:-}" ]]; then
  : >"$folder/times"
  for ((i = 0; i < 3; i++)); do
    run env TF_CPP_MIN_LOG_LEVEL=3 "$TFCKPT_PYTHON" -c \
      'import sys, tensorflow as tf; tf.train.list_variables(sys.argv[1])' "$folder/many"
    echo "$took" >>"$folder/times"
  done
  printf '%-38s %s\n' 'TensorFlow, 1,000,000 tensors' "$(spread ' ms' <"$folder/times")"
fi

echo "-- a tensor of 4 GiB, float32 [4, 268435456], under -Xmx64m"
for form in plain partitioned v1.ckpt; do
  memory "digest, $form" "$digest" "$tool" digest "$folder/$form"
  memory "dump -f raw, $form" '' "$tool" dump -f raw "$folder/$form" w
  memory "dump 'w[2, last::-2^24]', $form" '[48. 47. 46.' \
    "$tool" dump "$folder/$form" 'w[2, -16777216::-16777216]'
done
if "$tool" dump -f raw "$folder/plain" w | cmp - "$folder/plain.data-00000-of-00001"; then
  echo "dump -f raw gives the shard, byte for byte"
fi
