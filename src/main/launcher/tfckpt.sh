#!/bin/sh
# tfckpt: a jar with this launcher in front of it. Needs Java 17 or newer.
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
exec "$java" -XX:-UsePerfData -jar "$0" "$@"
exit 127
