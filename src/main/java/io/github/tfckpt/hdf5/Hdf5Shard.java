package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.LastingFile;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;

/** One HDF5 file among those of a store, and where its elements are found. */
final class Hdf5Shard {

  private final LastingFile file;
  private final long start;
  private final Image image;
  private final GlobalHeap heap;
  private final ChunkCache chunks;

  /**
   * A part.
   *
   * @param start where the HDF5 begins in {@code file}
   * @param bytes those of {@code file} that are HDF5
   */
  Hdf5Shard(LastingFile file, long start, ByteSource bytes, ChunkCache chunks) {
    this.file = file;
    this.start = start;
    this.image = new Image(bytes);
    this.heap = new GlobalHeap(image);
    this.chunks = chunks;
  }

  LastingFile file() {
    return file;
  }

  /** Where the HDF5 begins in the file, in bytes. */
  long start() {
    return start;
  }

  Image image() {
    return image;
  }

  GlobalHeap heap() {
    return heap;
  }

  /**
   * Reads what a header says.
   *
   * @param what names the dataset in messages
   */
  Dataset dataset(long header, String what) throws IOException {
    return HeaderContent.read(image, header)
        .dataset(heap)
        .orElseThrow(() -> new Corrupt(image.description(), what + ": not a dataset any more"));
  }

  /** The bytes of a dataset as stored, chunks put together. */
  ByteSource stored(Dataset dataset, String what) throws IOException {
    return dataset.stored(image, chunks, what);
  }

  /**
   * The elements of a dataset, still in the file.
   *
   * @throws CheckpointException if they are damaged, of a type without values, or not here
   */
  Elements elements(Dataset dataset, String what) throws IOException {
    ElementType type = dataset.type();
    TensorStore.requireValues(image.description(), what, type.dtype());
    ByteSource stored = stored(dataset, what);
    return switch (type.storage()) {
      case PLAIN ->
          FixedElements.ordered(type.dtype(), stored, type.bigEndian(), FixedElements.Check.NONE);
      case NUL_PADDED -> new FixedStrings(stored, type.width(), (byte) 0);
      case SPACE_PADDED -> new FixedStrings(stored, type.width(), (byte) ' ');
      case IN_HEAP -> new HeapStrings(stored, heap);
    };
  }
}
