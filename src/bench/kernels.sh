#!/usr/bin/env bash
# Measures kernels by themselves, by JMH.
#
#   src/bench/kernels.sh [JMH-ARGUMENT...]          for example -f 1 TextBench
set -euo pipefail
cd "$(dirname "$0")/../.."

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mvn -q -B -ntp -Pjmh test-compile dependency:build-classpath -Dmdep.outputFile=target/bench/classpath
classpath=target/test-classes:target/classes:$(cat target/bench/classpath)
rm -rf target/bench/classes
mkdir -p target/bench/classes
find src/bench/java -name '*.java' >target/bench/sources
"${java}c" -cp "$classpath" -processorpath "$classpath" -d target/bench/classes \
  -XDstringConcat=inline @target/bench/sources
[[ $# -gt 0 ]] || set -- -f 1 -wi 3 -w 1 -i 5 -r 1
"$java" -cp "target/bench/classes:$classpath" org.openjdk.jmh.Main "$@"
