package io.github.tfckpt.io;

import java.io.IOException;
import java.util.Locale;

/**
 * A checkpoint, or a part of it, cannot be read. The message reads {@code where: what is wrong,
 * found and expected}, on one line.
 */
public abstract sealed class CheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String where;
  private final String what;

  private CheckpointException(String where, String what) {
    super(where.isEmpty() ? Escapes.clip(what) : where + ": " + Escapes.clip(what));
    this.where = where;
    this.what = Escapes.clip(what);
  }

  /** The file, and the place in it. */
  public String where() {
    return where;
  }

  /** What is wrong there, in at most 300 characters: shapes and lists of slices have no end. */
  public String what() {
    return what;
  }

  /** Bytes are there, but they are not what was written. */
  public static final class Corrupt extends CheckpointException {
    private static final long serialVersionUID = 1L;

    /** What was found at a place, and what should be there. */
    public Corrupt(String where, String what) {
      super(where, what);
    }

    /** Like {@link String#format} for the second argument. */
    public static Corrupt at(String where, String format, Object... args) {
      return new Corrupt(where, String.format(Locale.ROOT, format, args));
    }
  }

  /** Readable for somebody, not for us: another format, a later version, a type without values. */
  public static final class Unsupported extends CheckpointException {
    private static final long serialVersionUID = 1L;

    /** What is there, and not read. */
    public Unsupported(String where, String what) {
      super(where, what);
    }

    /** Like {@link String#format} for the second argument. */
    public static Unsupported at(String where, String format, Object... args) {
      return new Unsupported(where, String.format(Locale.ROOT, format, args));
    }
  }

  /** A file or a tensor that should be there is not, or is no file to read from. */
  public static final class Missing extends CheckpointException {
    private static final long serialVersionUID = 1L;

    /** What is not there. */
    public Missing(String where, String what) {
      super(where, what);
    }
  }
}
