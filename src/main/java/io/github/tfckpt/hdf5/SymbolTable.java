package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The links of a group in the order of their names: a B-tree whose leaves are nodes of symbols, and
 * a heap of names.
 *
 * <pre>
 *   tree node   TREE   type 0 u8   level u8   entries u16   left u64   right u64   (key u64, child u64)*
 *   leaf        SNOD   version 1 u8   0   symbols u16   symbol*
 *   symbol      name u64, in the heap   object header u64   cache type u32   0 u32   scratch 16
 *   heap        HEAP   version 0 u8   0 0 0   size u64   free list u64   address of the names u64
 * </pre>
 *
 * @see "HDF5 file format specification 3.0, III.A.1 Version 1 B-trees, III.B Symbol Table Nodes,
 *     III.D Local Heaps"
 */
final class SymbolTable implements Links {

  private static final String NODE = "node of a group";
  private static final String LEAF = "symbols of a group";
  private static final int NODE_HEAD = 24;
  private static final int LEAF_HEAD = 8;
  private static final int PAIR = 16;
  private static final int SYMBOL = 40;
  private static final int SOFT = 2;

  private final Image image;
  private final Deque<Node> open = new ArrayDeque<>();
  private final long names;
  private final long namesEnd;

  /** A node that is walked. */
  private static final class Node {
    private final long address;
    private final int level;
    private final int entries;
    private int next;

    /** Entries of a leaf, whose level is -1, or of a tree node. */
    Node(long address, int level, int entries) {
      this.address = address;
      this.level = level;
      this.entries = entries;
    }
  }

  /** Stands before the first link. */
  SymbolTable(Image image, long tree, long heap) throws IOException {
    this.image = image;
    String what = "heap of names";
    ByteCursor in = image.at(heap, 32, what);
    image.expect(in, "HEAP", what, heap);
    in.skip(4, "version");
    long size = in.fixed64("size");
    in.skip(8, "free list");
    this.names = in.fixed64("address");
    image.run(names, size, what);
    this.namesEnd = names + size;
    openNode(tree, Integer.MAX_VALUE);
  }

  private void openNode(long address, int above) throws IOException {
    if (above == 0) {
      ByteCursor in = image.at(address, LEAF_HEAD, LEAF);
      image.expect(in, "SNOD", LEAF, address);
      in.skip(2, "version");
      open.push(new Node(address + LEAF_HEAD, -1, in.fixed16("symbols")));
      return;
    }
    ByteCursor in = image.at(address, NODE_HEAD, NODE);
    image.expect(in, "TREE", NODE, address);
    int type = in.fixed8("type");
    int level = in.fixed8("level");
    if (type != 0 || level >= above || (above <= 255 && level != above - 1)) {
      String wrong = "has type " + type + " and level " + level;
      throw image.corrupt(NODE, address, wrong + (above > 255 ? "" : " below level " + above));
    }
    open.push(new Node(address + NODE_HEAD, level, in.fixed16("entries")));
  }

  @Override
  public boolean next(LinkSink sink) throws IOException {
    while (!open.isEmpty()) {
      Node node = open.peek();
      if (node.next == node.entries) {
        open.pop();
        continue;
      }
      int at = node.next++;
      if (node.level >= 0) {
        ByteCursor pair = image.at(node.address + (long) PAIR * at, PAIR, NODE);
        pair.skip(8, "key");
        openNode(pair.fixed64("child"), node.level);
        continue;
      }
      symbol(image.at(node.address + (long) SYMBOL * at, SYMBOL, LEAF), sink);
      return true;
    }
    return false;
  }

  private void symbol(ByteCursor symbol, LinkSink sink) throws IOException {
    Bytes name = name(symbol.fixed64("name"));
    long header = symbol.fixed64("object header");
    if (symbol.fixed32("cache type") == SOFT) {
      sink.soft(name);
    } else {
      sink.hard(name, header);
    }
  }

  private Bytes name(long offset) throws IOException {
    if (offset < 0 || offset > namesEnd - names) {
      throw image.corrupt("name", offset, "lies outside of the heap of its group");
    }
    return image.text(names + offset, namesEnd, "name");
  }
}
