package io.github.tfckpt.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tfckpt.cli.Main;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.Bounded;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real shells make of the scripts. A shell that is not there is left out. */
final class CompletionTest {

  /** Between the answers to two lines. */
  private static final String NEXT = "--next--";

  private static final String BASH =
      """
      for COMP_LINE; do
        COMP_POINT=${#COMP_LINE} COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:' COMPREPLY=()
        _tfckpt
        printf '%s\\n' "${COMPREPLY[@]}" --next--
      done
      """;

  private static final String FISH =
      """
      for line in $argv
        complete -C $line | string replace -r '\\t.*' ''
        echo -- --next--
      end
      """;

  /** Runs the script in a shell that believes in a terminal. */
  private static final String ZSH = "src/test/sh/complete.zsh";

  @TempDir private Path folder;

  private static boolean isThere(String shell) {
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(place, shell))) {
        return true;
      }
    }
    return false;
  }

  private Path script(String shell, String more) throws IOException {
    return Files.writeString(
        folder.resolve("script"), Run.of("completion", shell).out() + more, StandardCharsets.UTF_8);
  }

  /** Runs a shell where {@code tfckpt} is this very program; what it says on stderr is wrong. */
  private String answer(String... command) throws Exception {
    Path program = folder.resolve("tfckpt");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    Files.writeString(
        program,
        "#!/bin/sh\nexec '"
            + java
            + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
            + path
            + "' "
            + Main.class.getName()
            + " \"$@\"\n",
        StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (all, mine) -> mine + ":" + all);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    // So few bytes wait for their reader: a shell that hangs is not waited for.
    if (!process.waitFor(Bounded.PATIENCE, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      fail("no end of " + List.of(command));
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void scriptIsWellFormed(String shell) throws Exception {
    assumeTrue(isThere(shell), shell + " is not installed");
    assertEquals("", answer(shell, "-n", script(shell, "").toString()));
  }

  private static final String CASES =
      """
      tfckpt li|list
      tfckpt list --so|--sort
      tfckpt list --sort s|size
      tfckpt list -f jso|json jsonl
      tfckpt list --color al|always
      tfckpt help ver|verify
      tfckpt completion z|zsh
      tfckpt export testdata/vgg/vgg_1|testdata/vgg/vgg_16.ckpt
      tfckpt digest -c testdata/vgg/expec|testdata/vgg/expected.json
      tfckpt list testdata/vgg/vgg_16.ckpt glob|global_step
      tfckpt list --sort size testdata/vgg/vgg_16.ckpt vgg_16/fc6/b|vgg_16/fc6/biases
      tfckpt dump 'testdata/bundles/run[1]/model[1].ckpt' 'w|w
      tfckpt stats --histogram testdata/vgg/vgg_16.ckpt vgg_16/fc6/b|vgg_16/fc6/biases
      tfckpt dump testdata/python/keras-checkpoint/ckpt-1 sequential/d1/|sequential/d1/bias sequential/d1/kernel
      tfckpt dump testdata/python/keras-checkpoint/ckpt-1 optimizer/_learning|optimizer/_learning_rate/.ATTRIBUTES/VARIABLE_VALUE
      tfckpt info -f jsonl|jsonl
      tfckpt stats --find na|nan
      tfckpt diff --no-f|--no-fold
      tfckpt list testdata/vgg/fr|testdata/vgg/frcnn.ckpt-70000
      tfckpt list testdata/vgg/frcnn.ckpt-70000.i|testdata/vgg/frcnn.ckpt-70000.index
      tfckpt list testdata/vgg/vgg_16.ckpt fc6|vgg_16/fc6/biases vgg_16/fc6/weights
      tfckpt list no/such/checkpoint a|
      tfckpt list testdata/vgg/expected.json a|
      """;

  /** All lines in one shell: to start one, with its completions, costs more than the answers. */
  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completes(String shell) throws Exception {
    assumeTrue(isThere(shell), shell + " is not installed");
    Map<String, Set<String>> expected = new LinkedHashMap<>();
    for (String line : CASES.lines().toList()) {
      String[] parts = line.split("\\|", -1);
      expected.put(
          parts[0],
          parts[1].isEmpty() ? Set.of() : new TreeSet<>(List.of(parts[1].split(" ", -1))));
    }
    List<String> lines = List.copyOf(expected.keySet());
    List<Set<String>> answers = completions(shell, lines);
    Map<String, Set<String>> actual = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(lines.size(), answers.size()); i++) {
      actual.put(lines.get(i), answers.get(i));
    }
    assertEquals(text(expected), text(actual));
  }

  /** A line for each, which a difference of two long answers is easier to see in. */
  private static String text(Map<String, Set<String>> answers) {
    StringBuilder text = new StringBuilder();
    answers.forEach((line, words) -> text.append(line).append(" | ").append(words).append('\n'));
    return text.toString();
  }

  private List<Set<String>> completions(String shell, List<String> lines) throws Exception {
    List<String> command =
        new ArrayList<>(
            switch (shell) {
              case "bash" -> List.of("bash", "--norc", script("bash", BASH).toString());
              case "fish" -> List.of("fish", "--no-config", script("fish", FISH).toString());
              default -> List.of("zsh", "-f", ZSH, script("zsh", "").toString());
            });
    command.addAll(lines);
    List<Set<String>> answers = new ArrayList<>();
    Set<String> words = new TreeSet<>();
    for (String word : answer(command.toArray(String[]::new)).lines().toList()) {
      if (word.equals(NEXT)) {
        answers.add(words);
        words = new TreeSet<>();
      } else if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return answers;
  }

  @Test
  void valuesHaveNoDescriptionInFish() throws Exception {
    assumeTrue(isThere("fish"), "fish is not installed");
    String more = "complete -C $argv[1]\n";
    String script = script("fish", more).toString();
    assertEquals("key\n", answer("fish", "--no-config", script, "tfckpt list --sort k"));
    assertTrue(
        answer("fish", "--no-config", script, "tfckpt list --so").startsWith("--sort\tname"));
  }

  @ParameterizedTest
  @CsvSource({"bash, '\\\"quoted\\\"'", "zsh, '\"quoted\"'"})
  void oddNamesAreQuotedAsTheShellWantsThem(String shell, String offered) throws Exception {
    assumeTrue(isThere(shell), shell + " is not installed");
    String line = "tfckpt dump testdata/bundles/names-v2/model.ckpt \\\"qu";
    assertEquals(List.of(Set.of(offered)), completions(shell, List.of(line)));
  }
}
