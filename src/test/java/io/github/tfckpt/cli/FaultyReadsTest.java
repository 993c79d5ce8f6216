package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.Faults;
import io.github.tfckpt.testing.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands over files of which, for every n, the n-th call to the disk fails, reads less than was
 * asked for, or meets an early end: the right answer, or an error that is told; never another
 * answer. With {@code -Dtfckpt.sweep=true} for every n, else for some.
 */
final class FaultyReadsTest {

  private static final FaultyFileSystem FILES = FaultyFileSystem.installed();
  private static final String FOLDER = "/case";

  /** Whether each n is tried; else so many. */
  private static final boolean SWEEP = Boolean.getBoolean("tfckpt.sweep");

  private static final int SOME = 12;

  /** Answers that are less than they could be, and say so. */
  private static final List<String> TOLD = List.of("full names are unknown", "state file ignored");

  private static final List<String> COMMANDS =
      List.of(
          "list -l CKPT",
          "dump --full CKPT * -x iterator*",
          "digest --threads 1 CKPT",
          "diff --all --threads 1 CKPT CKPT",
          "verify --threads 1 CKPT");

  /** What is asked, of which folder of test data, by which path in it. */
  record Case(String folder, String open, String command) {
    String[] words() {
      String typed = "faulty:" + FOLDER + (open.isEmpty() ? "" : "/" + open);
      return command.replace("CKPT", typed).split(" ", -1);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String command : COMMANDS) {
      cases.add(new Case("synthetic/alignment", "x", command));
      cases.add(new Case("synthetic/snappy-index", "x", command));
      cases.add(new Case("synthetic/v1-snappy", "x.ckpt", command));
      cases.add(new Case("bundles/shards-v1", "m.ckpt", command));
      cases.add(new Case("bundles/state-relative", "", command));
      cases.add(new Case("python/objects", "", command));
      cases.add(new Case("python/max-shard-size", "", command));
    }
    return cases;
  }

  @AfterEach
  void disarm() {
    FILES.faults().disarm();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anyCallToTheDisk(Case given) throws IOException {
    copy(Path.of("testdata").resolve(given.folder()));
    FILES.faults().disarm();
    Run sound = Run.of(given.words());
    assertEquals(0, sound.code(), sound::err);
    long calls = FILES.faults().calls();
    assertTrue(calls > 3, () -> calls + " calls");
    long step = SWEEP ? 1 : 1 + calls / SOME;
    List<String> wrong = new ArrayList<>();
    for (Faults.Kind kind : Faults.Kind.values()) {
      for (long n = 1; n <= calls; n += step) {
        FILES.faults().arm(kind, n);
        Run run = Run.of(given.words());
        String what = wrong(sound, run);
        if (!what.isEmpty() || (kind == Faults.Kind.SHORT && !run.equals(sound))) {
          wrong.add(kind + " " + n + " of " + calls + ": " + what + run.code() + " " + run.err());
        }
      }
    }
    assertEquals(List.of(), wrong);
    if (SWEEP) {
      System.out.println(given + ": 3 faults at each of " + calls + " calls");
    }
  }

  /** Why an answer is wrong; empty if it is the right one, or an error that is told. */
  private static String wrong(Run sound, Run run) {
    if (!run.err().lines().allMatch(line -> line.startsWith("tfckpt: "))) {
      return "no messages: ";
    }
    if (run.code() == sound.code()) {
      boolean told = TOLD.stream().anyMatch(run.err()::contains);
      return run.out().equals(sound.out()) || told ? "" : "another answer: ";
    }
    if (!Set.of(1, 4, 5).contains(run.code())) {
      return "exit code: ";
    }
    if (run.code() == 1) {
      return run.out().contains("error: ") ? "" : "no finding: ";
    }
    return run.err().isEmpty() ? "not told: " : "";
  }

  private static void copy(Path folder) throws IOException {
    Path target = FILES.sound(FOLDER);
    if (Files.exists(target)) {
      try (Stream<Path> old = Files.walk(target)) {
        for (Path path : old.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(path);
        }
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        String inside = folder.relativize(file).toString();
        Files.copy(file, inside.isEmpty() ? target : target.resolve(inside));
      }
    }
  }
}
