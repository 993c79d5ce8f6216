package io.github.tfckpt.cli.common;

import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reports what went wrong: one line on stderr, and an exit code. */
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final byte[] LAST_WORD =
      "tfckpt: Java has failed, most likely for lack of memory\n".getBytes(StandardCharsets.UTF_8);

  private final Streams streams;

  public Failures(Streams streams) {
    this.streams = streams;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    return usage(e.getCommandLine(), ParseErrorText.of(e, args));
  }

  /** Reports what is wrong with a command line; the result is the exit code. */
  public int usage(CommandLine command, String message) {
    streams.message(message);
    streams.err().println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }

  /** Reports a word that is not a command; the result is the exit code. */
  public int noCommand(String typed, CommandLine root) {
    return usage(root, ParseErrorText.noCommand(typed, root));
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof UsageException) {
      return usage(command, e.getMessage());
    }
    return e instanceof UncheckedIOException unchecked ? report(unchecked.getCause()) : report(e);
  }

  /** Prints a failure; the result is its exit code. */
  public int report(Exception e) {
    int code = code(e);
    if (code == ExitCode.BUG) {
      return bug(e);
    }
    if (code != ExitCode.OK) {
      streams.message(e instanceof IOException io ? ioMessage(io) : named(e));
    }
    return code;
  }

  /** The exit code of a failure; {@link ExitCode#OK} if the reader of the output is gone. */
  public static int code(Exception e) {
    if (e instanceof OutputFailure failure && failure.isClosedPipe()) {
      return ExitCode.OK;
    }
    if (e instanceof Corrupt) {
      return ExitCode.DAMAGED;
    }
    return e instanceof IOException || isOfOthers(e) ? ExitCode.UNREADABLE : ExitCode.BUG;
  }

  /** True if a file system threw it that belongs neither to Java nor to this program. */
  private static boolean isOfOthers(Exception e) {
    String name = e.getClass().getName();
    boolean known =
        name.startsWith("java.")
            || name.startsWith("io.github.tfckpt.")
            || name.startsWith("picocli.");
    return !known && Providers.areAdded();
  }

  private static String ioMessage(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    if (e instanceof FileSystemException file) {
      String reason = file.getReason() == null ? "cannot be read" : file.getReason();
      return file.getFile() + ": " + reason;
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** A failure whose message alone may say nothing. */
  private static String named(Throwable e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return e.getClass().getSimpleName() + ": " + message;
  }

  /** Reports a class that is missing or does not fit. */
  public int linkage(LinkageError e) {
    if (!Providers.areAdded()) {
      return bug(e);
    }
    streams.message(misfit(e));
    return ExitCode.UNREADABLE;
  }

  /** What may be wrong with the jars of a file system. */
  static String misfit(Throwable e) {
    return "the jars in TFCKPT_CLASSPATH are incompatible, or some are missing: " + named(e);
  }

  /** Reports that Java has no memory or no thread to give; the result is the exit code. */
  public int outOfMemory(OutOfMemoryError e) {
    String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
    String advice =
        what.contains("heap")
            ? " of "
                + mebibytes
                + " MiB; set a larger one, for example with JAVA_TOOL_OPTIONS=-Xmx4g"
            : "";
    streams.message("Java ran out of memory: " + what + advice);
    return ExitCode.BUG;
  }

  /**
   * Reports a failure where not even a message can be put together; the result is the exit code.
   */
  public static int lastWord() {
    try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
      err.write(LAST_WORD);
    } catch (IOException | OutOfMemoryError e) {
      return ExitCode.BUG;
    }
    return ExitCode.BUG;
  }

  public int bug(Throwable e) {
    streams.message("this is a bug in tfckpt; please report it with the lines below and the input");
    e.printStackTrace(streams.err());
    return ExitCode.BUG;
  }
}
