package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The header of a group or dataset: messages, in one block or in several.
 *
 * <pre>
 *   header         version 1: 1   0   messages u16   references u32   size of the first block u32   0 u32
 *   message        type u16   size u16   flags u8   0 0 0   body
 *   continuation   type 16: address u64, size u64 of another block
 * </pre>
 *
 * @see "HDF5 file format specification 3.0, IV.A.1.a Version 1 Data Object Header Prefix"
 */
final class ObjectHeader {

  static final int DATASPACE = 1;
  static final int LINK_INFO = 2;
  static final int DATATYPE = 3;
  static final int FILL_VALUE = 5;
  static final int LINK = 6;
  static final int EXTERNAL_FILES = 7;
  static final int LAYOUT = 8;
  static final int FILTERS = 11;
  static final int ATTRIBUTE = 12;
  static final int SYMBOL_TABLE = 17;
  private static final int CONTINUATION = 16;

  private static final int SHARED = 2;
  private static final int PREFIX = 16;
  private static final int MESSAGE = 8;
  private static final int OHDR = 'O' | 'H' << 8 | 'D' << 16 | 'R' << 24;

  private ObjectHeader() {}

  /** What is done with each message. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes the next one.
     *
     * @param address where its body lies
     * @param size of the body in bytes
     * @param shared true if the body says where the message is instead
     */
    void message(int type, long address, int size, boolean shared) throws IOException;
  }

  /** A block of messages. */
  private record Block(long address, long size) {}

  /** Visits all messages of the header at an address. */
  static void walk(Image image, long address, Visitor visitor) throws IOException {
    ByteCursor in = image.at(address, PREFIX, "object header");
    int begin = in.fixed32("version");
    if (begin == OHDR) {
      throw Unsupported.at(
          image.description(),
          "an object header of version 2 at %d, version 1 can be read%s",
          address,
          Superblock.WAY_OUT);
    }
    if ((begin & 0xffff) != 1) {
      throw image.corrupt("object header", address, "has version " + (begin & 0xff));
    }
    int count = begin >>> 16;
    in.skip(4, "references");
    Deque<Block> blocks = new ArrayDeque<>();
    blocks.add(new Block(address + PREFIX, in.fixed32("size") & 0xffffffffL));
    while (count > 0 && !blocks.isEmpty()) {
      Block block = blocks.remove();
      image.run(block.address(), block.size(), "block of an object header");
      long end = block.address() + block.size();
      for (long at = block.address(); count > 0 && end - at >= MESSAGE; count--) {
        ByteCursor message = image.at(at, MESSAGE, "message");
        int type = message.fixed16("type");
        int size = message.fixed16("size");
        boolean shared = (message.fixed8("flags") & SHARED) != 0;
        long body = at + MESSAGE;
        if (size > end - body) {
          String wrong = "of " + size + " bytes runs past the end of its block at " + end;
          throw image.corrupt("message " + type, at, wrong);
        }
        if (type == CONTINUATION) {
          ByteCursor next = image.at(body, PREFIX, "continuation");
          blocks.add(new Block(next.fixed64("address"), next.fixed64("size")));
        } else {
          visitor.message(type, body, size, shared);
        }
        at = body + size;
      }
    }
    if (count > 0) {
      throw image.corrupt("object header", address, "lacks " + count + " of its messages");
    }
  }
}
