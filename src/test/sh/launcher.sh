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

# Waits for the archive that is made in the background, at low priority, in the folder $1, and prints where
# it is.
archive() {
  for _ in $(seq 6000); do
    found=$(find "$1" -name '*.jsa' -newer "$folder/expected")
    if [ -n "$found" ] && [ -z "$(find "$1" -name '*.lock')" ]; then
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
made=$(archive "$folder")
[ "$(echo "$made" | wc -l)" -eq 1 ] || fail "more than one archive: $made"
list 'second run' "$tool"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:SharedArchiveFile="$made" \
  -Xlog:class+load -jar "$(readlink -f "$tool")" list "$checkpoint" >"$folder/classes"
grep -q '[.]ListCommand source: shared' "$folder/classes" || fail 'the JVM refuses the archive'

cp "$made" "$folder/other"
cp "$made.sum" "$folder/other.sum"
rm -f "$made"
echo 'no archive' >"$made"
list 'foreign archive' "$tool"
head -c 100000 /dev/zero >"$made"
list 'empty archive' "$tool"
head -c 100000 "$folder/other" >"$made"
list 'torn archive' "$tool"
# The JVM died of every twelfth flipped bit, and took every thirtieth for classes of ours.
at=50
while [ $at -lt "$(wc -c <"$folder/other")" ]; do
  cp "$folder/other" "$folder/flipped"
  byte=$(od -An -tu1 -j $at -N 1 "$folder/other")
  printf "\\$(printf %o $((byte ^ 64)))" | dd of="$folder/flipped" bs=1 seek=$at conv=notrunc 2>/dev/null
  mv -f "$folder/flipped" "$made"
  list "byte $at of the archive is another" "$tool"
  at=$((at + 211111))
done
# Waits until the archive $1 is as it was written, for a second time.
again() {
  [ "$(archive "$TFCKPT_CACHE")" = "$1" ] || fail "where is the archive? $(find "$folder")"
  until [ "$(cksum <"$1")" = "$(head -n 1 "$1.sum")" ]; do
    sleep 0.1
  done
}

again "$made"
list 'the archive that was made again' "$tool"
# Nor one that was written to in its place, though its size and time are what they were.
cp -p "$made" "$folder/copy"
chmod 600 "$made"
printf XXXX | dd of="$made" bs=1 seek=5000000 conv=notrunc 2>/dev/null
touch -r "$folder/copy" "$made"
list 'an archive with the time that it had' "$tool"
again "$made"
# One that was copied is read once, and is as good.
cp -p "$made" "$folder/copy"
mv -f "$folder/copy" "$made"
known=$(tail -n 1 "$made.sum")
list 'a copy of the archive' "$tool"
[ "$(tail -n 1 "$made.sum")" != "$known" ] || fail 'the copy is read each time'

# An archive that has hardly any classes is not kept.
mkdir "$folder/bin"
cat >"$folder/bin/java" <<END
#!/bin/sh
case "\$*" in
  *-XX:ArchiveClassesAtExit=*)
    for word; do
      case \$word in
        -XX:ArchiveClassesAtExit=*) head -c 262144 /dev/zero >"\${word#*=}" ;;
      esac
    done
    touch "$folder/written"
    ;;
  *) exec $(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java") "\$@" ;;
esac
END
chmod +x "$folder/bin/java"
(
  JAVA_HOME=
  PATH=$folder/bin:$PATH
  export TFCKPT_CACHE="$folder/small"
  list 'a small archive' "$tool"
)
until [ -e "$folder/written" ]; do
  sleep 0.1
done
sleep 2
[ -z "$(find "$folder/small" -name '*.jsa')" ] || fail 'a small archive is kept'

# On top of another archive of its own classes Java takes nothing from ours: it is made anew.
mkdir -p "$folder/jdk/bin" "$folder/jdk/lib/server"
printf '#!/bin/sh\nexec %s "$@"\n' "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")" >"$folder/jdk/bin/java"
chmod +x "$folder/jdk/bin/java"
echo 1 >"$folder/jdk/lib/server/classes.jsa"
(
  export JAVA_HOME="$folder/jdk" TFCKPT_CACHE="$folder/based"
  list 'an archive on top of another' "$tool"
  based=$(archive "$TFCKPT_CACHE")
  was=$(ls -i "$based")
  list 'the archive on top of another' "$tool"
  sleep 2
  [ "$(ls -i "$based")" = "$was" ] || fail 'the archive is made each time'
  touch "$folder/jdk/lib/server/classes.jsa"
  list 'the other archive is new' "$tool"
  sleep 2
  again "$based"
  [ "$(ls -i "$based")" != "$was" ] || fail 'an archive is kept that Java does not take'
)

# In a folder where others may write there is no archive.
mkdir -m 777 "$folder/open"
mkdir -p "$folder/open/cache/tfckpt"
TFCKPT_CACHE="$folder/open/cache" list 'a cache in the folder of all' "$tool"
chmod 1777 "$folder/open"
mkdir "$folder/theirs"
ln -s "$folder/cache" "$folder/open/link"
if [ "$(id -u)" -eq 0 ]; then
  mkdir -p "$folder/theirs/cache/tfckpt"
  chown 65534 "$folder/theirs"
  TFCKPT_CACHE="$folder/theirs/cache" list 'a cache in the folder of another' "$tool"
fi
sleep 2
[ -z "$(find "$folder/open" "$folder/theirs" -name '*.jsa*')" ] || fail 'an archive where others write'

mkdir "$folder/a folder"
cp "$tool" "$folder/a folder/tfckpt"
theirs=${made%"$(readlink -f "$tool").jsa"}$folder/a\ folder/tfckpt.jsa
mkdir -p "${theirs%/*}"
cp "$folder/other" "$theirs"
cp "$folder/other.sum" "$theirs.sum"
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
# A class of ours in the working folder would be taken where it stands first.
mkdir -p "$folder/planted/META-INF/services"
echo planted.Provider >"$folder/planted/META-INF/services/java.nio.file.spi.FileSystemProvider"
tool=$(readlink -f "$tool")
listed=$(readlink -f "$checkpoint")
for path in : "$folder/none.jar:" ":$folder/none.jar" "::$folder/a folder::"; do
  code=0
  (cd "$folder/planted" && TFCKPT_CLASSPATH=$path "$tool" list "none:$listed") \
    >"$folder/out" 2>"$folder/err" || code=$?
  ! grep -q planted "$folder/err" || fail "class path $path: $(cat "$folder/err")"
done
unset TFCKPT_CLASSPATH

# What the JVM prints is no part of an answer: the stacks of its threads, on SIGQUIT.
"$tool" dump -f csv "$checkpoint" '*/weights' >"$folder/csv"
mkfifo "$folder/pipe"
"$tool" dump -f csv "$checkpoint" '*/weights' >"$folder/pipe" 2>"$folder/err" &
exec 3<"$folder/pipe"
sleep 2
kill -QUIT $!
sleep 1
cat <&3 >"$folder/out"
exec 3<&-
wait $! || fail "SIGQUIT: exit $?"
cmp -s "$folder/csv" "$folder/out" || fail 'SIGQUIT: another answer'
grep -q 'Full thread dump' "$folder/err" || fail 'SIGQUIT: too late'
code=0
"$tool" list "$checkpoint" >/dev/full 2>"$folder/err" || code=$?
[ $code -eq 4 ] || fail "full output: exit $code"
[ "$(wc -l <"$folder/err")" -eq 1 ] || fail "full output: $(cat "$folder/err")"

# Exit 1 means "no", never that Java failed.
for memory in 100000 400000 700000 870000 885000 900000 920000 960000 1500000 3000000; do
  code=0
  (
    ulimit -v "$memory"
    exec timeout 100 "$tool" diff --threads 64 "$checkpoint" "$checkpoint"
  ) >"$folder/out" 2>"$folder/err" || code=$?
  case $code in
    0) ;;
    70) [ "$(wc -l <"$folder/err")" -eq 1 ] || fail "$memory KiB: $(cat "$folder/err")" ;;
    *) fail "$memory KiB: exit $code: $(head -n 3 "$folder/err")" ;;
  esac
done
code=0
JAVA_TOOL_OPTIONS=-Xmx1k "$tool" list "$checkpoint" >"$folder/out" 2>"$folder/err" || code=$?
[ $code -eq 70 ] || fail "too small a heap: exit $code"
if locale -a | grep -qix 'c.utf-\{0,1\}8'; then
  ln -s "$(readlink -f "${checkpoint%/*}")" "$folder/größe"
  checkpoint="$folder/größe/${checkpoint##*/}"
  unset LANG LC_ALL LC_CTYPE
  list 'a path that is not ASCII, no locale' "$tool"
  for locale in C POSIX xx_YY.UTF-8 xx_YY xx_YY.ISO-8859-1 nonsense; do
    LANG=$locale list "a path that is not ASCII, LANG=$locale" "$tool"
    LC_ALL=$locale list "a path that is not ASCII, LC_ALL=$locale" "$tool"
  done
  LC_TIME=xx_YY LANG=C.UTF-8 list 'a path that is not ASCII, LC_TIME=xx_YY' "$tool"
fi
echo 'launcher.sh: the archive of classes is made once, used, and never in the way'
