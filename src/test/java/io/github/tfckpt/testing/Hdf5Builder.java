package io.github.tfckpt.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes HDF5 as no library would: each part says what it is told to. */
public final class Hdf5Builder {

  /** Where the first part lies. */
  private static final int FIRST = 96;

  private static final int DATASPACE = 1;
  private static final int DATATYPE = 3;
  private static final int LAYOUT = 8;
  private static final int SYMBOL_TABLE = 17;

  private byte[] file = new byte[1 << 12];
  private int size = FIRST;

  /** Bytes that are put together from little-endian numbers. */
  public static final class Piece {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Piece put(long number, int width) {
      for (int i = 0; i < width; i++) {
        bytes.write((int) (number >>> (8 * i)));
      }
      return this;
    }

    public Piece u8(int... numbers) {
      Arrays.stream(numbers).forEach(number -> put(number, 1));
      return this;
    }

    public Piece u16(int number) {
      return put(number, 2);
    }

    public Piece u32(int... numbers) {
      Arrays.stream(numbers).forEach(number -> put(number, 4));
      return this;
    }

    public Piece u64(long... numbers) {
      Arrays.stream(numbers).forEach(number -> put(number, 8));
      return this;
    }

    public Piece raw(byte[] raw) {
      bytes.writeBytes(raw);
      return this;
    }

    public Piece text(String text) {
      return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int size() {
      return bytes.size();
    }

    public byte[] bytes() {
      return bytes.toByteArray();
    }
  }

  /** Where the next part will lie. */
  public long here() {
    return size;
  }

  /** Adds bytes as they are; the result is where they lie. */
  public long add(byte[] part) {
    int end = (size + part.length + 7) / 8 * 8;
    if (end > file.length) {
      file = Arrays.copyOf(file, 2 * end);
    }
    int at = size;
    System.arraycopy(part, 0, file, at, part.length);
    size = end;
    return at;
  }

  /** Adds a piece. */
  public long add(Piece piece) {
    return add(piece.bytes());
  }

  /** Copies bytes over others. */
  public void copy(long from, long to, int count) {
    System.arraycopy(file, (int) from, file, (int) to, count);
  }

  /** Changes one byte. */
  public void change(long at, int value) {
    file[(int) at] = (byte) value;
  }

  /** Adds a header of one block with messages as {@link #message} makes them. */
  public long header(byte[]... messages) {
    int bytes = Arrays.stream(messages).mapToInt(message -> message.length).sum();
    Piece header = new Piece().u16(1).u16(messages.length).u32(1, bytes, 0);
    for (byte[] message : messages) {
      header.raw(message);
    }
    return add(header);
  }

  /** A message of a header. */
  public static byte[] message(int type, Piece body) {
    int padding = (8 - body.size() % 8) % 8;
    Piece message = new Piece().u16(type).u16(body.size() + padding).u32(0).raw(body.bytes());
    return message.raw(new byte[padding]).bytes();
  }

  /** A dataspace of these extents. */
  public static byte[] dataspace(long... extents) {
    return message(DATASPACE, new Piece().u8(1, extents.length).u16(0).u32(0).u64(extents));
  }

  /** The type of an IEEE binary32. */
  public static byte[] float32() {
    Piece body = new Piece().u8(0x11, 0x20, 31, 0).u32(4).u16(0).u16(32);
    return message(DATATYPE, body.u8(23, 8, 0, 23).u32(127));
  }

  /** Elements in one run. */
  public static byte[] contiguous(long address, long size) {
    return message(LAYOUT, new Piece().u8(3, 1).u64(address, size));
  }

  /** Elements of four bytes in chunks. */
  public static byte[] chunked(long tree, int... extents) {
    return message(LAYOUT, new Piece().u8(3, 2, extents.length + 1).u64(tree).u32(extents).u32(4));
  }

  /** Adds a group of links to headers. */
  public long group(Map<String, Long> links) {
    Piece names = new Piece().u64(0);
    Piece leaf = new Piece().text("SNOD").u8(1, 0).u16(links.size());
    new TreeMap<>(links)
        .forEach(
            (name, header) -> {
              leaf.u64(names.size(), header, 0, 0, 0);
              names.text(name).u8(0);
            });
    return group(add(node(0, 0, add(leaf))), heap(names.bytes()));
  }

  /** Adds a group of a tree and a heap. */
  public long group(long tree, long heap) {
    return header(message(SYMBOL_TABLE, new Piece().u64(tree, heap)));
  }

  /** Adds a heap with names. */
  public long heap(byte[] names) {
    long at = add(names);
    return add(new Piece().text("HEAP").u32(0).u64(names.length, -1, at));
  }

  /** A node of a tree of groups: before each child a key of eight bytes. */
  public static byte[] node(int type, int level, long... children) {
    Piece node = new Piece().text("TREE").u8(type, level).u16(children.length).u64(-1, -1);
    for (long child : children) {
      node.u64(0, child);
    }
    return node.u64(0).bytes();
  }

  /** The file with a root group. */
  public byte[] toBytes(long root) {
    byte[] bytes = Arrays.copyOf(file, size);
    Piece head = new Piece().u8(0x89).text("HDF\r\n\u001a\n").u32(0).u8(0, 8, 8, 0);
    head.u16(4).u16(16).u32(0).u64(0, -1, size, -1).u64(0, root);
    System.arraycopy(head.bytes(), 0, bytes, 0, head.size());
    return bytes;
  }
}
