package io.github.tfckpt.io;

import java.io.IOException;
import java.util.Locale;

/**
 * A checkpoint, or a part of it, cannot be read. The message reads {@code where: what is wrong,
 * found and expected}, on one line.
 */
public abstract sealed class CheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The file, and the place in it; empty if it is not known. */
  private final String where;

  /** What is wrong there, in at most 300 characters. */
  private final String what;

  private CheckpointException(String where, String what) {
    super(where.isEmpty() ? clip(what) : where + ": " + clip(what));
    this.where = where;
    this.what = clip(what);
  }

  /**
   * {@return a message of at most 300 characters: of a longer one the middle is left out}
   *
   * @param message of any length
   */
  public static String clip(String message) {
    if (message.length() <= 300) {
      return message;
    }
    int head = 200;
    int tail = message.length() - 90;
    // Two characters that make one letter stay together.
    head -= Character.isLowSurrogate(message.charAt(head)) ? 1 : 0;
    tail += Character.isLowSurrogate(message.charAt(tail)) ? 1 : 0;
    return message.substring(0, head) + " ... " + message.substring(tail);
  }

  /** {@return the file, and the place in it; empty if it is not known} */
  public String where() {
    return where;
  }

  /**
   * {@return what is wrong there, in at most 300 characters: shapes and lists of slices have no
   * end}
   */
  public String what() {
    return what;
  }

  /** Bytes are there, but they are not what was written. */
  public static final class Corrupt extends CheckpointException {
    private static final long serialVersionUID = 1L;

    /**
     * What was found at a place, and what should be there.
     *
     * @param where the file, and the place in it
     * @param what is found and expected; of more than 300 characters the middle is left out
     */
    public Corrupt(String where, String what) {
      super(where, what);
    }

    /**
     * {@return an exception whose second part is put together by {@link String#format}}
     *
     * @param where the file, and the place in it
     * @param format of what is found and expected
     * @param args for the format
     */
    public static Corrupt at(String where, String format, Object... args) {
      return new Corrupt(where, String.format(Locale.ROOT, format, args));
    }
  }

  /** Readable for somebody, not for us: another format, a later version, a type without values. */
  public static final class Unsupported extends CheckpointException {
    private static final long serialVersionUID = 1L;

    /**
     * What is there, and not read.
     *
     * @param where the file, and the place in it
     * @param what is there; of more than 300 characters the middle is left out
     */
    public Unsupported(String where, String what) {
      super(where, what);
    }

    /**
     * {@return an exception whose second part is put together by {@link String#format}}
     *
     * @param where the file, and the place in it
     * @param format of what is there
     * @param args for the format
     */
    public static Unsupported at(String where, String format, Object... args) {
      return new Unsupported(where, String.format(Locale.ROOT, format, args));
    }
  }

  /** The checkpoint was closed before this was read. */
  public static final class Closed extends CheckpointException {
    private static final long serialVersionUID = 1L;

    /**
     * What can be read no more.
     *
     * @param where the file
     */
    public Closed(String where) {
      super(where, "checkpoint is closed");
    }
  }

  /** A file or a tensor that should be there is not, or is no file to read from. */
  public static final class Missing extends CheckpointException {
    private static final long serialVersionUID = 1L;

    /**
     * What is not there.
     *
     * @param where the file, or the directory, that was looked for or into
     * @param what is not there, and what is near it; of more than 300 characters the middle is left
     *     out
     */
    public Missing(String where, String what) {
      super(where, what);
    }
  }
}
