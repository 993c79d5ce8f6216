#!/usr/bin/env bash
# Looks for inputs that break the reader, guided by coverage: compiles the targets, and fuzzes each
# for a while, several at once. Needs Linux or macOS.
#
#   src/fuzz/run.sh [-s SECONDS] [-j JOBS] [TARGET...]
#
# A target is a class of src/fuzz/java. Starts from src/fuzz/corpus.tar.xz, which has a folder for each
# target, and the small files of testdata; what it finds worth keeping goes to target/fuzz/TARGET/corpus,
# an input that fails to target/fuzz/TARGET/crash-... Prints executions, and fails if any input did.
# FUZZ_RUNS ends each target after so many executions, whatever the time; 0 runs what is kept and nothing
# else. FUZZ_SEED makes a run like the one before; 0, as it is by default, makes each another.
set -euo pipefail
cd "$(dirname "$0")/../.."

export FUZZ_SECONDS=30 FUZZ_RUNS=${FUZZ_RUNS:--1} FUZZ_SEED=${FUZZ_SEED:-0}
jobs=2
while getopts s:j: option; do
  case $option in
    s) FUZZ_SECONDS=$OPTARG ;;
    j) jobs=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
# Each target, and the kind of seeds that it takes.
all=(OpenFuzz:table ListFuzz:table DumpFuzz:table VerifyFuzz:table DiffFuzz:table AskFuzz:table
  ExportFuzz:table GraphFuzz:pb Hdf5Fuzz:hdf5 ObjectsFuzz:graph StateFileFuzz:state
  SelectionFuzz:selection OrderedCodeFuzz:code ObjectGraphFuzz:graph SnappyFuzz:snappy
  SafetensorsFuzz:safetensors NpzFuzz:npz NpyFuzz:npy ArchiveFuzz:archive)
targets=()
for target in "${all[@]}"; do
  if [[ $# -eq 0 || " $* " == *" ${target%:*} "* ]]; then
    targets+=("$target")
  fi
done
if [[ ${#targets[@]} -eq 0 ]]; then
  echo "run.sh: no target of that name; there are ${all[*]%:*}" >&2
  exit 2
fi

mvn -q -B -ntp -Pfuzz test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz/classpath
FUZZ_CLASSPATH=target/test-classes:target/classes:$(cat target/fuzz/classpath)
export FUZZ_CLASSPATH FUZZ_JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java

# The class called $1, with its package.
class() {
  local file
  file=$(find src/fuzz/java -name "$1.java")
  file=${file#src/fuzz/java/}
  tr / . <<<"${file%.java}"
}

rm -rf target/fuzz/seeds target/fuzz/kept
mkdir -p target/fuzz/kept
tar xf src/fuzz/corpus.tar.xz -C target/fuzz/kept
"$FUZZ_JAVA" -cp "$FUZZ_CLASSPATH" "$(class Seeds)" testdata target/fuzz/seeds

fuzz() {
  local target=${1%:*} kind=${1#*:} folder status=0
  folder=target/fuzz/$target
  rm -rf "$folder/tmp"
  mkdir -p "$folder/corpus" "$folder/tmp" "target/fuzz/kept/$target" "target/fuzz/seeds/$kind"
  # In one order, whatever order the file system has, and nothing read back: a seed means the same.
  find "target/fuzz/kept/$target" "target/fuzz/seeds/$kind" -type f | LC_ALL=C sort | paste -s -d , \
    >"$folder/start"
  "$FUZZ_JAVA" -Xmx384m -XX:+UseSerialGC -XX:ErrorFile="$folder/jvm-%p.log" \
    -Djava.io.tmpdir="$folder/tmp" -cp "$FUZZ_CLASSPATH" \
    com.code_intelligence.jazzer.Jazzer --target_class="$(class "$target")" \
    '--instrumentation_includes=io.github.tfckpt.**' \
    '--instrumentation_excludes=io.github.tfckpt.testing.**' \
    --disabled_hooks='*' --reproducer_path="$folder" \
    -artifact_prefix="$folder/" -timeout=300 -rss_limit_mb=2500 -max_len=8192 \
    -max_total_time="$FUZZ_SECONDS" -runs="$FUZZ_RUNS" -seed="$FUZZ_SEED" -print_final_stats=1 \
    -reload=0 -seed_inputs="@$folder/start" "$folder/corpus" >"$folder/log" 2>&1 || status=$?
  awk -v target="$target" '/^stat::number_of_executed_units/ { runs = $2 }
    / cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") cov = $(i + 1) }
    END { printf "%-28s %10d executions, %5d edges\n", target, runs, cov }' "$folder/log"
  if ((status != 0)); then
    report "$target" "$folder" >&2
  fi
  return "$status"
}

# Tells what a target died of, and how to have it again: most who read this have nothing but the text.
report() {
  local target=$1 folder=$2 input packed
  grep -m 1 -A 30 -E '^== |Java Exception|ERROR: libFuzzer' "$folder/log" || tail -n 30 "$folder/log"
  echo "run.sh: $target failed, see $folder"
  find "$folder" -maxdepth 1 -newer "$folder/start" -name '*-*' -type f | while read -r input; do
    case ${input##*/} in
      crash-* | timeout-* | oom-* | leak-*) ;;
      *) continue ;;
    esac
    packed=$(gzip -9 -n <"$input" | base64 -w 0)
    echo "run.sh: $input has $(wc -c <"$input") bytes"
    if ((${#packed} <= 2732)); then
      echo "run.sh: to have it again:"
      echo "  mkdir -p $folder/corpus; echo $packed | base64 -d | gunzip >$folder/corpus/again"
      echo "  FUZZ_RUNS=0 src/fuzz/run.sh $target"
    fi
  done
}
export -f class fuzz report
printf '%s\n' "${targets[@]}" | xargs -P "$jobs" -I '{}' bash -c 'fuzz {}'
