#!/bin/sh
# tfckpt: a jar with this launcher in front of it. Needs Java 17 or newer.
java=java
[ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java=$JAVA_HOME/bin/java
if ! command -v "$java" >/dev/null 2>&1; then
  echo "tfckpt: no java found: install Java 17 or newer, or set JAVA_HOME" >&2
  exit 4
fi
# Start soon: no performance data file, and no verification of the classes of this very file, which
# javac made; a Java that does not know an option passes over it.
exec "$java" -XX:+IgnoreUnrecognizedVMOptions -XX:-UsePerfData \
  -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote -jar "$0" "$@"
exit 4
