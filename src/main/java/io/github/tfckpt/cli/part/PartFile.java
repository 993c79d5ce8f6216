package io.github.tfckpt.cli.part;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** A file that is written under a temporary name and renamed in one step when it is whole. */
public final class PartFile implements Closeable {

  private final PartPlace place;
  private final Path whole;
  private final String description;

  private PartFile(PartPlace place, Path whole, String description) {
    this.place = place;
    this.whole = whole;
    this.description = description;
  }

  /** An empty one next to a file. A link stays a link: its target is replaced. */
  public static PartFile beside(Path file) throws OutputFailure {
    try {
      Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
      Path absolute = target.toAbsolutePath();
      PartPlace place = PartPlace.in(absolute.getParent(), absolute.getFileName().toString());
      PartFile part = new PartFile(place, absolute, file.toString());
      Files.createFile(part.path());
      return part;
    } catch (IOException e) {
      throw new OutputFailure(file.toString(), e);
    }
  }

  /** Where it is written. */
  public Path path() {
    return place.path();
  }

  /** True if a file has been the one in place so far, or is one that a dead writer left. */
  public Predicate<Path> otherNames() {
    Set<Object> keys = new HashSet<>(place.abandoned());
    AbandonedParts.key(whole).ifPresent(keys::add);
    return file -> AbandonedParts.key(file).filter(keys::contains).isPresent();
  }

  /** Renames it. */
  public void commit() throws OutputFailure {
    try {
      Files.move(
          path(), whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      close();
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }

  /** Deletes what is not committed. */
  @Override
  public void close() throws IOException {
    place.close();
  }
}
