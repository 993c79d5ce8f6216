package io.github.tfckpt.cli;

import io.github.tfckpt.cli.common.Failures;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.WorkOptions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Refuses values that no command accepts, before one runs: empty ones, as an unset shell variable
 * gives, and wrong values of the options that every command accepts, even where they have no
 * effect.
 */
final class ValueCheck implements IExecutionStrategy {

  private final Failures failures;

  ValueCheck(Failures failures) {
    this.failures = failures;
  }

  @Override
  public int execute(ParseResult parsed) {
    if (parsed.hasSubcommand() && !parsed.subcommand().isUsageHelpRequested()) {
      ParseResult command = parsed.subcommand();
      try {
        for (OptionSpec option : command.matchedOptions()) {
          checkNotEmpty(option, option.longestName());
          check(option);
        }
        for (PositionalParamSpec argument : command.matchedPositionals()) {
          if (isCheckpoint(argument.paramLabel())) {
            checkNotEmpty(argument, argument.paramLabel());
          }
        }
      } catch (UsageException e) {
        return failures.usage(command.commandSpec().commandLine(), e.getMessage());
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static boolean isCheckpoint(String label) {
    return label.equals("CKPT") || label.equals("RUN") || label.equals("A") || label.equals("B");
  }

  private static void checkNotEmpty(ArgSpec spec, String name) {
    Object value = spec.getValue();
    if ("".equals(value) || (value instanceof List<?> values && values.contains(""))) {
      throw new UsageException(name + " is empty; it needs a value");
    }
  }

  private static void check(OptionSpec option) {
    switch (option.longestName()) {
      case "--color" -> Options.choice(option, OutputOptions.Color.AUTO);
      case "--progress" -> Options.choice(option, WorkOptions.Bar.AUTO);
      case "--threads" -> {
        int threads = Options.given(option, 1);
        if (threads < 1) {
          throw new UsageException("--threads is " + threads + ", at least 1 is needed");
        }
      }
      case "--step" -> {
        // That of diff is a text: one step, or two.
        long step = option.getValue() instanceof Long number ? number : 0;
        if (step < 0) {
          throw new UsageException("--step is " + step + ", steps count from 0");
        }
      }
      default -> {
        // The command checks its own options.
      }
    }
  }
}
