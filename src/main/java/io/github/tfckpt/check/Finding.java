package io.github.tfckpt.check;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.Escapes;
import java.io.IOException;
import java.util.Optional;

/**
 * One thing that is to be said of a checkpoint.
 *
 * @param where the file, and the place in it
 * @param what is wrong there, found and expected, in at most 300 characters
 * @param tensor the name of the tensor that it is about, as names are shown
 */
public record Finding(Severity severity, String where, String what, Optional<String> tensor) {

  /** A finding whose message is cut where it is long. */
  public Finding {
    what = Escapes.clip(what);
  }

  /** How bad it is. */
  public enum Severity {
    /** Something cannot be read, or is not what was written. */
    ERROR,
    /** All can be read, but no writer leaves it so. */
    WARNING
  }

  /** An error that concerns no one tensor. */
  public static Finding error(String where, String what) {
    return new Finding(Severity.ERROR, where, what, Optional.empty());
  }

  /** An error that makes a tensor unreadable. */
  public static Finding error(String where, String what, Bytes tensor) {
    return new Finding(Severity.ERROR, where, what, Optional.of(tensor.toString()));
  }

  /** A warning that concerns no one tensor. */
  public static Finding warning(String where, String what) {
    return new Finding(Severity.WARNING, where, what, Optional.empty());
  }

  /** The error that an exception tells of. */
  public static Finding of(IOException e) {
    return of(e, Optional.empty());
  }

  /** The error that an exception tells of, which makes a tensor unreadable. */
  public static Finding of(IOException e, Bytes tensor) {
    return of(e, Optional.of(tensor.toString()));
  }

  private static Finding of(IOException e, Optional<String> tensor) {
    if (e instanceof CheckpointException known) {
      return new Finding(Severity.ERROR, known.where(), known.what(), tensor);
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Finding(Severity.ERROR, message, "cannot be read", tensor);
  }

  /** True for an error, false for a warning. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code where: what}, as errors read everywhere. */
  public String message() {
    return where.isEmpty() ? what : where + ": " + what;
  }
}
