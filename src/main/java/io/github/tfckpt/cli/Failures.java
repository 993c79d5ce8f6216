package io.github.tfckpt.cli;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, as one line on stderr and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Streams streams;

  Failures(Streams streams) {
    this.streams = streams;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String message = e.getMessage().lines().findFirst().orElse("");
    return usage(command, message + nearest(near, e));
  }

  private static String nearest(List<String> near, ParameterException e) {
    if (near.isEmpty() || !(e instanceof UnmatchedArgumentException)) {
      return "";
    }
    return "; did you mean " + String.join(", ", near.subList(0, Math.min(3, near.size()))) + "?";
  }

  private int usage(CommandLine command, String message) {
    streams.message(message);
    streams.err().println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof Usage) {
      return usage(command, e.getMessage());
    }
    return e instanceof UncheckedIOException unchecked ? tell(unchecked.getCause()) : tell(e);
  }

  /** Prints a failure of one tensor among several, or of a whole command. */
  int tell(Exception e) {
    if (e instanceof OutputFailure failure && failure.isClosedPipe()) {
      return ExitCode.OK;
    }
    if (e instanceof CheckpointException || e instanceof OutputFailure) {
      streams.message(e.getMessage());
      return e instanceof Corrupt ? ExitCode.DAMAGED : ExitCode.UNREADABLE;
    }
    if (e instanceof IOException io) {
      streams.message(ioMessage(io));
      return ExitCode.UNREADABLE;
    }
    return bug(e);
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

  int outOfMemory() {
    long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
    streams.message(
        "not enough memory in " + mebibytes + " MiB; run java -Xmx4g -jar tfckpt.jar instead");
    return ExitCode.UNREADABLE;
  }

  int bug(Throwable e) {
    streams.message("this is a bug in tfckpt, please report it with the lines below and the input");
    e.printStackTrace(streams.err());
    return ExitCode.BUG;
  }
}
