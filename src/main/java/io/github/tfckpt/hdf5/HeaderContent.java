package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the header of an object says: of a group its links, of a dataset its type, shape and layout.
 *
 * <pre>
 *   dataspace      version u8   rank u8   flags u8   then 5 bytes (version 2: kind u8, 2 no elements)
 *                  extent u64*   (flag 0: maximum u64*)
 *   fill value     version 2: 3 bytes   defined u8   size u32   value
 *                  version 3: flags u8 (5: defined)  size u32   value
 *   symbol table   tree u64   heap u64
 *   link info      version u8   flags u8   (flag 0: order u64)   fractal heap u64
 * </pre>
 *
 * @see "HDF5 file format specification 3.0, IV.A.2 Data Object Header Messages"
 */
final class HeaderContent {

  private static final int LONGEST = 1 << 16;
  private static final int MOST_RANK = 32;

  /** Attributes that say something about weights, and of a file who wrote it. */
  private static final List<Bytes> WANTED =
      List.of(
          Bytes.utf8("name"),
          Bytes.utf8("dtype"),
          Bytes.utf8("layer_names"),
          Bytes.utf8("keras_version"),
          Bytes.utf8("model_config"));

  private final Image image;
  private Optional<ElementType> type = Optional.empty();
  private Optional<Shape> shape = Optional.empty();
  private Optional<Layout> layout = Optional.empty();
  private Optional<Links> links = Optional.empty();
  private Optional<String> refusal = Optional.empty();
  private Filters filters = Filters.NONE;
  private Bytes fill = Bytes.EMPTY;
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<LinkMessage> messages = new ArrayList<>();

  private HeaderContent(Image image) {
    this.image = image;
  }

  /**
   * Reads the header at an address.
   *
   * @throws Unsupported if it is of a later version
   */
  static HeaderContent read(Image image, long address) throws IOException {
    HeaderContent content = new HeaderContent(image);
    ObjectHeader.walk(image, address, content::message);
    return content;
  }

  private void message(int messageType, long address, int size, boolean shared) throws IOException {
    switch (messageType) {
      case ObjectHeader.DATASPACE -> shape = Optional.of(shape(body(address, size)));
      case ObjectHeader.DATATYPE -> {
        if (shared) {
          throw Unsupported.at(
              image.description(),
              "a type that is shared by datasets, at %d%s",
              address,
              Superblock.WAY_OUT);
        }
        type = Optional.of(ElementType.read(body(address, size)));
      }
      case ObjectHeader.FILL_VALUE -> fill = fill(body(address, size));
      case ObjectHeader.LAYOUT -> layout = Optional.of(Layout.read(body(address, size), address));
      case ObjectHeader.FILTERS -> filters = Filters.read(body(address, size));
      case ObjectHeader.EXTERNAL_FILES ->
          refusal = Optional.of("external: its elements lie in other files");
      case ObjectHeader.ATTRIBUTE -> attribute(address, size, shared);
      case ObjectHeader.SYMBOL_TABLE -> {
        ByteCursor in = body(address, size);
        links = Optional.of(new SymbolTable(image, in.fixed64("tree"), in.fixed64("heap")));
      }
      case ObjectHeader.LINK_INFO -> linkInfo(body(address, size));
      case ObjectHeader.LINK -> messages.add(LinkMessage.read(body(address, size)));
      default -> {
        // Times, comments and such say nothing about weights.
      }
    }
  }

  private ByteCursor body(long address, int size) throws IOException {
    return image.at(address, Math.min(size, LONGEST), "message");
  }

  private static Shape shape(ByteCursor in) throws IOException {
    int version = in.fixed8("version of the dataspace");
    int rank = in.fixed8("rank");
    in.skip(1, "flags");
    if (version < 1 || version > 2 || rank > MOST_RANK) {
      throw in.corrupt("a dataspace of version %d and rank %d", version, rank);
    }
    int kind = in.fixed8("kind");
    in.skip(version == 1 ? 4 : 0, "reserved");
    if (version == 2 && kind == 2) {
      return Shape.of(0);
    }
    long[] extents = new long[rank];
    for (int i = 0; i < rank; i++) {
      extents[i] = in.fixed64("extent");
      if (extents[i] < 0) {
        throw in.corrupt("an extent of %s", Long.toUnsignedString(extents[i]));
      }
    }
    return Shape.of(extents);
  }

  private static Bytes fill(ByteCursor in) throws IOException {
    int version = in.fixed8("version of the fill value");
    int flags = in.fixed8("flags");
    if (version == 3) {
      return (flags & 0x20) == 0 ? Bytes.EMPTY : value(in);
    }
    in.skip(1, "time of writing");
    return in.fixed8("defined") == 0 ? Bytes.EMPTY : value(in);
  }

  private static Bytes value(ByteCursor in) throws IOException {
    return in.bytes(in.fixed32("size of the fill value") & 0xffffffffL, "fill value");
  }

  private void attribute(long address, int size, boolean shared) throws IOException {
    if (!shared) {
      Attribute.read(body(address, size), address, WANTED).ifPresent(attributes::add);
    }
  }

  private void linkInfo(ByteCursor in) throws IOException {
    in.skip(1, "version");
    in.skip((in.fixed8("flags") & 1) != 0 ? 8 : 0, "order");
    if (in.fixed64("fractal heap") != Image.UNDEFINED) {
      throw Unsupported.at(
          image.description(),
          "a group that keeps its links in a fractal heap%s",
          Superblock.WAY_OUT);
    }
    links = Optional.of(new LinkMessage.All(messages));
  }

  /** The links of a group; empty for anything else. */
  Optional<Links> links() {
    return links;
  }

  /** An attribute by its name. */
  Optional<Attribute> attribute(String name) {
    Bytes wanted = Bytes.utf8(name);
    return attributes.stream().filter(each -> each.name().equals(wanted)).findFirst();
  }

  /** A text attribute by its name. */
  Optional<Bytes> text(String name, GlobalHeap heap) throws IOException {
    Optional<Attribute> attribute = attribute(name);
    return attribute.isPresent() ? attribute.get().text(image, heap) : Optional.empty();
  }

  /** What it says of a dataset; empty for anything else. */
  Optional<Dataset> dataset(GlobalHeap heap) throws IOException {
    if (type.isEmpty() || shape.isEmpty() || layout.isEmpty()) {
      return Optional.empty();
    }
    ElementType known = type.get();
    Optional<Bytes> name = text("dtype", heap);
    if (name.isPresent()) {
      known = known.named(name.get().toString());
    }
    Optional<String> why = refusal.or(() -> layout.get().refusal()).or(() -> filters.refusal());
    return Optional.of(new Dataset(known, shape.get(), layout.get(), filters, fill, why));
  }
}
