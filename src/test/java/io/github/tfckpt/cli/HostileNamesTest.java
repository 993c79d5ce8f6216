package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names made to be compared for hours by a diff that looks for what was renamed. */
final class HostileNamesTest {

  @TempDir private Path folder;

  private static Run diff(Path a, Path b) {
    return Bounded.run(() -> Run.of("diff", "--names-only", a.toString(), b.toString()));
  }

  private Path write(String file, List<String> names) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(file), 1);
    for (String name : names) {
      bundle.add(0, name, DTypes.FLOAT, new long[] {1}, Samples.floats(1));
    }
    return bundle.write();
  }

  /** Two thousand that are as like each of two thousand others. */
  @Test
  void manyNamesOfManyPartsThatAreTheSame() throws IOException {
    List<String> namesA = new ArrayList<>();
    List<String> namesB = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      namesA.add("a/".repeat(60) + "x" + i + "/w");
      namesB.add("a/".repeat(60) + "y" + i + "/w");
    }
    assertEquals(1, diff(write("a", namesA), write("b", namesB)).code());
  }

  /** A thousand rules, each of which would take away a counterpart, as the last name shows. */
  @Test
  void manyRulesThatDoHarm() throws IOException {
    List<String> namesA = new ArrayList<>();
    List<String> namesB = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      namesA.addAll(List.of("k" + i + "/x", "k" + i + "/y", "k" + i + "/z"));
      namesB.addAll(List.of("l" + i + "/x", "l" + i + "/y", "k" + i + "/z"));
    }
    for (int i = 0; i < 100_000; i++) {
      namesA.add("a/" + i);
      namesB.add("a/" + i);
    }
    assertEquals(1, diff(write("a", namesA), write("b", namesB)).code());
  }

  /** Nobody types what would be proposed. */
  @Test
  void namesTooLongToPropose() throws IOException {
    String name = "n".repeat(5000);
    Run run = diff(write("a", List.of("a/" + name)), write("b", List.of("b/" + name)));
    assertEquals(1, run.code());
    assertTrue(run.err().length() < 1000, run.err());
  }
}
