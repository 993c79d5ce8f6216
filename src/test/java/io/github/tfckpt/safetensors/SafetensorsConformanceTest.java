package io.github.tfckpt.safetensors;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Fed;
import io.github.tfckpt.testing.SafetensorsBuilder;
import io.github.tfckpt.testing.StoreConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Files of every type that the format has. It stores no sums. */
final class SafetensorsConformanceTest extends StoreConformance {

  @Override
  protected Path write(Path file, List<Fed> tensors) throws IOException {
    SafetensorsBuilder builder = new SafetensorsBuilder();
    for (int i = tensors.size() - 1; i >= 0; i--) {
      Fed fed = tensors.get(i);
      String label = SafetensorsBuilder.LABELS.get(DTypes.name(fed.dtype()));
      builder.add(fed.name(), label, fed.shape(), fed.elements());
    }
    Path path = file.resolveSibling(file.getFileName() + ".safetensors");
    return Files.write(path, builder.toBytes());
  }

  @Override
  protected Set<String> lacks() {
    return DType.ALL.stream()
        .map(DType::label)
        .filter(label -> !SafetensorsBuilder.LABELS.containsKey(label))
        .collect(Collectors.toSet());
  }

  @Override
  protected List<Path> summed(Path written) {
    return List.of();
  }
}
