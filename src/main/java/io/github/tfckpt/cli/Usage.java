package io.github.tfckpt.cli;

/** A command line that cannot be carried out; its message says why. */
final class Usage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Usage(String message) {
    super(message);
  }

  Usage(String message, Throwable cause) {
    super(message, cause);
  }
}
