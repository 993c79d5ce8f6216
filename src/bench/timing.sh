# shellcheck shell=bash
# What measurements of whole processes share, to be sourced. Needs $scratch, a folder.

# Wall and processor milliseconds of a command, in $wall and $cpu; it may exit 1.
run() {
  local TIMEFORMAT='%R %U %S' times
  times=$({ time "$@" >"$scratch/out" 2>"$scratch/err" || [[ $? == 1 ]]; } 2>&1)
  read -r wall cpu <<<"$(awk '{ print 1000 * $1, 1000 * ($2 + $3) }' <<<"$times")"
}

# min / median / max of the numbers on standard input.
spread() {
  sort -n | awk '{ v[NR] = $1 }
    END { printf "%.*f / %.*f / %.*f", p(v[1]), v[1], p(v[1]), v[int((NR + 1) / 2)], p(v[1]), v[NR] }
    function p(x) { return x < 20 ? 2 : 0 }'
}

# The quotient of two numbers.
ratio() {
  awk -v a="$1" -v b="$2" 'BEGIN { print a / b }'
}

# Peak memory of a command, in MiB; it may fail.
peak() {
  "$@" >/dev/null 2>&1 &
  local pid=$! most=0 now
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [[ -n $now ]]; do
    most=$now
    sleep 0.02
  done
  wait "$pid" || true
  echo $((most / 1024))
}
