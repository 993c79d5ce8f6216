package io.github.tfckpt.cli.part;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Output cannot be written: the reader of a pipe is gone, or the disk is full. */
public final class OutputFailure extends IOException {

  private static final long serialVersionUID = 1L;

  public OutputFailure(String where, IOException cause) {
    super(where + ": cannot be written: " + reason(cause), cause);
  }

  /** True if the reader of the output is gone. */
  public boolean isClosedPipe() {
    String reason = reason((IOException) getCause()).toLowerCase(Locale.ROOT);
    return reason.contains("pipe") || reason.contains("connection reset");
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such directory";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException e) {
      return e.getFile() + " already exists";
    }
    String message = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
