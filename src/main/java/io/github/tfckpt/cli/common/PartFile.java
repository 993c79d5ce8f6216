package io.github.tfckpt.cli.common;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written as {@code .NAME.PID.part} and renamed to {@code NAME} in one step when it
 * is whole.
 */
public final class PartFile implements Closeable {

  private final Path part;
  private final Path whole;
  private final String description;

  private PartFile(Path part, Path whole, String description) {
    this.part = part;
    this.whole = whole;
    this.description = description;
  }

  /** An empty one next to a file. A link stays a link: its target is replaced. */
  public static PartFile beside(Path file) throws OutputFailure {
    try {
      Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
      Path absolute = target.toAbsolutePath();
      Path part = absolute.resolveSibling(partName(absolute));
      TemporaryFiles.make(part, Files::createFile);
      return new PartFile(part, absolute, file.toString());
    } catch (IOException e) {
      throw new OutputFailure(file.toString(), e);
    }
  }

  /** The name of a file or folder until it is whole. */
  public static String partName(Path absolute) {
    return "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part";
  }

  /** Where it is written. */
  public Path path() {
    return part;
  }

  /** Renames it. */
  public void commit() throws OutputFailure {
    try {
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      TemporaryFiles.forget(part);
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }

  /** Deletes what is not committed. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(part);
    TemporaryFiles.forget(part);
  }
}
