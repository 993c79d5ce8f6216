#!/bin/sh
# tfckpt: a jar with this launcher in front of it. Needs Java 17 or newer.
# If standard input is closed, the second file that Java opens would take the place of a closed output.
[ -e /dev/fd ] && ! [ -e /dev/fd/0 ] && exec </dev/null
java=java
[ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java=$JAVA_HOME/bin/java
if ! java=$(command -v "$java"); then
  echo "tfckpt: no java found: install Java 17 or newer, or set JAVA_HOME" >&2
  exit 4
fi
# Writes the class archive $1, and leaves nothing else behind.
archive() {
  umask 077
  mkdir -p "${1%/*}" || return
  # Old archives that no program or Java uses any more, and the lock of a killed run.
  find "$cache" -name '*.jsa' -mtime +60 -exec rm -f {} +
  find "$1.lock" -prune -mmin +10 -exec rm -rf {} +
  mkdir "$1.lock" || return
  nice "$java" -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -XX:ArchiveClassesAtExit="$1.lock/classes" -cp "$self" @training@ \
    "$1.lock" && mv -f "$1.lock/classes" "$1"
  rm -rf "$1.lock"
}

# The class archive: from the second run on, the JVM maps the classes of this file instead of loading
# them. It is kept in the user's cache, by build, Java and path of this file, is written in the
# background, and is never taken from another user. TFCKPT_CACHE moves it, or disables it if empty.
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
    # Otherwise the JVM would complain about a bad archive on standard output.
    set -- -XX:SharedArchiveFile="$classes" -Xlog:disable -Xlog:all=off:stderr -jar "$self" "$@"
  else
    (sleep 1 && archive "$classes") >/dev/null 2>&1 </dev/null &
    set -- -jar "$self" "$@"
  fi
else
  set -- -jar "$self" "$@"
fi

# With jars of file systems there is no class archive: it fits this file alone.
if [ -n "${TFCKPT_CLASSPATH:-}" ]; then
  while [ "$1" != -jar ]; do
    shift
  done
  shift 2
  set -- -cp "$self:$TFCKPT_CLASSPATH" @main@ "$@"
fi

# Where there is little work per byte, the fast compiler alone is enough.
case $command in
  list | ls | verify | help) set -- -XX:TieredStopAtLevel=1 "$@" ;;
esac
# In the locale "C", Java loses everything that is not ASCII in paths and names.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
terminals=
[ -t 1 ] && terminals=1
[ -t 2 ] && terminals=${terminals}2
# A small young generation that is reused, instead of much memory touched once: small objects die
# young here, large ones live long. For a fast start: no performance data file, and no verification
# of the classes of this file. A Java that does not know an option ignores it.
exec "$java" -XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData \
  -XX:+UseSerialGC -Xmn12m -XX:PretenureSizeThreshold=16k \
  -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote \
  -Dtfckpt.terminals="$terminals" "$@"
exit 4
