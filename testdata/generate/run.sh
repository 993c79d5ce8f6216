#!/usr/bin/env bash
# Has TensorFlow in the JVM write testdata/bundles and testdata/vgg again; then: git diff testdata.
# Needs Linux on x86-64.
set -euo pipefail
cd "$(dirname "$0")/../.."

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mvn -q -B -ntp -Poracle test-compile dependency:build-classpath -Dmdep.outputFile=target/oracle/classpath
TF_CPP_MIN_LOG_LEVEL=${TF_CPP_MIN_LOG_LEVEL:-2} "$java" \
  -cp "target/test-classes:target/classes:$(cat target/oracle/classpath)" \
  io.github.tfckpt.generate.Generate testdata
