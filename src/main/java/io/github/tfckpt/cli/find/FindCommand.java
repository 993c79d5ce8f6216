package io.github.tfckpt.cli.find;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.FormatOption;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.ShownNames;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.search.Finder;
import io.github.tfckpt.search.Match;
import io.github.tfckpt.search.Query;
import io.github.tfckpt.search.Question;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt find}: which tensor a text is about. */
public final class FindCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER =
      "Finds the tensors that an error message or a name refers to.";

  private static final String[] DESCRIPTION = {
    "%nPrints the keys that TEXT may mean, best first, with type and shape. TEXT"
        + " may be a TensorFlow error message, a log with up to 1000 of them, an object"
        + " path as TensorFlow prints it ((root).model.layer.kernel), a full name, a key,"
        + " or part of one, even misspelled. A shape in TEXT, [3,3,64,64], selects"
        + " tensors of that shape; if a message has two shapes, tensors with the"
        + " checkpoint's shape come first. A checksum, alone or as a message shows it, in"
        + " decimal or hexadecimal, masked or not, finds the tensor that has it. For"
        + " messages about whole files, use 'tfckpt verify'.",
    "%nSeveral arguments are joined with spaces; - reads TEXT from stdin.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt find model.ckpt-7 'Key conv1/bias/Adam not found in checkpoint'",
    "  tfckpt find ckpt-1 \"(root).optimizer's state 'm' for (root).d1.kernel\"",
    "  tfckpt find model.ckpt-7 fc6 '[25088,4096]'",
    "  python train.py 2>&1 | tfckpt find model.ckpt-7 -"
  };

  private static final int MOST = 10;

  /** Of a text that speaks of many tensors, fewer are named for each. */
  private static final int MOST_OF_MANY = 3;

  private static final int LONGEST = 1 << 20;

  private final Streams streams;
  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final PositionalParamSpec text =
      Options.arguments("1..*", "1..*", "TEXT", "What to look for; - reads it from stdin.");

  private final OptionSpec most =
      Options.limit("Print at most N keys: by default 10, or 3 for each name if TEXT has several.");

  private final ShownNames names = ShownNames.both();
  private final FormatOption format = new FormatOption();
  private final OutputOptions output = new OutputOptions();

  public FindCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "find", HEADER, DESCRIPTION, EXAMPLES);
    checkpoint.addTo(command);
    command.addPositional(text).addOption(most);
    names.addTo(command);
    format.addTo(command);
    output.addTo(command);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    List<String> words = new ArrayList<>(Options.given(text, List.<String>of()));
    // As model.ckpt-7* by the shell gives them.
    words.removeIf(checkpoint::hasFile);
    String typed = String.join(" ", words);
    Question question = Question.of(typed.equals("-") ? read() : typed);
    if (question.isEmpty()) {
      throw new UsageException("TEXT is empty: nothing to look for");
    }
    int limit = Options.atMost(most, question.subjects().size() > 1 ? MOST_OF_MANY : MOST);
    TableFormat form = format.format();
    return Session.run(
        streams,
        checkpoint,
        output,
        session -> {
          session.keepPartial();
          Findings findings = find(session.checkpoint(), question, limit);
          int code = tell(findings, question);
          if (code != ExitCode.OK) {
            return session.withoutAnswer(code);
          }
          findings.print(form, names, session.out(), output.look(streams));
          return code;
        });
  }

  private static Findings find(Checkpoint open, Question question, int limit) throws IOException {
    FullNames names = open.fullNames();
    TensorFields fields = new TensorFields(open);
    Finder finder =
        new Finder(
            open.tensors(), names, tree(open), entry -> fields.roles().role(entry) == Role.WEIGHT);
    List<Findings.Of> found = new ArrayList<>();
    for (Query subject : question.subjects()) {
      List<Match> all = finder.find(subject);
      found.add(new Findings.Of(subject, all.subList(0, Math.min(limit, all.size()))));
    }
    return new Findings(Visible.line(open.path()), found, fields);
  }

  private String read() throws IOException {
    return new String(
        new BufferedInputStream(streams.in()).readNBytes(LONGEST), StandardCharsets.UTF_8);
  }

  /** The object graph helps; where it cannot be read, that is said already. */
  private static Optional<ObjectTree> tree(Checkpoint open) throws IOException {
    if (!open.hasFullNames()) {
      return Optional.empty();
    }
    try {
      Optional<List<ObjectNode>> nodes = open.objects();
      return nodes.map(graph -> new ObjectTree(graph, open.tensors()));
    } catch (CheckpointException e) {
      return Optional.empty();
    }
  }

  /** Says what was looked for and is not there; the result is the exit code. */
  private int tell(Findings findings, Question question) {
    boolean any = false;
    if (question.isAboutFiles()) {
      streams.message(
          findings.path()
              + ": TEXT is about damaged or missing files: 'tfckpt verify' says what is wrong with"
              + " them");
    } else if (findings.found().isEmpty()) {
      streams.message(
          findings.path() + ": TEXT names no tensor; give a name or a part of one, or a shape");
    }
    for (Findings.Of one : findings.found()) {
      any |= !one.matches().isEmpty();
      if (one.matches().isEmpty()) {
        streams.message(
            findings.path()
                + (one.subject().name().isEmpty() ? ": no " : ": nothing like ")
                + one.subject().shown()
                + "; 'tfckpt list' shows all names");
      } else if (!output.isQuiet() && !one.isThere(findings.fields())) {
        streams.message(
            findings.path()
                + (one.subject().name().isEmpty() ? ": no " : ": no tensor is named ")
                + one.subject().shown()
                + "; nearest first");
      }
    }
    if (question.more() > 0 && !output.isQuiet()) {
      streams.message("TEXT names " + question.more() + " more, which are left out");
    }
    return any ? ExitCode.OK : ExitCode.NO_TENSOR;
  }
}
