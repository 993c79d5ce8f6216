package io.github.tfckpt.check;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import java.io.IOException;
import java.util.Optional;

/**
 * One thing that is to be said of a checkpoint.
 *
 * @param severity how bad it is
 * @param where the file, and the place in it; may be empty
 * @param what is wrong there, found and expected, in at most 300 characters
 * @param tensor its key that it is about, as names are shown; empty if it is about none or several
 * @param isConsequence true if it follows from the last finding before it that is none itself: of
 *     tensors in a file that is missing, say
 */
public record Finding(
    Severity severity, String where, String what, Optional<String> tensor, boolean isConsequence) {

  /** A finding whose message is cut where it is long. */
  public Finding {
    what = CheckpointException.clip(what);
  }

  /** How bad it is. */
  public enum Severity {
    /** Something cannot be read, or is not what was written. */
    ERROR,
    /** All can be read, but no writer leaves it so. */
    WARNING
  }

  /**
   * {@return an error that concerns no one tensor}
   *
   * @param where the file, and the place in it
   * @param what is wrong there
   */
  public static Finding error(String where, String what) {
    return new Finding(Severity.ERROR, where, what, Optional.empty(), false);
  }

  /**
   * {@return an error that makes a tensor unreadable}
   *
   * @param where the file, and the place in it
   * @param what is wrong there
   * @param tensor its key
   */
  public static Finding error(String where, String what, Bytes tensor) {
    return new Finding(Severity.ERROR, where, what, Optional.of(tensor.toString()), false);
  }

  /**
   * {@return a warning that concerns no one tensor}
   *
   * @param where the file, and the place in it
   * @param what is unusual there
   */
  public static Finding warning(String where, String what) {
    return new Finding(Severity.WARNING, where, what, Optional.empty(), false);
  }

  /**
   * {@return a warning that is about a tensor, which can be read}
   *
   * @param where the file, and the place in it
   * @param what is unusual there
   * @param tensor its key
   */
  public static Finding warning(String where, String what, Bytes tensor) {
    return new Finding(Severity.WARNING, where, what, Optional.of(tensor.toString()), false);
  }

  /**
   * {@return the error that an exception reports}
   *
   * @param e a {@link CheckpointException} knows its place; of others the message is the place
   */
  public static Finding of(IOException e) {
    return of(e, Optional.empty());
  }

  /**
   * {@return the error that an exception reports, which makes a tensor unreadable}
   *
   * @param e a {@link CheckpointException} knows its place; of others the message is the place
   * @param tensor its key
   */
  public static Finding of(IOException e, Bytes tensor) {
    return of(e, Optional.of(tensor.toString()));
  }

  private static Finding of(IOException e, Optional<String> tensor) {
    if (e instanceof CheckpointException known) {
      return new Finding(Severity.ERROR, known.where(), known.what(), tensor, false);
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Finding(Severity.ERROR, message, "cannot be read", tensor, false);
  }

  /** {@return the same, as what follows from the finding before it} */
  public Finding asConsequence() {
    return new Finding(severity, where, what, tensor, true);
  }

  /**
   * {@return the same, said in other words}
   *
   * @param words what is wrong
   */
  public Finding saying(String words) {
    return new Finding(severity, where, words, tensor, isConsequence);
  }

  /** {@return true for an error, false for a warning} */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@return {@code where: what}, as errors read everywhere} */
  public String message() {
    return where.isEmpty() ? what : where + ": " + what;
  }
}
