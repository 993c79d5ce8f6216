package io.github.tfckpt.cli.common;

import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.cli.part.PartFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Where an answer is written. A file is written under a temporary name and renamed when it is
 * committed; closed without that, nothing is left of it. Its failures are told from those of input.
 */
public final class Output extends FilterOutputStream implements WritableByteChannel {

  private static final List<String> STDOUT = List.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  private static final List<String> STDERR = List.of("/dev/stderr", "/dev/fd/2", "/proc/self/fd/2");

  private final Optional<PartFile> place;
  private final String description;
  private Optional<OutputFailure> failure = Optional.empty();
  private boolean outlives;

  private Output(OutputStream out, Optional<PartFile> place, String description) {
    super(out);
    this.place = place;
    this.description = description;
  }

  /** A stream that is not ours to close. */
  public static Output of(OutputStream out) {
    return new Output(out, Optional.empty(), "standard output");
  }

  /**
   * A file. A device or a pipe is written directly, and so is an open descriptor: others write
   * there too, before and after.
   */
  static Output to(Path file, Streams streams) throws OutputFailure {
    String path = file.toAbsolutePath().normalize().toString();
    if (STDOUT.contains(path)) {
      return of(streams.out());
    }
    if (STDERR.contains(path)) {
      return new Output(streams.err(), Optional.empty(), "standard error");
    }
    try {
      boolean isOpen = path.startsWith("/dev/fd/") || path.startsWith("/proc/");
      if (isOpen || (Files.exists(file) && !Files.isRegularFile(file))) {
        OutputStream out =
            Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new Output(out, Optional.empty(), file.toString());
      }
      PartFile part = PartFile.beside(file);
      OutputStream out = Files.newOutputStream(part.path(), StandardOpenOption.WRITE);
      return new Output(out, Optional.of(part), file.toString());
    } catch (IOException e) {
      throw e instanceof OutputFailure known ? known : new OutputFailure(file.toString(), e);
    }
  }

  /**
   * From now on drops what nobody reads any more, without a failure: for commands whose exit code
   * is an answer too, which a reader that closes the pipe early must not change.
   *
   * @return this
   */
  public Output outlivesReader() {
    outlives = true;
    return this;
  }

  @Override
  public void write(int b) throws OutputFailure {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws OutputFailure {
    try {
      out.write(bytes, start, length);
    } catch (IOException e) {
      dropOrThrow(e);
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws OutputFailure {
    try {
      return Streams.write(bytes, out);
    } catch (IOException e) {
      dropOrThrow(e);
      int dropped = bytes.remaining();
      bytes.position(bytes.limit());
      return dropped;
    }
  }

  @Override
  public void flush() throws OutputFailure {
    try {
      out.flush();
    } catch (IOException e) {
      dropOrThrow(e);
    }
  }

  private void dropOrThrow(IOException e) throws OutputFailure {
    OutputFailure now = failed(e);
    if (!outlives || !now.isClosedPipe()) {
      throw now;
    }
  }

  private OutputFailure failed(IOException e) {
    OutputFailure now =
        e instanceof OutputFailure known ? known : new OutputFailure(description, e);
    failure = Optional.of(failure.orElse(now));
    return now;
  }

  /** The first failure, for callers whose printer ignores failures. */
  public Optional<OutputFailure> failure() {
    return failure;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** Says that everything is written: a file gets its name. */
  public void commit() throws OutputFailure {
    try {
      flush();
      if (place.isPresent()) {
        out.close();
        place.get().commit();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Commits a whole answer. A partial one replaces no file, and a line says so. */
  void end(boolean whole, Streams streams) throws OutputFailure {
    if (whole || place.isEmpty()) {
      commit();
    } else {
      streams.message(description + ": not written, because the answer is not whole");
    }
  }

  /** Closes a file; without a commit before, it is gone. */
  @Override
  public void close() throws IOException {
    if (place.isPresent()) {
      out.close();
      place.get().close();
    } else {
      flush();
    }
  }
}
