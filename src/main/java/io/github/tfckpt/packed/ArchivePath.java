package io.github.tfckpt.packed;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

/**
 * A path in an archive: {@code ARCHIVE!/a/b} from its root on, {@code a/b} where it is relative.
 */
final class ArchivePath implements Path {

  private final ArchiveFileSystem system;
  private final boolean absolute;
  private final List<String> names;

  ArchivePath(ArchiveFileSystem system, boolean absolute, List<String> names) {
    this.system = system;
    this.absolute = absolute;
    this.names = List.copyOf(names);
  }

  static ArchivePath of(ArchiveFileSystem system, String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split("/", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    boolean absolute = text.startsWith("/");
    return new ArchivePath(system, absolute, names.isEmpty() && !absolute ? List.of("") : names);
  }

  /** The path from the root on, without a slash at either end. */
  String inside() {
    return String.join("/", ((ArchivePath) toAbsolutePath().normalize()).names);
  }

  private static ArchivePath ours(Path path) {
    if (path instanceof ArchivePath ours) {
      return ours;
    }
    throw new ProviderMismatchException();
  }

  private boolean isEmpty() {
    return !absolute && names.equals(List.of(""));
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public Path getRoot() {
    return absolute ? system.root() : null;
  }

  @Override
  public Path getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public Path getParent() {
    if (names.isEmpty() || (names.size() == 1 && !absolute)) {
      return null;
    }
    return new ArchivePath(system, absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int from, int to) {
    if (from < 0 || to > names.size() || from >= to) {
      throw new IllegalArgumentException(from + " to " + to + " of " + names.size());
    }
    return new ArchivePath(system, false, names.subList(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof ArchivePath path
        && path.system.equals(system)
        && path.absolute == absolute
        && path.names.size() <= names.size()
        && names.subList(0, path.names.size()).equals(path.names);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof ArchivePath path
        && (path.absolute
            ? path.equals(this)
            : path.names.size() <= names.size()
                && names
                    .subList(names.size() - path.names.size(), names.size())
                    .equals(path.names));
  }

  @Override
  public Path normalize() {
    List<String> plain = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..") && !plain.isEmpty() && !plain.get(plain.size() - 1).equals("..")) {
        plain.remove(plain.size() - 1);
      } else if (!name.equals(".") && !(name.equals("..") && absolute)) {
        plain.add(name);
      }
    }
    return new ArchivePath(system, absolute, plain.isEmpty() && !absolute ? List.of("") : plain);
  }

  @Override
  public Path resolve(Path other) {
    ArchivePath path = ours(other);
    if (path.absolute || isEmpty()) {
      return path;
    }
    if (path.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(path.names);
    return new ArchivePath(system, absolute, all);
  }

  @Override
  public Path relativize(Path other) {
    ArchivePath path = ours(other);
    if (path.absolute != absolute) {
      throw new IllegalArgumentException("one of the paths is relative");
    }
    List<String> from = isEmpty() ? List.of() : names;
    int same = 0;
    while (same < Math.min(from.size(), path.names.size())
        && from.get(same).equals(path.names.get(same))) {
      same++;
    }
    List<String> steps = new ArrayList<>();
    for (int i = same; i < from.size(); i++) {
      steps.add("..");
    }
    steps.addAll(path.names.subList(same, path.names.size()));
    return new ArchivePath(system, false, steps.isEmpty() ? List.of("") : steps);
  }

  /** Messages show a path as text, which opens it again. */
  @Override
  public URI toUri() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path toAbsolutePath() {
    return absolute ? this : new ArchivePath(system, true, isEmpty() ? List.of() : names);
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArchivePath path
        && path.system.equals(system)
        && path.absolute == absolute
        && path.names.equals(names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    String text = String.join("/", names);
    return absolute ? system.shown(text) : text;
  }
}
