#!/bin/sh
# Tables with Snappy blocks are read where snappy-java cannot load its native library, without a word.
#
#   src/test/sh/snappy.sh JAR CHECKPOINT...
set -eu
jar=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java_home=$(dirname "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac")")")")

fail() {
  echo "snappy.sh: $1" >&2
  exit 1
}

# read_all WHAT JAVA-ARGUMENTS...: list and digest print what they print with the library.
read_all() {
  what=$1
  shift
  for checkpoint in $checkpoints; do
    for command in list digest; do
      "$java_home/bin/java" -jar "$jar" "$command" "$checkpoint" >"$folder/expected"
      "$java_home/bin/java" "$@" "$command" "$checkpoint" >"$folder/out" 2>"$folder/err" ||
        fail "$what: $command $checkpoint: exit $?: $(head -n 2 "$folder/err")"
      # What JDK 25 itself says of its property.
      sed -i '/^WARNING: java.io.tmpdir directory does not exist$/d' "$folder/err"
      [ ! -s "$folder/err" ] || fail "$what: $command $checkpoint: $(head -n 2 "$folder/err")"
      [ -s "$folder/out" ] || fail "$what: $command $checkpoint prints nothing"
      cmp -s "$folder/out" "$folder/expected" || fail "$what: $command $checkpoint prints otherwise"
    done
  done
}

checkpoints=$*
mkdir "$folder/classes"
(cd "$folder/classes" && "$java_home/bin/jar" --extract --file "$jar")
[ -d "$folder/classes/org/xerial/snappy/native" ] || fail "$jar has no native libraries to take away"
rm -r "$folder/classes/org/xerial/snappy/native"
"$java_home/bin/jar" --create --file "$folder/bare.jar" \
  --manifest "$folder/classes/META-INF/MANIFEST.MF" -C "$folder/classes" .

: >"$folder/file"
read_all 'no native library' -jar "$folder/bare.jar"
read_all 'no temporary folder' -Djava.io.tmpdir="$folder/none/folder" -jar "$jar"
read_all 'a file for a temporary folder' -Djava.io.tmpdir="$folder/file" -jar "$jar"
read_all 'no temporary folder of its own' -Dorg.xerial.snappy.tempdir="$folder/file" -jar "$jar"
read_all 'neither' -Djava.io.tmpdir="$folder/file" -jar "$folder/bare.jar"
[ ! -e "$folder/none" ] || fail 'a temporary folder was made'
echo 'snappy.sh: Snappy blocks are read without the native library, and nothing is printed of it'
