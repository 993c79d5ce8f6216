#!/bin/sh
# Jars of file systems in TFCKPT_CLASSPATH: what they serve is read, and what they do not do well
# is told in one line.
#
#   src/test/sh/plugins.sh TOOL CLASSPATH CHECKPOINT
set -eu
tool=$1
checkpoint=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java_home=$(dirname "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac")")")")
export TFCKPT_CACHE=

fail() {
  echo "plugins.sh: $1" >&2
  exit 1
}

# refused URI WORDS: exit code 4, nothing on stdout, and a line on stderr that has the words.
refused() {
  code=0
  "$tool" list "$1" >"$folder/out" 2>"$folder/err" || code=$?
  [ "$code" -eq 4 ] || fail "$1: exit $code: $(head -n 2 "$folder/err")"
  [ ! -s "$folder/out" ] || fail "$1: $(head -n 2 "$folder/out")"
  [ "$(wc -l <"$folder/err")" -eq 1 ] || fail "$1: $(head -n 3 "$folder/err")"
  grep -qF "$2" "$folder/err" || fail "$1: $(cat "$folder/err")"
}

# same URI: the digests are those of the checkpoint itself.
same() {
  "$tool" digest "$1" >"$folder/out" 2>"$folder/err" || fail "$1: $(head -n 2 "$folder/err")"
  cmp -s "$folder/out" "$folder/expected" || fail "$1: $(head -n 2 "$folder/out")"
}

# A file system that serves a folder of this machine as shelf:, and fails in several ways.
mkdir -p "$folder/classes/META-INF/services"
cat >"$folder/Shelf.java" <<'END'
package shelf;

import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.*;
import java.nio.file.attribute.*;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;

public class Shelf extends FileSystemProvider {
  static class Closed extends RuntimeException {
    Closed(String message) {
      super(message);
    }
  }

  static class Absent {}

  public String getScheme() {
    return "shelf";
  }

  public Path getPath(URI uri) {
    switch (uri.getPath()) {
      case "/closed":
        throw new Closed("the shop is closed");
      case "/absent":
        return Path.of(new Absent().toString());
      default:
        return Path.of(System.getenv("SHELF"), uri.getPath());
    }
  }

  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException();
  }

  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException();
  }

  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) {
    throw new UnsupportedOperationException();
  }

  public void createDirectory(Path directory, FileAttribute<?>... attributes) {}

  public void delete(Path path) {}

  public void copy(Path source, Path target, CopyOption... options) {}

  public void move(Path source, Path target, CopyOption... options) {}

  public boolean isSameFile(Path path, Path other) {
    return path.equals(other);
  }

  public boolean isHidden(Path path) {
    return false;
  }

  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  public void checkAccess(Path path, AccessMode... modes) {}

  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  public Map<String, Object> readAttributes(
      Path path, String attributes, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {}
}
END
"$java_home/bin/javac" -d "$folder/classes" "$folder/Shelf.java"
rm "$folder/classes/shelf/Shelf\$Absent.class"
echo shelf.Shelf >"$folder/classes/META-INF/services/java.nio.file.spi.FileSystemProvider"
"$java_home/bin/jar" --create --file "$folder/shelf.jar" -C "$folder/classes" .
(cd "$(dirname "$checkpoint")" &&
  "$java_home/bin/jar" --create --no-compress --file "$folder/runs.zip" "$(basename "$checkpoint")")
SHELF=$(cd "$(dirname "$checkpoint")" && pwd)
export SHELF
name=$(basename "$checkpoint")

"$tool" digest "$checkpoint" >"$folder/expected"
same "jar:file:$folder/runs.zip!/$name"
refused "shelf:///$name" 'no such checkpoint; put the jars of a file system for shelf: into TFCKPT_CLASSPATH, all jars of a folder as FOLDER/*'

# Jimfs alone, without the jars that it needs: it is in nobody's way who does not ask for it.
for path in $(echo "$2" | tr ':' ' '); do
  case $path in
    */jimfs-[0-9]*.jar) export TFCKPT_CLASSPATH="$path" ;;
  esac
done
same "jar:file:$folder/runs.zip!/$name"
same "$checkpoint"
refused 'jimfs://none/model.ckpt' 'are incompatible, or some are missing: NoClassDefFoundError: com/google/common/'
refused 'other://none/model.ckpt' 'the file system for other: did not start; the jars in TFCKPT_CLASSPATH'
unset TFCKPT_CLASSPATH

# A name that the locale cannot tell, where no launcher takes another locale.
printf '#!/bin/sh\nLC_ALL=C exec "%s" -jar "%s" "$@"\n' "$java_home/bin/java" "$tool" >"$folder/bare"
chmod +x "$folder/bare"
(tool=$folder/bare && refused "file://$folder/m%C3%B6.ckpt" 'no name for a file in this locale')

# With Jimfs beside it: a provider that is known, but whose file systems no other process has.
jars=$folder/shelf.jar
for path in $(echo "$2" | tr ':' ' '); do
  case $path in
    */jimfs-[0-9]*.jar | */guava-[0-9]*.jar | */failureaccess-[0-9]*.jar) jars=$jars:$path ;;
  esac
done
case $jars in
  *jimfs*) ;;
  *) fail "no Jimfs in $2" ;;
esac
export TFCKPT_CLASSPATH="$jars"
same "shelf:///$name"
same "shelf:/$name"
same "jar:file:$folder/runs.zip!/$name"
same "$checkpoint"
refused "shelf:///absent.ckpt" 'no such checkpoint; in '
refused "shelf:///closed" 'Closed: the shop is closed'
refused "shelf:///absent" 'the jars in TFCKPT_CLASSPATH are incompatible, or some are missing: NoClassDefFoundError'
refused "jimfs://none/model.ckpt" 'not a path of file system jimfs'
refused "other:///$name" 'into TFCKPT_CLASSPATH'
echo 'plugins.sh: file systems of other jars are read, and their failures told'
