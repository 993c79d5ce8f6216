#!/usr/bin/env bash
# Measures tfckpt report as a whole process: on a bundle of 528 MiB against "stats --histogram" of
# the same, turn by turn (at most 1.5 times as long, in at most 160 MiB), and on a million tensors,
# whose page stays below 10 MB. Peaks are what the kernel counts.
#
#   src/bench/report.sh [ROUNDS]
#
# Needs "mvn package" and GNU time; TFCKPT_BENCH names a folder for the inputs of diff.sh and run.sh
# (2.8 GB, kept there), TFCKPT_TOOL another tfckpt. Prints, and fails for nothing but a broken setup.
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=${1:-5}
tool=${TFCKPT_TOOL:-$PWD/target/tfckpt}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
folder=${TFCKPT_BENCH:-$(mktemp -d)}
[[ -n "${TFCKPT_BENCH:-}" ]] || trap 'rm -rf "$folder"' EXIT

if [[ ! -x $tool || ! -d target/test-classes ]]; then
  echo "report.sh: no $tool or no test classes: mvn package first" >&2
  exit 1
fi
if [[ ! -e $folder/frcnn.index ]]; then
  "$java" -cp target/test-classes src/bench/DiffInputs.java "$folder"
fi
if [[ ! -e $folder/many.index ]]; then
  "$java" -cp target/test-classes:target/classes src/bench/Inputs.java "$folder" >/dev/null
fi

# Milliseconds from fork to exit, in $took; of all cores' work, in $work; peak MiB, in $peak.
run() {
  /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@" >/dev/null
  read -r took work peak < <(tail -n 1 "$folder/time" | awk '{ print $1 * 1000, ($2 + $3) * 1000, $4 / 1024 }')
}

page=$folder/report.html
: >"$folder/ratios"
run "$tool" stats --histogram 32 "$folder/a"
for ((i = 0; i < rounds; i++)); do
  run "$tool" report -q "$folder/a" -o "$page"
  mine="$took $work $peak"
  run "$tool" stats --histogram 32 "$folder/a"
  echo "$mine $took $work $peak" >>"$folder/ratios"
done
awk -v bytes="$(wc -c <"$page")" '{ a[NR] = $1; b[NR] = $4; r[NR] = $1 / $4; w[NR] = $2 / $5
    p = $3 > p ? $3 : p; q = $6 > q ? $6 : q }
  function median(v, n,   i, j, t) { for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++)
    if (v[j] < v[i]) { t = v[i]; v[i] = v[j]; v[j] = t } return v[int((n + 1) / 2)] }
  END { printf "528 MiB: report %.0f ms, stats --histogram %.0f ms; ratio of time %.3f, of processor time %.3f; peak %.0f MiB, stats %.0f MiB; page %d bytes\n",
    median(a, NR), median(b, NR), median(r, NR), median(w, NR), p, q, bytes }' "$folder/ratios"
run "$tool" report -q "$folder/many" -o "$page"
printf 'a million tensors: %.0f ms, peak %.0f MiB, page %d bytes\n' "$took" "$peak" "$(wc -c <"$page")"
