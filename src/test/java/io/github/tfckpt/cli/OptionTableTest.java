package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.cli.common.Failures;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.shell.ShellModel;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which option stands where. One spelling has one meaning in all commands that have it. */
final class OptionTableTest {

  /** Each option that a help lists, with the commands that list it. */
  private static final String TABLE =
      """
      -h --help        : list dump digest diff stats verify info objects find export average report history completion
      -V --version     : list dump digest diff stats verify info objects find export average report history completion
      -o --output      : list dump digest diff stats verify info objects find export average report history completion
      -q --quiet       : list dump digest diff stats verify info objects find export average report history
      --color          : list dump digest diff stats verify info objects find history
      --step           : list dump digest diff stats verify info objects find export report
      --graph          : list dump digest diff stats verify info objects find export report
      -f --format      : list dump digest diff stats verify info objects find history
      -E --regex       : list dump digest diff stats export average report history
      -x --exclude     : list dump digest diff stats export average report history
      --role           : list dump digest diff stats export average report history
      --names          : list dump digest diff stats verify info objects find export average report history
      --progress       : dump digest diff stats verify export average report history
      --threads        : digest diff stats verify export average report history
      --part           : digest diff stats verify export average history
      -n --limit       : list diff stats info find
      --sort           : list diff stats
      -r               : list diff stats
      --fold           : list diff history
      -L --depth       : list diff objects
      --quick          : diff verify
      --map            : diff export average report
      --join           : dump diff stats export report
      -l --long        : list
      -1               : list
      --tree           : list diff
      --no-header      : dump
      --full           : dump
      --threshold      : dump
      --edge-items     : dump
      --precision      : dump
      --line-width     : dump
      --suppress       : dump
      --bits           : dump
      -c --check       : digest
      --any-size       : dump digest diff stats export average report history
      --atol           : diff report
      --rtol           : diff report
      --nan            : diff report
      --ignore-dtype   : diff report
      --map-regex      : diff export average report
      --map-from       : diff export average report
      --match          : diff
      --reverse        : diff export average report
      --transpose      : diff export average report
      --reshape        : diff export average report
      --cast           : diff export average report
      --set            : export average
      --names-only     : diff
      --all            : diff verify history
      --name-status    : diff
      --find           : stats history
      --values         : history
      --all-steps      : verify
      --histogram      : stats
      -a --all         : objects
      -s --short       : objects
      --widen          : export average
      --open           : report
      """;

  private static List<CommandSpec> commands() {
    Streams streams =
        Streams.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    List<CommandSpec> commands =
        new ArrayList<>(ShellModel.specs(Main.commandLine(streams, new Failures(streams))));
    commands.removeIf(command -> command.name().equals("help"));
    return commands;
  }

  @Test
  void everyOptionStandsWhereTheTableHasIt() {
    Map<String, String> expected = new TreeMap<>();
    for (String line : TABLE.lines().toList()) {
      int colon = line.indexOf(" : ");
      expected.put(line.substring(0, colon).strip(), line.substring(colon + 3));
    }
    Map<String, String> actual = new TreeMap<>();
    for (CommandSpec command : commands()) {
      for (OptionSpec option : ShellModel.visible(command)) {
        String names = String.join(" ", option.names());
        actual.merge(names, command.name(), (before, more) -> before + " " + more);
      }
    }
    assertEquals(lines(expected), lines(actual));
  }

  /** A line that help breaks in two would not run when pasted. */
  @Test
  void examplesFitIntoEightyColumns() {
    for (CommandSpec command : commands()) {
      for (String example : command.usageMessage().footer()) {
        String line = example.replace("%n", "");
        assertTrue(line.length() < 80, () -> command.name() + ": " + line);
      }
    }
  }

  /** The names of files and archives, as in a description that 80 columns cut at a full stop. */
  @Test
  void descriptionsBreakAtSpacesOnly() {
    Streams streams =
        Streams.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    CommandLine root = Main.commandLine(streams, new Failures(streams));
    for (String name : List.of("list", "info", "dump", "stats", "report")) {
      String help = root.getSubcommands().get(name).getUsageMessage();
      for (String word : List.of(" .h5)", " .npz or ", "(ARCHIVE!/PATH ", " .weights.json,")) {
        assertTrue(help.replaceAll("\\s+", " ").contains(word), () -> name + ": " + help);
      }
    }
    String history = root.getSubcommands().get("history").getUsageMessage();
    assertTrue(history.replaceAll("\\s+", " ").contains(" cp-0010.ckpt,"), history);
  }

  private static String lines(Map<String, String> table) {
    StringBuilder lines = new StringBuilder();
    table.forEach((names, commands) -> lines.append(names + " : " + commands + "\n"));
    return lines.toString();
  }

  @Test
  void whatSeveralCommandsShareHasOneDescription() {
    for (String name :
        List.of("--quick", "--fold", "--quiet", "--sort", "--names", "--role", "-r")) {
      Map<String, String> descriptions = new TreeMap<>();
      for (CommandSpec command : commands()) {
        OptionSpec option = command.optionsMap().get(name);
        // What a comparison is sorted by, no other answer has; and these two show both names.
        boolean isOther =
            name.equals("--sort")
                ? command.name().equals("diff")
                : name.equals("--names") && List.of("find", "objects").contains(command.name());
        if (option != null && !option.hidden() && !isOther) {
          descriptions.put(String.join(" ", option.description()), command.name());
        }
      }
      assertEquals(1, descriptions.size(), name + " " + descriptions);
    }
  }

  @Test
  void sortingBackwardsIsTheOtherWayRound() {
    List<String> sorted =
        Run.of("list", "-1", "--sort", "size", "testdata/vgg").out().lines().toList();
    List<String> backwards = new ArrayList<>(sorted);
    java.util.Collections.reverse(backwards);
    for (String[] line :
        new String[][] {
          {"--sort", "-size"}, {"--sort=-size"}, {"-r", "--sort", "size"}, {"--sort", "size", "-r"}
        }) {
      List<String> typed = new ArrayList<>(List.of("list", "-1", "testdata/vgg"));
      typed.addAll(List.of(line));
      assertEquals(backwards, Run.of(typed.toArray(String[]::new)).out().lines().toList());
    }
    assertTrue(Run.of("list", "--sort", "-offset", "testdata/vgg").out().contains("global_step"));
    // Twice backwards is forwards.
    assertEquals(
        sorted,
        Run.of("list", "-1", "-r", "--sort", "-size", "testdata/vgg").out().lines().toList());
    assertEquals(2, Run.of("list", "--sort", "-color", "testdata/vgg").code());
  }

  @Test
  void limitCutsRowsAndNotTotals() {
    String all = Run.of("list", "testdata/vgg").out();
    String first = Run.of("list", "-n", "2", "testdata/vgg").out();
    assertEquals(4, first.lines().count());
    assertEquals(all.substring(all.indexOf("total:")), first.substring(first.indexOf("total:")));
  }

  @Test
  void helpFitsEightyColumns() {
    for (CommandSpec command : commands()) {
      Run.of(command.name(), "--help")
          .out()
          .lines()
          .forEach(line -> assertTrue(line.length() <= 80, command.name() + ": " + line));
    }
  }
}
