package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --join} in the commands that have it: what diff calls identical is what export writes. */
final class JoinTest {

  private static final int PIECES = 12;

  @TempDir private Path folder;

  private String split = "";
  private String whole = "";

  @BeforeEach
  void write() throws IOException {
    BundleBuilder pieces = new BundleBuilder(folder.resolve("split"), 2);
    for (int i = 0; i < PIECES; i++) {
      byte[] bytes = Tensors.counting(DType.FLOAT32, 20L * i, 20);
      pieces.add(i % 2, "net/w_" + i, DTypes.FLOAT, new long[] {4, 5}, bytes);
    }
    split = pieces.write().toString();
    BundleBuilder one = new BundleBuilder(folder.resolve("whole"), 1);
    byte[] all = Tensors.counting(DType.FLOAT32, 0, 20 * PIECES);
    one.add(0, "net/w", DTypes.FLOAT, new long[] {4 * PIECES, 5}, all);
    whole = one.write().toString();
  }

  @Test
  void diffComparesAndExportWritesTheSame() {
    Run diff = Run.of("diff", "--join", "net/w_*:0", split, whole);
    assertEquals(0, diff.code(), diff::out);
    assertEquals(0, Run.of("diff", "--quick", "--join", "*/w_*", split, whole).code());
    assertEquals(2, Run.of("diff", "--join", "*/w_*", whole, split).code());
    String out = folder.resolve("out.index").toString();
    assertEquals(0, Run.of("export", "--join", "net/w_*", split, "-o", out).code());
    assertEquals(0, Run.of("diff", out, whole).code());
    Run transposed =
        Run.of("diff", "--join", "net/w_*", "--transpose", "net/w", split, whole, "--names-only");
    assertTrue(transposed.out().contains("[5, 48]"), transposed::out);
  }

  @Test
  void valuesAreThoseOfTheWhole() {
    for (String selection : new String[] {"", "[5]", "[::-7, 2:4]", "[3:45:6]"}) {
      String name = "net/w" + selection;
      assertEquals(
          Run.of("dump", whole, name).out(),
          Run.of("dump", "--join", "net/w_*", split, name).out());
    }
    assertEquals(Run.of("stats", whole).out(), Run.of("stats", "--join", "net/w_*", split).out());
  }
}
