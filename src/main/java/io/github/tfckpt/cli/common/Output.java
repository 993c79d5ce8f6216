package io.github.tfckpt.cli.common;

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
 * Where an answer is written. A file is written beside its name and takes the name when it is
 * committed; closed without that, nothing is left of it.
 */
public final class Output extends FilterOutputStream implements WritableByteChannel {

  private static final List<String> STDOUT = List.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  private static final List<String> STDERR = List.of("/dev/stderr", "/dev/fd/2", "/proc/self/fd/2");

  private final Optional<PartFile> place;
  private final String description;

  private Output(OutputStream out, Optional<PartFile> place, String description) {
    super(out);
    this.place = place;
    this.description = description;
  }

  /** A stream that is not ours to close. */
  static Output of(OutputStream out) {
    return new Output(out, Optional.empty(), "standard output");
  }

  /**
   * A file; what is no regular file (a device, a pipe) is written as it is. So is what a descriptor
   * stands for: others write there too, before and behind.
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
    } catch (OutputFailure e) {
      throw e;
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

  @Override
  public int write(ByteBuffer bytes) throws OutputFailure {
    try {
      return Streams.write(bytes, out);
    } catch (OutputFailure e) {
      throw e;
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** Says that all is written: a file gets its name. */
  public void commit() throws OutputFailure {
    try {
      out.flush();
      if (place.isPresent()) {
        out.close();
        place.get().commit();
      }
    } catch (OutputFailure e) {
      throw e;
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }

  /**
   * Commits an answer that is whole. One that is not goes into no file: what was there stays, and a
   * line says so.
   */
  public void end(boolean whole, Streams streams) throws OutputFailure {
    if (whole || place.isEmpty()) {
      commit();
    } else {
      streams.message(description + ": not written, the answer is not whole");
    }
  }

  /** Closes a file; without a commit before, it is gone. */
  @Override
  public void close() throws IOException {
    if (place.isPresent()) {
      out.close();
      place.get().close();
    } else {
      out.flush();
    }
  }
}
