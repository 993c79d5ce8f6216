package io.github.tfckpt.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Where an answer is written. A file is written beside its name and takes the name when it is
 * committed; closed without that, nothing is left of it.
 */
final class Output extends FilterOutputStream {

  private record Place(Path part, Path file) {}

  private final Optional<Place> place;
  private final String description;

  private Output(OutputStream out, Optional<Place> place, String description) {
    super(out);
    this.place = place;
    this.description = description;
  }

  /** A stream that is not ours to close. */
  static Output of(OutputStream out) {
    return new Output(out, Optional.empty(), "standard output");
  }

  /** A file; what is no regular file (a device, a pipe) is written as it is. */
  static Output beside(Path file) throws OutputFailure {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        return new Output(Files.newOutputStream(file), Optional.empty(), file.toString());
      }
      // A link stays a link: what it points to is replaced.
      Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
      Path absolute = target.toAbsolutePath();
      String name = "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part";
      Path part = absolute.resolveSibling(name);
      OutputStream out =
          Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new Output(out, Optional.of(new Place(part, absolute)), file.toString());
    } catch (IOException e) {
      throw new OutputFailure(file.toString(), e);
    }
  }

  @Override
  public void write(int b) throws OutputFailure {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws OutputFailure {
    try {
      out.write(bytes, start, length);
    } catch (OutputFailure e) {
      throw e;
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }

  /** Says that all is written: a file gets its name. */
  void commit() throws OutputFailure {
    try {
      out.flush();
      if (place.isPresent()) {
        out.close();
        Place whole = place.get();
        Files.move(
            whole.part(),
            whole.file(),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (OutputFailure e) {
      throw e;
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }

  /** Closes a file; without a commit before, it is gone. */
  @Override
  public void close() throws IOException {
    if (place.isPresent()) {
      out.close();
      if (Files.exists(place.get().part(), LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(place.get().part());
      }
    } else {
      out.flush();
    }
  }
}
