#!/bin/sh
# tfckpt: a jar with this launcher in front of it. Needs Java 17 or newer, or has its own beside it:
# then src/build/runtime.xml writes the path of that as "java" below.
# If standard input is closed, the second file that Java opens would take the place of a closed output.
[ -e /dev/fd ] && ! [ -e /dev/fd/0 ] && exec </dev/null
[ -e /dev/fd ] && ! [ -e /dev/fd/2 ] && exec 2>/dev/null
java=java
[ "$java" = java ] && [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java=$JAVA_HOME/bin/java
if ! java=$(command -v "$java"); then
  echo "tfckpt: no java found: install Java 17 or newer, or set JAVA_HOME" >&2
  exit 4
fi
# Writes the class archive, its checksum and its state, and leaves nothing else behind: also not a small
# archive, which speeds up nothing.
archive() {
  command -v cksum || return
  umask 077
  mkdir -p "${classes%/*}" || return
  # Old archives that no program or Java uses any more, and the lock of a killed run.
  find "$cache" '(' -name '*.jsa' -o -name '*.sum' -o -name '*.places' ')' -mtime +60 -exec rm -f {} +
  lock=$classes.lock
  find "$lock" -prune -mmin +10 -exec rm -rf {} +
  mkdir "$lock" || return
  # Another run may have made it since this one looked.
  { trusted && intact; } || {
    nice "$java" -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
      -XX:ArchiveClassesAtExit="$lock/classes" -cp "$self" @training@ "$lock" &&
      [ "$(wc -c <"$lock/classes")" -gt 1000000 ] && { sync "$lock/classes" || sync; } &&
      sum=$(cksum <"$lock/classes") && mv -f "$lock/classes" "$classes" && trusted &&
      printf '%s\n' "$sum" "$state" >"$lock/sum" && mv -f "$lock/sum" "$classes.sum"
  }
  rm -rf "$lock"
}

# Where Java, this file and the folder of the cache really are, as a run before this one found.
places() {
  real='' there='' home=''
  { IFS= read -r real && IFS= read -r there && IFS= read -r home; } 2>/dev/null <"$cache/@build@.places"
}

# Learns what "ulimit -v" says, and of the archive $classes its $state: inode, size, owner, and when it last
# changed in any way, which nobody can set back (GNU ls says this to the nanosecond, others to the minute).
# True if nobody but root can put anything in $cache, or another folder in its place: each folder down to
# it is ours or root's, and others write there at most where they cannot rename what is ours.
trusted() {
  case $cache in
    *"$line_end"*) return 1 ;;
  esac
  [ -O "$cache" ] || return
  set -f
  IFS=/
  path=
  set -- /
  for name in ${cache#/}; do
    path=$path/$name
    set -- "$@" "$path"
  done
  unset IFS
  set +f
  # One process: each takes as long as a tenth of starting Java. It lists in the order of the paths.
  facts=$(ulimit -v; LC_ALL=C TIME_STYLE=full-iso ls -ldnci "$@" "$classes" 2>/dev/null)
  memory=${facts%%"$line_end"*}
  facts=${facts#*"$line_end"}
  set -f
  set -- ${facts##*"$line_end"}
  set +f
  state=$*
  owners=
  while read -r _ mode _ owner _; do
    case $mode in
      d????-??-* | d????????[tT]*) owners="$owners $owner" ;;
      -????-??-*) ;;
      *) return 1 ;;
    esac
  done <<END
$facts
END
  for owner in $owners; do
    [ "$owner" = 0 ] || [ "$owner" = "${owners##* }" ] || return
  done
}

# True if the archive is as it was written: of one that is torn the JVM would die. It is read where its
# state is not the one that is known, as after a copy; otherwise nobody has written to it since. On top of
# another archive of Java's own classes, which may be made anew, the JVM would take nothing from it.
intact() {
  [ -O "$classes" ] && [ "$classes" -nt "$self" ] &&
    ! [ "${real%/bin/java}/lib/server/classes.jsa" -nt "$classes" ] &&
    { read -r sum && IFS= read -r known; } 2>/dev/null <"$classes.sum" || return
  [ "$state" = "$known" ] && return
  [ "$(cksum <"$classes" 2>/dev/null)" = "$sum" ] || return
  { printf '%s\n' "$sum" "$state" >"$classes.sum"; } 2>/dev/null || true
}

# The class archive: from the second run on, the JVM maps the classes of this file instead of loading
# them. It is kept in the user's cache, by build, Java and path of this file, is written in the
# background, and is never taken from another user. TFCKPT_CACHE moves it, or disables it if empty.
line_end='
'
self=$0
typed=$0
command=${1:-}
memory=
shared=
cache=${TFCKPT_CACHE-${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}}
cache=${cache:+$cache/tfckpt}
[ -z "$cache" ] || [ -d "$cache" ] || (umask 077 && mkdir -p "$cache") 2>/dev/null || cache=
there=
if [ -n "$cache" ]; then
  places
  asked=
  if ! { [ "$real" -ef "$java" ] && [ "$there" -ef "$self" ] && [ "$home" -ef "$cache" ]; }; then
    asked=$(readlink -f "$java" "$self" "$cache" 2>/dev/null)
    real=${asked%%"$line_end"*}
    home=${asked#*"$line_end"}
    there=${home%%"$line_end"*}
    home=${home#*"$line_end"}
  fi
fi
if [ -n "$cache" ] && [ "$there" -ef "$self" ]; then
  self=$there
  cache=$home
  release=
  while [ -z "$release" ] && IFS= read -r line; do
    case $line in
      JAVA_RUNTIME_VERSION=\"*) release=${line#*\"} release=${release%\"} ;;
    esac
  done 2>/dev/null <"${real%/bin/java}/release"
  classes=$cache/@build@$real/$release$self.jsa
  found=$real$line_end$self$line_end$cache
  if ! trusted; then
    found=
  elif [ -n "$asked" ]; then
    { printf '%s\n' "$found" >"$cache/@build@.places"; } 2>/dev/null
  else
    # What was read before the folder could be trusted has to be what it says now.
    places
    [ "$found" = "$real$line_end$there$line_end$home" ] || found=
  fi
  if [ -z "$found" ]; then
    self=$typed
    set -- -jar "$self" "$@"
  elif intact; then
    shared=-XX:SharedArchiveFile=$classes
    set -- "$shared" -jar "$self" "$@"
  else
    (sleep 1 && archive) >/dev/null 2>&1 </dev/null &
    set -- -jar "$self" "$@"
  fi
else
  set -- -jar "$self" "$@"
fi
memory=${memory:-$(ulimit -v)}

# With jars of file systems there is no class archive: it fits this file alone.
if [ -n "${TFCKPT_CLASSPATH:-}" ]; then
  while [ "$1" != -jar ]; do
    shift
  done
  shift 2
  path=$self
  set -f
  IFS=:
  for jar in $TFCKPT_CLASSPATH; do
    # To Java an empty part means the working folder, in which anybody may have put classes.
    path=$path${jar:+:$jar}
  done
  unset IFS
  set +f
  set -- -cp "$path" @main@ "$@"
fi

# Where there is little work per byte, the fast compiler alone is enough.
case $command in
  list | ls | verify | help) set -- -XX:TieredStopAtLevel=1 "$@" ;;
  history)
    # Of a long run with small tensors, what a step leaves behind would else fill a large heap.
    case " $* " in
      *' --values '* | *' --find'[\ =]*) set -- -Xms24m "$@" ;;
      *) set -- -XX:TieredStopAtLevel=1 "$@" ;;
    esac
    ;;
esac
# In the locale "C", Java loses everything that is not ASCII in paths and names, and so it does if any
# locale that is set is not installed. A locale of UTF-8 is as good as another.
locale=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
case $locale in
  C | POSIX) locale=C.UTF-8 ;;
  *.[uU][tT][fF]-8 | *.[uU][tT][fF]8) [ -d /usr/lib/locale/C.utf8 ] && locale=C.UTF-8 ;;
esac
case $locale in
  C.*) ;;
  *)
    case $(locale charmap 2>/dev/null) in
      '' | ANSI* | US-ASCII) locale=C.UTF-8 ;;
    esac
    ;;
esac
export LC_ALL="$locale"
terminals=
[ -t 1 ] && terminals=1
[ -t 2 ] && terminals=${terminals}2
# A small young generation that is reused, instead of much memory touched once: small objects die
# young here, large ones live long. For a fast start: no performance data file, and no verification
# of the classes of this file. What the JVM itself has to say, such as the stacks of all threads on
# SIGQUIT, goes to standard error, and of an archive that does not fit it says nothing. If it runs out
# of memory of its own, it must not exit with 1. A Java that does not know an option ignores it.
options='-XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData
  -XX:+UseSerialGC -Xmn12m -XX:PretenureSizeThreshold=16k
  -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote
  -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=off:stderr -XX:ErrorFile=/dev/null'
if [ "$memory" != unlimited ]; then
  options="$options -XX:CompressedClassSpaceSize=48m -XX:ReservedCodeCacheSize=64m"
  export MALLOC_ARENA_MAX=2
  # Two threads that find no memory may wait for each other to say so: it aborts at once instead.
  options="$options -XX:+SuppressFatalErrorMessage"
  ulimit -c 0
fi
# Where a JVM may not even start, which it says with 1 too, it is tried first: with less memory than it
# will have, since later it aborts where it finds none for itself.
if [ "$memory" != unlimited ] ||
  [ -n "${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}${_JAVA_OPTIONS:-}" ]; then
  if ! failure=$({
    [ "$memory" = unlimited ] || ulimit -v $((memory - 65536)) 2>/dev/null
    "$java" $options ${shared:+"$shared"} -cp "$self" -version || exit
  } 2>&1); then
    failure=$(echo "$failure" | sed '/^\(NOTE: \)*Picked up/d; s/^# *//; /^$/d' | tr '\n' ' ')
    [ "$memory" = unlimited ] || failure="with the memory that ulimit -v leaves it, $memory KiB: $failure"
    echo "tfckpt: Java does not start: $failure" >&2
    exit 70
  fi
fi
exec "$java" $options -XX:OnError='kill -9 %p' -Dtfckpt.terminals="$terminals" "$@"
exit 4
