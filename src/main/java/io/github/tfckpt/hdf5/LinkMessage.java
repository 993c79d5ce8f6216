package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A link that is stored in the header of its group.
 *
 * <pre>
 *   version 1 u8   flags u8   (flag 3: kind u8)   (flag 2: order u64)   (flag 4: character set u8)
 *   length of the name, in 1, 2, 4 or 8 bytes by flags 0 and 1   name
 *   kind 0, hard: object header u64       others: another name, another file
 * </pre>
 *
 * @param name of the object in its group
 * @param header of the object; empty if it is found by another name
 * @see "HDF5 file format specification 3.0, IV.A.2.g The Link Message"
 */
record LinkMessage(Bytes name, Optional<Long> header) {

  /** Reads the whole message. */
  static LinkMessage read(ByteCursor in) throws IOException {
    in.skip(1, "version");
    int flags = in.fixed8("flags");
    int kind = (flags & 8) != 0 ? in.fixed8("kind") : 0;
    in.skip((flags & 4) != 0 ? 8 : 0, "order");
    in.skip((flags & 16) != 0 ? 1 : 0, "character set");
    long size =
        switch (flags & 3) {
          case 0 -> in.fixed8("length of the name");
          case 1 -> in.fixed16("length of the name");
          case 2 -> in.fixed32("length of the name") & 0xffffffffL;
          default -> in.fixed64("length of the name");
        };
    Bytes name = in.bytes(size, "name");
    return new LinkMessage(
        name, kind == 0 ? Optional.of(in.fixed64("object header")) : Optional.empty());
  }

  /** All links of a group. */
  static final class All implements Links {

    private final List<LinkMessage> links;
    private int next;

    /** Links that may be added later. */
    All(List<LinkMessage> links) {
      this.links = links;
    }

    @Override
    public boolean next(LinkSink sink) throws IOException {
      if (next == links.size()) {
        return false;
      }
      LinkMessage link = links.get(next++);
      if (link.header().isPresent()) {
        sink.hard(link.name(), link.header().get());
      } else {
        sink.soft(link.name());
      }
      return true;
    }
  }
}
