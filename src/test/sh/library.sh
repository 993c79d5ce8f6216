#!/bin/sh
# The jar of the library, as a module beside nothing but what it requires, and all that it exports.
# library.sh JAR FOLDER CHECKPOINT: the folder has the jars that it needs.
set -eu
jar=$1
checkpoint=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
java_home=$(dirname "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac")")")")

fail() {
  echo "library.sh: $1" >&2
  exit 1
}

modules=$jar
for path in "$2"/*.jar; do
  modules=$modules:$path
done

mkdir "$scratch/app"
cat >"$scratch/module-info.java" <<'END'
module app {
  requires io.github.tfckpt;
}
END
cat >"$scratch/App.java" <<'END'
package app;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.CheckpointDiff;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.Status;
import java.nio.file.Path;

public class App {
  public static void main(String[] args) throws Exception {
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(args[0]))) {
      System.out.println(checkpoint.tensor("vgg_16/fc8/biases").floats()[0]);
      System.out.println(checkpoint.tensor("vgg_16/fc8/biases").select("[1:2]").shape());
      DiffReport report = CheckpointDiff.of(checkpoint, checkpoint);
      System.out.println(report.isEqual() + " " + report.count(Status.DIFFERENT));
    }
    System.out.println(Checkpoint.class.getModule());
  }
}
END
# The lines of README, on the class path.
ln -s "$PWD/target" "$PWD/testdata" "$scratch"
sed -n '/^```java$/,/^```$/p' README.md | sed '1d;$d' >"$scratch/Bias.java"
sed -n 's/^    \(javac\{0,1\} .*\)/\1/p' README.md >"$scratch/lines"
(cd "$scratch" && PATH=$java_home/bin:$PATH sh -e lines) >"$scratch/printed"
[ "$(cat "$scratch/printed")" = "[10] begins with -0.0013345432
step 70000" ] || fail "README: $(cat "$scratch/lines" "$scratch/printed")"
rm "$scratch/Bias.java"

"$java_home/bin/javac" -p "$modules" -d "$scratch/app" "$scratch"/*.java
found=$("$java_home/bin/java" -p "$modules:$scratch/app" -m app/app.App "$checkpoint")
wanted="-0.0013345432
[1]
true 0
module io.github.tfckpt"
[ "$found" = "$wanted" ] || fail "printed $found"

# Whoever needs a package that is not exported, or another module, is told here.
"$java_home/bin/jdeps" --multi-release 17 --module-path "$modules" --check io.github.tfckpt \
  >"$scratch/jdeps" 2>&1 || fail "$(cat "$scratch/jdeps")"
if grep -i 'not found' "$scratch/jdeps"; then
  fail "a dependency is not required"
fi

# A package that nothing exported leads to is for the command line.
"$java_home/bin/jar" --describe-module --file "$jar" | sed -n 's/^exports //p' >"$scratch/exported"
"$java_home/bin/jar" --list --file "$jar" | grep -v '/package-info' |
  sed -n 's,/[^/]*\.class$,,p' | tr / . | sort -u >"$scratch/packages"
"$java_home/bin/jdeps" --multi-release 17 --module-path "$modules" -verbose:package \
  -m io.github.tfckpt >"$scratch/edges"
for package in $(awk -v exported="$scratch/exported" '
  BEGIN { while ((getline package < exported) > 0) reached[package] = 1 }
  FILENAME ~ /edges$/ && $2 == "->" { from[NR] = $1; to[NR] = $3; edges = NR }
  FILENAME ~ /packages$/ { packages[$1] = 1 }
  END {
    do {
      found = 0
      for (i = 1; i <= edges; i++)
        if (reached[from[i]] && !reached[to[i]]) found = reached[to[i]] = 1
    } while (found)
    for (package in packages) if (!reached[package]) print package
  }' "$scratch/edges" "$scratch/packages"); do
  fail "$package is in $jar, and nothing that is exported needs it"
done
