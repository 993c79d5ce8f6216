package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.util.List;

/** The strings of a partitioned variable, each found in its slice. */
final class PartitionedStrings extends StringElements {

  private final Partition partition;
  private final List<StringElements> parts;

  PartitionedStrings(Partition partition, List<StringElements> parts) {
    this.partition = partition;
    this.parts = parts;
  }

  @Override
  public long count() {
    return partition.whole().elementCount();
  }

  @Override
  public ByteSource at(long index) throws IOException {
    long[] coordinates = new long[partition.whole().rank()];
    long rest = index;
    for (int axis = coordinates.length - 1; axis >= 0; axis--) {
      coordinates[axis] = rest % partition.whole().extent(axis);
      rest /= partition.whole().extent(axis);
    }
    int owner = partition.owner(coordinates);
    return parts.get(owner).at(PartitionedSource.local(partition.box(owner), coordinates));
  }

  @Override
  public void check() throws IOException {
    for (StringElements part : parts) {
      part.check();
    }
  }
}
