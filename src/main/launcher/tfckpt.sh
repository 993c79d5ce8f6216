#!/bin/sh
# tfckpt: a jar with this launcher in front of it. Needs Java 17 or newer.
# With standard input closed as well, what Java opens second would stand in for a closed output.
[ -e /dev/fd ] && ! [ -e /dev/fd/0 ] && exec </dev/null
java=java
[ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java=$JAVA_HOME/bin/java
if ! java=$(command -v "$java"); then
  echo "tfckpt: no java found: install Java 17 or newer, or set JAVA_HOME" >&2
  exit 4
fi
# Writes the archive of classes $1, and leaves nothing else behind.
archive() {
  umask 077
  mkdir -p "${1%/*}" || return
  # Archives that nobody's program or Java fits any more, and the lock of one that was killed.
  find "$cache" -name '*.jsa' -mtime +60 -exec rm -f {} +
  find "$1.lock" -prune -mmin +10 -exec rm -rf {} +
  mkdir "$1.lock" || return
  nice "$java" -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -XX:ArchiveClassesAtExit="$1.lock/classes" -cp "$self" @rehearsal@ \
    "$1.lock" && mv -f "$1.lock/classes" "$1"
  rm -rf "$1.lock"
}

# The classes of this very file, as the JVM of this machine lays them out: from the second run on
# they are mapped instead of loaded. Kept in the user's cache by build, Java and place of the file;
# made in the background; never taken from anybody else. TFCKPT_CACHE names another folder, or none.
self=$0
command=${1:-}
cache=${TFCKPT_CACHE-${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}}
if [ -n "$cache" ] && places=$(readlink -f "$java" "$self" 2>/dev/null) &&
  [ "${places#*
}" -ef "$self" ]; then
  real=${places%%
*}
  self=${places#*
}
  release=
  while IFS= read -r line; do
    case $line in
      JAVA_RUNTIME_VERSION=\"*) release=${line#*\"} release=${release%\"} ;;
    esac
  done 2>/dev/null <"${real%/bin/java}/release"
  cache=$cache/tfckpt
  classes=$cache/@build@$real/$release$self.jsa
  if [ -O "$classes" ] && [ "$classes" -nt "$self" ]; then
    # What the JVM says of an archive that it does not like would go to standard output.
    set -- -XX:SharedArchiveFile="$classes" -Xlog:disable -Xlog:all=off:stderr -jar "$self" "$@"
  else
    (sleep 1 && archive "$classes") >/dev/null 2>&1 </dev/null &
    set -- -jar "$self" "$@"
  fi
else
  set -- -jar "$self" "$@"
fi

# Jars of file systems, beside this one: no archive of classes then, which is of this file alone.
if [ -n "${TFCKPT_CLASSPATH:-}" ]; then
  while [ "$1" != -jar ]; do
    shift
  done
  shift 2
  set -- -cp "$self:$TFCKPT_CLASSPATH" @main@ "$@"
fi

# Where there is little to do for each byte, the fast compiler alone is enough.
case $command in
  list | ls | verify | help) set -- -XX:TieredStopAtLevel=1 "$@" ;;
esac
# Under the locale "C", Java takes what is not ASCII in paths and names for nothing at all.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
terminals=
[ -t 1 ] && terminals=1
[ -t 2 ] && terminals=${terminals}2
# Little memory, used again and again, instead of much that is touched once: what is small lives
# short here, and what is great lives long. Start soon: no performance data file, and no
# verification of the classes of this very file, which javac made. A Java that does not know an
# option passes over it.
exec "$java" -XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData \
  -XX:+UseSerialGC -Xmn12m -XX:PretenureSizeThreshold=16k \
  -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote \
  -Dtfckpt.terminals="$terminals" "$@"
exit 4
