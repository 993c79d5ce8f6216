package io.github.tfckpt.tf.graph;

import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Fed;
import io.github.tfckpt.testing.StoreConformance;
import io.github.tfckpt.testing.V1Values;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Constants of graphs, as they lie in memory and in value fields. A graph stores no sums. */
final class GraphConformanceTest {

  private abstract static class OfGraphs extends StoreConformance {

    abstract Wire values(Fed fed);

    @Override
    protected final Path write(Path file, List<Fed> tensors) throws IOException {
      Wire graph = new Wire();
      for (Fed fed : tensors) {
        Wire tensor = new Wire().number(1, fed.dtype()).message(2, EntryForm.shape(fed.shape()));
        tensor.raw(values(fed).toBytes());
        Wire type = new Wire().text(1, "dtype").message(2, new Wire().number(6, fed.dtype()));
        Wire value = new Wire().text(1, "value").message(2, new Wire().message(8, tensor));
        Wire node = new Wire().text(1, fed.name()).text(2, "Const");
        graph.message(1, node.message(5, type).message(5, value));
      }
      Path path = file.resolveSibling(file.getFileName() + ".pb");
      return Files.write(path, graph.toBytes());
    }

    @Override
    protected final List<Path> summed(Path written) {
      return List.of();
    }
  }

  @Nested
  final class Content extends OfGraphs {
    @Override
    Wire values(Fed fed) {
      if (!fed.isStrings()) {
        return new Wire().bytes(4, fed.elements());
      }
      Wire content = new Wire();
      fed.strings().forEach(string -> content.varint(string.length));
      fed.strings().forEach(content::raw);
      return new Wire().bytes(4, content.toBytes());
    }
  }

  @Nested
  final class PackedFields extends OfGraphs {
    @Override
    Wire values(Fed fed) {
      return fields(fed, true);
    }
  }

  @Nested
  final class SingleFields extends OfGraphs {
    @Override
    Wire values(Fed fed) {
      return fields(fed, false);
    }
  }

  private static Wire fields(Fed fed, boolean packed) {
    if (!fed.isStrings()) {
      return V1Values.encode(fed.dtype(), fed.elements(), packed);
    }
    Wire values = new Wire();
    fed.strings().forEach(string -> values.bytes(8, string));
    return values;
  }
}
