package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small files of test data with a byte changed, or cut short, through list, dump, digest and
 * verify: answers, or errors that are told, each for little memory and time. With {@code
 * -Dtfckpt.sweep=true} each byte is changed and each length tried; else some.
 */
final class MutatedFilesTest {

  private static final boolean SWEEP = Boolean.getBoolean("tfckpt.sweep");
  private static final int SAMPLES = 4;
  private static final int SMALL = 4096;

  private static final long MOST_NANOS = 1_000_000_000L;
  private static final long MOST_BYTES = 64L << 20;

  private static final List<String> COMMANDS =
      List.of("list -l CKPT", "dump CKPT *", "digest --threads 1 CKPT", "verify --threads 1 CKPT");

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static FileSystem memory;
  private static long runs;
  private static long longest;
  private static long largest;

  @BeforeAll
  static void makeMemory() {
    memory = Jimfs.newFileSystem("mutated", Configuration.unix());
  }

  @AfterAll
  static void closeMemory() throws IOException {
    memory.close();
    if (SWEEP) {
      System.out.printf(
          "%d runs, at most %d bytes allocated and %d ms%n", runs, largest, longest / 1_000_000);
    }
  }

  static List<Path> files() throws IOException {
    List<Path> chosen = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("testdata"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        boolean ours =
            name.equals("checkpoint")
                || name.matches(".*[.](index|ckpt|data)(-\\d{1,5}|-\\d{5}-of-\\d{5})?");
        if (ours && Files.size(file) > 0 && Files.size(file) <= SMALL) {
          chosen.add(file);
        }
      }
    }
    return chosen;
  }

  @ParameterizedTest
  @MethodSource("files")
  void changedAndCut(Path file) throws IOException {
    copyFolder(file.getParent());
    Path copy = memory.getPath("/m").resolve(file.getFileName().toString());
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(sound.length);
    String typed = "jimfs://mutated/m/" + file.getFileName();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < (SWEEP ? sound.length : SAMPLES); i++) {
      int at = SWEEP ? i : random.nextInt(sound.length);
      byte[] changed = sound.clone();
      changed[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(copy, changed);
      all(typed, "byte " + at + " is " + changed[at], wrong);
      Files.write(copy, Arrays.copyOf(sound, at));
      all(typed, "cut to " + at, wrong);
    }
    assertEquals(List.of(), wrong);
  }

  private static void copyFolder(Path folder) throws IOException {
    Path target = Files.createDirectories(memory.getPath("/m"));
    try (Stream<Path> old = Files.list(target)) {
      for (Path path : old.toList()) {
        Files.delete(path);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        Files.copy(path, target.resolve(path.getFileName().toString()));
      }
    }
  }

  private static void all(String typed, String what, List<String> wrong) {
    for (String command : COMMANDS) {
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long nanos = THREADS.getCurrentThreadCpuTime();
      Run run = Run.of(command.replace("CKPT", typed).split(" ", -1));
      bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
      nanos = THREADS.getCurrentThreadCpuTime() - nanos;
      runs++;
      longest = Math.max(longest, nanos);
      largest = Math.max(largest, bytes);
      boolean told = run.err().lines().allMatch(line -> line.startsWith("tfckpt: "));
      if (!told || !Set.of(0, 1, 3, 4, 5).contains(run.code())) {
        wrong.add(what + ": " + command + ": " + run.code() + " " + run.err());
      }
      if (bytes > MOST_BYTES || nanos > MOST_NANOS) {
        wrong.add(what + ": " + command + ": " + bytes + " bytes, " + nanos + " ns");
      }
    }
  }
}
