#!/bin/sh
# The launcher in front of the jar: its archive of classes is made once, used, and never in the way.
#
#   src/test/sh/launcher.sh TOOL CHECKPOINT
set -eu
tool=$1
checkpoint=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  echo "launcher.sh: $1" >&2
  exit 1
}

# list WHAT TOOL: has to print what it prints without an archive, and nothing else.
list() {
  "$2" list "$checkpoint" >"$folder/out" 2>"$folder/err" || fail "$1: exit $?"
  cmp -s "$folder/out" "$folder/expected" || fail "$1: another listing: $(head -n 2 "$folder/out")"
  [ ! -s "$folder/err" ] || fail "$1: $(head -n 2 "$folder/err")"
}

# Waits for the archive that is made in the background, at low priority, and prints where it is.
archive() {
  for _ in $(seq 6000); do
    found=$(find "$folder" -name '*.jsa')
    if [ -n "$found" ] && [ -z "$(find "$folder" -name '*.lock')" ]; then
      echo "$found"
      return
    fi
    sleep 0.1
  done
  fail "no archive after ten minutes: $(find "$folder")"
}

TFCKPT_CACHE='' "$tool" list "$checkpoint" >"$folder/expected"

export TFCKPT_CACHE="$folder/cache"
list 'first run' "$tool" &
list 'first run beside it' "$tool" || fail 'beside'
wait
made=$(archive)
[ "$(echo "$made" | wc -l)" -eq 1 ] || fail "more than one archive: $made"
list 'second run' "$tool"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:SharedArchiveFile="$made" \
  -Xlog:class+load -jar "$(readlink -f "$tool")" list "$checkpoint" >"$folder/classes"
grep -q '[.]ListCommand source: shared' "$folder/classes" || fail 'the JVM refuses the archive'

cp "$made" "$folder/other"
rm -f "$made"
echo 'no archive' >"$made"
list 'foreign archive' "$tool"
head -c 100000 /dev/zero >"$made"
list 'empty archive' "$tool"

mkdir "$folder/a folder"
cp "$tool" "$folder/a folder/tfckpt"
theirs=${made%"$(readlink -f "$tool").jsa"}$folder/a\ folder/tfckpt.jsa
mkdir -p "${theirs%/*}"
cp "$folder/other" "$theirs"
list 'the archive of another place' "$folder/a folder/tfckpt"
rm -f "$theirs"
list 'a copy in a folder with a space' "$folder/a folder/tfckpt"
code=0
"$tool" list "$checkpoint" <&- >&- 2>/dev/null || code=$?
[ $code -eq 4 ] || fail "neither standard input nor output: exit $code"
ln -s "$folder/a folder/tfckpt" "$folder/link"
list 'a link' "$folder/link"
(cd "$folder/a folder" && list 'a relative path' ./tfckpt)

export TFCKPT_CACHE="$folder/expected"
list 'a cache that is no folder' "$tool"
unset TFCKPT_CACHE XDG_CACHE_HOME HOME
list 'no home' "$tool"
export TFCKPT_CLASSPATH="$folder/none.jar:$folder/a folder"
list 'a class path besides' "$tool"
unset TFCKPT_CLASSPATH
if locale -a | grep -qix 'c.utf-\{0,1\}8'; then
  ln -s "$(readlink -f "${checkpoint%/*}")" "$folder/größe"
  checkpoint="$folder/größe/${checkpoint##*/}"
  unset LANG LC_ALL LC_CTYPE
  list 'a path that is not ASCII, no locale' "$tool"
fi
echo 'launcher.sh: the archive of classes is made once, used, and never in the way'
