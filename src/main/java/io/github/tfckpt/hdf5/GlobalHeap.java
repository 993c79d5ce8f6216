package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The collections that strings of any length lie in.
 *
 * <pre>
 *   collection   GCOL   version 1 u8   0 0 0   size u64   object*
 *   object       index u16   references u16   0 u32   size u64   bytes, padded to 8
 *                index 0: the room that is left
 * </pre>
 *
 * @see "HDF5 file format specification 3.0, III.E Disk Format: Level 1E - Global Heap"
 */
final class GlobalHeap {

  private static final String WHAT = "collection of strings";
  private static final int HEAD = 16;

  /** Objects whose places are kept; then all are forgotten. */
  private static final int MOST_KEPT = 1 << 17;

  private final Image image;
  private final Map<Long, Map<Integer, Run>> collections = new HashMap<>();
  private int kept;

  GlobalHeap(Image image) {
    this.image = image;
  }

  /**
   * Where a string lies.
   *
   * @param size in bytes
   * @param collection its address
   * @param index of the object in it
   */
  record HeapId(long size, long collection, int index) {

    /** Reads one: length u32, address u64, index u32. */
    static HeapId read(ByteCursor in) throws Corrupt {
      return new HeapId(
          in.fixed32("length of a string") & 0xffffffffL,
          in.fixed64("collection"),
          in.fixed32("index"));
    }
  }

  private record Run(long address, long size) {}

  /** The file that the collections lie in. */
  ByteSource file() {
    return image.bytes();
  }

  /** The bytes of a string, not read yet. */
  ByteSource string(HeapId place) throws IOException {
    return string(place, file());
  }

  /**
   * The bytes of a string, not read yet.
   *
   * @param place where they are
   * @param file what {@link #file} gives, or that read in blocks
   */
  ByteSource string(HeapId place, ByteSource file) throws IOException {
    if (place.size() == 0) {
      return new ArraySource(image.description(), new byte[0], 0);
    }
    Run run = objects(place.collection()).get(place.index());
    if (run == null || place.size() > run.size()) {
      String has = run == null ? "has no object " : "has " + run.size() + " bytes in object ";
      String wanted = run == null ? "" : ", a string of " + place.size() + " is said to be there";
      throw image.corrupt(WHAT, place.collection(), has + place.index() + wanted);
    }
    return file.slice(run.address(), place.size());
  }

  private synchronized Map<Integer, Run> objects(long address) throws IOException {
    Map<Integer, Run> known = collections.get(address);
    if (known != null) {
      return known;
    }
    if (kept > MOST_KEPT) {
      collections.clear();
      kept = 0;
    }
    Map<Integer, Run> objects = collection(address);
    kept += objects.size() + 1;
    collections.put(address, objects);
    return objects;
  }

  private Map<Integer, Run> collection(long address) throws IOException {
    ByteCursor in = image.at(address, HEAD, WHAT);
    image.expect(in, "GCOL", WHAT, address);
    in.skip(4, "version");
    long size = in.fixed64("size");
    image.run(address, size, WHAT);
    Map<Integer, Run> objects = new HashMap<>();
    long end = address + size;
    for (long at = address + HEAD; end - at >= HEAD; ) {
      ByteCursor object = image.at(at, HEAD, "object of a collection");
      int index = object.fixed16("index");
      object.skip(6, "references");
      long length = object.fixed64("size");
      if (index == 0) {
        break;
      }
      if (length < 0 || length > end - at - HEAD) {
        throw image.corrupt("object " + index, at, "runs past the end of its collection");
      }
      objects.putIfAbsent(index, new Run(at + HEAD, length));
      at += HEAD + (length + 7) / 8 * 8;
    }
    return objects;
  }
}
