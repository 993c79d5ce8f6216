package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.BlockSource;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;

/** Strings of any length, which lie in a global heap. */
final class HeapStrings extends StringElements {

  private static final int WIDTH = 16;

  private final ByteSource places;
  private final GlobalHeap heap;
  private final ByteSource file;

  /** Strings whose places are stored in a row. */
  HeapStrings(ByteSource places, GlobalHeap heap) {
    this(places, heap, heap.file());
  }

  private HeapStrings(ByteSource places, GlobalHeap heap, ByteSource file) {
    this.places = places;
    this.heap = heap;
    this.file = file;
  }

  @Override
  public long count() {
    return places.size() / WIDTH;
  }

  @Override
  public ByteSource at(long index) throws IOException {
    ByteSource place = places.slice(index * WIDTH, WIDTH);
    return heap.string(
        GlobalHeap.HeapId.read(ByteCursor.over(place, place.readAll(), WIDTH)), file);
  }

  @Override
  public StringElements forward() {
    return new HeapStrings(new BlockSource(places), heap, new BlockSource(file));
  }

  @Override
  public void check() {}
}
