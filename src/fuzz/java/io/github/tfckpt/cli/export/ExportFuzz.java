package io.github.tfckpt.cli.export;

import io.github.tfckpt.cli.CommandRun;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;
import io.github.tfckpt.fuzz.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code export} of any files: the file or folder that was asked for and nothing beside it, or an
 * error and nothing.
 */
public final class ExportFuzz {

  private static final String[] LINES = {
    "export --threads 1 CKPT -o x.npz",
    "export --threads 1 CKPT -o x.safetensors",
    "export --threads 1 CKPT -o x/",
    "export --threads 1 --widen CKPT -o x.safetensors",
    "export --threads 1 --widen --names full CKPT -o x/",
    "export --threads 1 --map *1*=*/b CKPT -o x/",
    "export --threads 1 --part 1/2 CKPT -o x.npz",
    "export --threads 1 CKPT * -o x.npz",
    "export --threads 1 CKPT *e* *1* -x *a* -o x/"
  };

  /** From here on patterns name tensors: what is left of a damaged index is exported. */
  private static final int FIRST_WITH_PATTERNS = 7;

  /** Holds nothing but the folder. */
  private static final Path BASE = base();

  private static final Path FOLDER = BASE.resolve("folder");

  private ExportFuzz() {}

  private static Path base() {
    try {
      return Files.createTempDirectory("tfckpt-export");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] input) {
    int choice = FuzzedCheckpoint.write(input).line(LINES.length);
    try {
      empty();
      run(choice);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(int choice) throws IOException {
    List<String> words = new ArrayList<>(Arrays.asList(LINES[choice].split(" ", -1)));
    words.set(words.indexOf("CKPT"), Memory.TYPED);
    int last = words.size() - 1;
    String out = words.get(last);
    words.set(last, FOLDER + "/" + out);
    boolean patterns = choice >= FIRST_WITH_PATTERNS;
    Run run =
        CommandRun.of(
            "",
            words,
            LINES[choice],
            patterns ? new Integer[] {0, 3, 4, 5} : new Integer[] {0, 2, 4, 5});
    boolean mayBeThere = run.code() == ExitCode.OK || (patterns && run.code() == ExitCode.DAMAGED);
    String wanted = out.replace("/", "");
    List<String> there = there();
    if (run.code() == ExitCode.OK ? !there.equals(List.of(wanted)) : !isFine(there, mayBeThere)) {
      throw new AssertionError(LINES[choice] + ": exit code " + run.code() + ", " + there);
    }
  }

  private static boolean isFine(List<String> there, boolean mayBeThere) {
    return there.isEmpty() || (mayBeThere && there.size() == 1);
  }

  /** What lies in the folder, and whatever has been put beside it. */
  private static List<String> there() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path folder : List.of(BASE, FOLDER)) {
      try (Stream<Path> list = Files.list(folder)) {
        list.filter(path -> !path.equals(FOLDER))
            .forEach(path -> names.add(String.valueOf(path.getFileName())));
      }
    }
    return names;
  }

  private static void empty() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> walk = Files.walk(FOLDER)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectory(FOLDER);
  }
}
