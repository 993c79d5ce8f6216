package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A transposed view, read forward by one thread. Neighbours in such a view lie far apart in the
 * tensor. A panel of many rows of the view is read at once, in the order of the tensor: single
 * elements become runs.
 *
 * <p>A row is all that the view holds at one index of its axes up to the {@code split}.
 */
final class PanelSource implements ByteSource {

  /** Bytes of a row; a panel may be longer by two of them. */
  private static final int LONGEST_ROW = PanelSpace.SPARE / 2;

  /** Runs at most this many bytes apart are read with what lies between them. */
  private static final int NEAR = 2048;

  private final ViewSource all;
  private final ByteSource whole;
  private final View view;
  private final int width;
  private final int split;
  private final long rowBytes;
  private final long rowsPerPanel;

  /** The row after the last that will be read. */
  private final long lastRow;

  private long panelStart;
  private long panelEnd;

  private PanelSource(ViewSource all, ByteSource whole, View view, int width, long end) {
    this.all = all;
    this.whole = whole;
    this.view = view;
    this.width = width;
    int axis = view.shape().rank() - 1;
    long bytes = width;
    while (axis > 0 && bytes * view.shape().extent(axis) <= LONGEST_ROW) {
      bytes *= view.shape().extent(axis--);
    }
    this.split = axis;
    this.rowBytes = bytes;
    this.rowsPerPanel = PanelSpace.PANEL / rowBytes + 2;
    this.lastRow = (end + rowBytes - 1) / rowBytes;
  }

  /**
   * {@return a source of the same bytes that is made for reading them in order}
   *
   * @param all the bytes of the view
   * @param whole the bytes of the tensor
   * @param together how many elements at the end of the view's row-major order lie side by side
   * @param end bytes after which nothing will be read
   */
  static ByteSource of(
      ViewSource all, ByteSource whole, int width, View view, long together, long end) {
    boolean isScattered = together * width < NEAR && view.shape().elementCount() > together;
    return isScattered ? new PanelSource(all, whole, view, width, end) : all;
  }

  @Override
  public String description() {
    return all.description();
  }

  @Override
  public long size() {
    return all.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    PanelSpace space = PanelSpace.own();
    long at = offset;
    while (target.hasRemaining()) {
      if (!space.isOf(this) || at < panelStart || at >= panelEnd) {
        load(at / rowBytes, space);
      }
      int count = (int) Math.min(target.remaining(), panelEnd - at);
      target.put(space.panel(), (int) (at - panelStart), count);
      at += count;
    }
  }

  private void load(long first, PanelSpace space) throws IOException {
    long left = (first < lastRow ? lastRow : size() / rowBytes) - first;
    long rows = Math.min(rowsPerPanel, left);
    int bytes = Math.toIntExact(rows * rowBytes);
    // Nobody's until it is filled.
    byte[] panel = space.panel(bytes, size());
    long extent = view.shape().extent(split);
    for (long at = first; at < first + rows; ) {
      int count = (int) Math.min(extent - at % extent, first + rows - at);
      new Box(at, count, Math.toIntExact((at - first) * rowBytes / width), space, panel).fill();
      at += count;
    }
    panelStart = first * rowBytes;
    panelEnd = panelStart + bytes;
    space.keepFor(this);
  }

  /**
   * Rows of a panel that follow one another along the split, as a box of elements. Its axes are in
   * the order of the tensor: the first has the smallest stride there. All counts are in elements.
   */
  private final class Box {

    private final ByteBuffer read;
    private final byte[] room;
    private final byte[] panel;
    private final int axes;
    private final int[] extents;
    private final long[] strides;

    /** How far neighbours lie apart in the panel and, once read, in the room. */
    private final int[] targets;

    private final int[] pitches;
    private long source;
    private int target;

    Box(long row, int count, int target, PanelSpace space, byte[] panel) {
      this.read = space.read;
      this.room = space.room;
      this.panel = panel;
      this.target = target;
      this.source = view.source(row * (rowBytes / width));
      int rank = view.shape().rank();
      this.extents = new int[rank - split];
      this.strides = new long[extents.length];
      this.targets = new int[extents.length];
      this.pitches = new int[extents.length];
      int known = 0;
      int apart = 1;
      for (int axis = rank - 1; axis >= split; axis--) {
        int extent = axis == split ? count : Math.toIntExact(view.shape().extent(axis));
        if (extent > 1) {
          insert(known++, extent, view.stride(axis), apart);
        }
        apart *= extent;
      }
      this.axes = known;
    }

    /** Adds an axis where it belongs, turned so that its stride is positive. */
    private void insert(int known, int extent, long stride, int apart) {
      boolean back = stride < 0;
      source += back ? stride * (extent - 1) : 0;
      target += back ? apart * (extent - 1) : 0;
      int at = known;
      for (; at > 0 && strides[at - 1] > Math.abs(stride); at--) {
        extents[at] = extents[at - 1];
        strides[at] = strides[at - 1];
        targets[at] = targets[at - 1];
      }
      extents[at] = extent;
      strides[at] = Math.abs(stride);
      targets[at] = back ? -apart : apart;
    }

    void fill() throws IOException {
      int run = 0;
      long length = 1;
      while (run < axes
          && strides[run] == length
          && length * extents[run] * width <= PanelSpace.ROOM) {
        pitches[run] = (int) length;
        length *= extents[run++];
      }
      fill(axes - 1, run, (int) length, source, target);
    }

    /** Goes through the axes down to the one along which several runs are read at once. */
    private void fill(int axis, int run, int length, long from, int to) throws IOException {
      if (axis < run) {
        read(from, 1, length, 0, 0);
        spread(run, 0, to);
      } else if (axis > run) {
        for (int i = 0; i < extents[axis]; i++) {
          fill(axis - 1, run, length, from + i * strides[axis], to + i * targets[axis]);
        }
      } else {
        boolean near = (strides[run] - length) * width <= NEAR;
        int pitch = near ? Math.toIntExact(strides[run]) : length;
        int most = Math.max(1, (PanelSpace.ROOM / width - length) / pitch + 1);
        pitches[run] = pitch;
        int extent = extents[run];
        for (int i = 0; i < extent; i += most) {
          extents[run] = Math.min(most, extent - i);
          read(from + i * strides[run], extents[run], length, pitch, strides[run]);
          spread(run + 1, 0, to + i * targets[run]);
        }
        extents[run] = extent;
      }
    }

    /**
     * Reads runs into the room, {@code apart} in the tensor, {@code pitch} in the room; if these
     * are equal, with what lies between.
     */
    private void read(long from, int runs, int length, int pitch, long apart) throws IOException {
      int span = ((runs - 1) * pitch + length) * width;
      if (pitch == apart) {
        whole.read(from * width, read.clear().limit(span));
      } else {
        for (int i = 0; i < runs; i++) {
          int at = i * pitch * width;
          read.limit(at + length * width).position(at);
          whole.read((from + i * apart) * width, read);
        }
      }
      read.get(0, room, 0, span);
    }

    /** Copies the first axes from the room into the panel, the widest spread axis outermost. */
    private void spread(int count, int from, int to) {
      int inner = 0;
      for (int axis = 1; axis < count; axis++) {
        inner = Math.abs(targets[axis]) < Math.abs(targets[inner]) ? axis : inner;
      }
      spread(count - 1, inner, from, to);
    }

    private void spread(int axis, int inner, int from, int to) {
      if (axis < 0) {
        copy(inner, from, to);
      } else if (axis == inner) {
        spread(axis - 1, inner, from, to);
      } else {
        for (int i = 0; i < extents[axis]; i++) {
          spread(axis - 1, inner, from + i * pitches[axis], to + i * targets[axis]);
        }
      }
    }

    private void copy(int axis, int from, int to) {
      int count = axis < axes ? extents[axis] : 1;
      int pitch = axis < axes ? pitches[axis] * width : width;
      int apart = axis < axes ? targets[axis] * width : width;
      StridedCopy.copy(room, from * width, pitch, panel, to * width, apart, count, width);
    }
  }
}
