package io.github.tfckpt.hdf5;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.Capacity;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Goes down from the root group to the datasets, each object once: hard links may lead in circles.
 * What is damaged becomes a finding; what lies beside it is found all the same.
 */
final class Hierarchy {

  private static final int DEEPEST = 128;
  private static final int MOST_DATASETS = Capacity.of(1 << 20, 400);

  private final Image image;
  private final GlobalHeap heap;
  private final FindingSink findings;
  private final Sink sink;
  private final AddressSet visited = new AddressSet();
  private final Deque<Group> open = new ArrayDeque<>();
  private int datasets;

  /** Takes what is found. */
  interface Sink {

    /** Takes a group; the path of the root is empty. */
    void group(Bytes path, HeaderContent content) throws IOException;

    /** Takes a dataset and the address of its header. */
    void dataset(Bytes path, Dataset dataset, long header) throws IOException;

    /** Takes a link that is not followed. */
    void soft(Bytes path);
  }

  /** A group whose links are walked. */
  private record Group(Bytes path, Links links) {}

  Hierarchy(Image image, GlobalHeap heap, FindingSink findings, Sink sink) {
    this.image = image;
    this.heap = heap;
    this.findings = findings;
    this.sink = sink;
  }

  /**
   * Walks all there is.
   *
   * @param root the address of the root group's header
   * @throws Corrupt if the root group cannot be read
   * @throws Unsupported if a group is of a kind that cannot be read
   */
  void walk(long root) throws IOException {
    object(Bytes.EMPTY, root);
    if (open.isEmpty()) {
      throw new Corrupt(image.description(), "its root is not a group");
    }
    while (!open.isEmpty()) {
      Group group = open.peek();
      try {
        if (!group.links().next(new Into(group.path()))) {
          open.pop();
        }
      } catch (Corrupt e) {
        if (image.isExhausted()) {
          throw e;
        }
        findings.add(named(e, group.path()));
      }
    }
  }

  private static Finding named(Corrupt e, Bytes path) {
    return Finding.error(
        e.where(), (path.size() == 0 ? "root group" : path.quoted()) + ": " + e.what());
  }

  /** Takes the links of a group. */
  private final class Into implements Links.LinkSink {

    private final Bytes group;

    Into(Bytes group) {
      this.group = group;
    }

    @Override
    public void hard(Bytes name, long header) throws IOException {
      Bytes path = path(name);
      try {
        object(path, header);
      } catch (Corrupt e) {
        if (image.isExhausted()) {
          throw e;
        }
        findings.add(named(e, path));
      }
    }

    @Override
    public void soft(Bytes name) throws IOException {
      sink.soft(path(name));
    }

    private Bytes path(Bytes name) throws Corrupt {
      int before = group.size() == 0 ? 0 : group.size() + 1;
      if (before + name.size() > Image.LONGEST_NAME) {
        throw new Corrupt(image.description(), "a path of more than 65536 bytes");
      }
      byte[] path = new byte[before + name.size()];
      group.copyTo(path, 0);
      if (before > 0) {
        path[before - 1] = '/';
      }
      name.copyTo(path, before);
      return Bytes.of(path, 0, path.length);
    }
  }

  private void object(Bytes path, long header) throws IOException {
    if (header == Image.UNDEFINED) {
      throw new Corrupt(image.description(), "a link to no address");
    }
    if (!visited.add(header)) {
      return;
    }
    HeaderContent content = HeaderContent.read(image, header);
    Optional<Links> links = content.links();
    if (links.isPresent()) {
      if (open.size() == DEEPEST) {
        throw new Corrupt(image.description(), "groups in groups, more than " + DEEPEST + " deep");
      }
      sink.group(path, content);
      open.push(new Group(path, links.get()));
      return;
    }
    Optional<Dataset> dataset = content.dataset(heap);
    if (dataset.isPresent()) {
      if (++datasets > MOST_DATASETS) {
        throw Unsupported.at(
            image.description(),
            "more than %d datasets, which do not fit into memory",
            MOST_DATASETS);
      }
      sink.dataset(path, dataset.get(), header);
    }
  }

  /** Addresses of objects that were visited. */
  private static final class AddressSet {

    private long[] table = new long[64];
    private int size;

    AddressSet() {
      Arrays.fill(table, Image.UNDEFINED);
    }

    /** Adds an address; false if it is there already. */
    boolean add(long address) {
      if (2 * size >= table.length) {
        long[] old = table;
        table = new long[2 * old.length];
        Arrays.fill(table, Image.UNDEFINED);
        for (long each : old) {
          if (each != Image.UNDEFINED) {
            table[slot(each)] = each;
          }
        }
      }
      int slot = slot(address);
      if (table[slot] == address) {
        return false;
      }
      table[slot] = address;
      size++;
      return true;
    }

    private int slot(long address) {
      int mask = table.length - 1;
      int slot = (int) ((address * 0x9e3779b97f4a7c15L) >>> 32) & mask;
      while (table[slot] != Image.UNDEFINED && table[slot] != address) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
