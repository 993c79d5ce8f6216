#!/bin/sh
# tfckpt: a jar with this launcher in front of it. Needs Java 17 or newer.
java=java
[ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java=$JAVA_HOME/bin/java
if ! command -v "$java" >/dev/null 2>&1; then
  echo "tfckpt: no java found: install Java 17 or newer, or set JAVA_HOME" >&2
  exit 4
fi
# Where there is little to do for each byte, the fast compiler alone is enough.
compiler=
case ${1:-} in
  list | ls | help) compiler=-XX:TieredStopAtLevel=1 ;;
esac
# Little memory, used again and again, instead of much that is touched once: little garbage lives
# long here. Start soon: no performance data file, and no verification of the classes of this very
# file, which javac made. A Java that does not know an option passes over it.
exec "$java" -XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData -XX:+UseSerialGC -Xmn12m \
  -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote $compiler -jar "$0" "$@"
exit 4
