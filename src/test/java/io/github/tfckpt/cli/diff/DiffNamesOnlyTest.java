package io.github.tfckpt.cli.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, types and shapes are compared, and nothing else. */
final class DiffNamesOnlyTest {

  @TempDir private Path folder;

  @Test
  void unknownTypesAreTypes() throws IOException {
    String first = write("a.ckpt", 0, 2);
    assertEquals(
        new Run(0, Run.of("diff", "--names-only", first, first).bytes(), ""),
        Run.of("diff", "--names-only", first, write("b.ckpt", 0, 2)));
    assertEquals(1, Run.of("diff", "--names-only", first, write("c.ckpt", 99, 2)).code());
    assertEquals(1, Run.of("diff", "--names-only", first, write("d.ckpt", 0, 3)).code());
    assertEquals(1, Run.of("diff", first, first).code());
  }

  private String write(String name, int dtype, long extent) throws IOException {
    V1Builder builder = new V1Builder();
    builder.add("known", DTypes.FLOAT, new long[] {1}, Samples.floats(1));
    builder.announce("odd", dtype, new long[] {extent}, V1Builder.everything(1));
    return builder.write(folder.resolve(name)).toString();
  }
}
