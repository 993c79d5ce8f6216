package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A transposed view, read forward by one thread. Neighbours in such a view lie a row apart in the
 * tensor. Reading a panel of many rows of the view at once makes long runs of the tensor out of
 * single elements.
 *
 * <p>Terms: a block is what lies side by side in the view and in the tensor alike, an element as a
 * rule. The lane is the axis of the view along which blocks lie side by side in the tensor; a row
 * is all that the view holds at one index of it.
 */
final class PanelSource implements ByteSource {

  /** Bytes of a panel. */
  private static final int PANEL = 16 << 20;

  /** Bytes that are read at once, and of one run. */
  private static final int ROOM = 1 << 20;

  private static final int LONGEST_RUN = 1 << 14;

  /** Runs at most this many bytes apart are read with what lies between them. */
  private static final int NEAR = 2048;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ViewSource all;
  private final ByteSource whole;
  private final View view;

  /** Elements and bytes of a block. */
  private final long together;

  private final int block;
  private final int lane;
  private final long laneExtent;

  /** Blocks of a row. */
  private final int row;

  private final long rowBytes;
  private final long rowsPerPanel;
  private final int innermost;
  private byte[] panel = {};
  private byte[] room = {};
  private long panelStart;
  private long panelEnd;

  private PanelSource(
      ViewSource all, ByteSource whole, View view, int width, long together, int lane, int last) {
    this.all = all;
    this.whole = whole;
    this.view = view;
    this.together = together;
    this.block = Math.toIntExact(together * width);
    this.lane = lane;
    this.laneExtent = view.shape().extent(lane);
    this.innermost = last;
    long blocks = 1;
    for (int axis = lane + 1; axis <= last; axis++) {
      blocks *= view.shape().extent(axis);
    }
    this.row = Math.toIntExact(blocks);
    this.rowBytes = blocks * block;
    this.rowsPerPanel = PANEL / rowBytes;
  }

  /**
   * {@return a source of the same bytes that is made for reading them in order}
   *
   * @param all the bytes of the view
   * @param whole the bytes of the tensor
   * @param together how many elements at the end of the view's row-major order lie side by side
   */
  static ByteSource of(ViewSource all, ByteSource whole, int width, View view, long together) {
    Shape shape = view.shape();
    int last = shape.rank() - 1;
    for (long run = 1; last >= 0 && run < together; last--) {
      run *= shape.extent(last);
    }
    while (last >= 0 && shape.extent(last) == 1) {
      last--;
    }
    long rowBytes = together * width;
    for (int axis = last; axis >= 0 && rowBytes <= PANEL / 2; axis--) {
      if (axis < last && shape.extent(axis) > 1 && Math.abs(view.stride(axis)) == together) {
        boolean isWorth = together * width < NEAR && all.size() > 0;
        return isWorth ? new PanelSource(all, whole, view, width, together, axis, last) : all;
      }
      rowBytes *= shape.extent(axis);
    }
    return all;
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
    long at = offset;
    while (target.hasRemaining()) {
      if (at < panelStart || at >= panelEnd) {
        load(at / rowBytes);
      }
      int count = (int) Math.min(target.remaining(), panelEnd - at);
      target.put(panel, (int) (at - panelStart), count);
      at += count;
    }
  }

  private void load(long first) throws IOException {
    long rows = Math.min(rowsPerPanel, size() / rowBytes - first);
    int bytes = Math.toIntExact(rows * rowBytes);
    if (panel.length < bytes) {
      panel = new byte[bytes];
      room = new byte[ROOM + LONGEST_RUN];
    }
    panelEnd = panelStart;
    long most = Math.max(1, LONGEST_RUN / block);
    for (long at = first; at < first + rows; ) {
      long inLane = at % laneExtent;
      int count = (int) Math.min(most, Math.min(laneExtent - inLane, first + rows - at));
      gather(at, count, Math.toIntExact((at - first) * rowBytes));
      at += count;
    }
    panelStart = first * rowBytes;
    panelEnd = panelStart + bytes;
  }

  /** Fills {@code count} rows of the panel that follow one another in the lane. */
  private void gather(long first, int count, int target) throws IOException {
    int line = Math.toIntExact(view.shape().extent(innermost));
    int width = Math.toIntExact(block / together);
    long distance = view.stride(innermost) * width;
    boolean back = view.stride(lane) < 0;
    for (int at = 0; at < row; at += line) {
      // The lowest of the blocks that lie side by side.
      long lowest = first * row + at + (back ? (count - 1L) * row : 0);
      long from = view.source(lowest * together) * width;
      for (int done = 0; done < line; ) {
        int runs = read(from + done * distance, distance, count * block, line - done);
        spread(runs, count, back, distance, target + (at + done) * block);
        done += runs;
      }
    }
  }

  /** Whether runs are read with what lies between them. */
  private static boolean isNear(long distance, int length) {
    return Math.abs(distance) - length <= NEAR;
  }

  /** Where in the room a run begins, counted from the one before. */
  private int pitch(long distance, int length) {
    return isNear(distance, length) ? (int) Math.abs(distance) : length;
  }

  /** Reads runs of some length; the result is how many. */
  private int read(long from, long distance, int length, int wanted) throws IOException {
    int runs = Math.max(1, Math.min(wanted, ROOM / Math.max(1, pitch(distance, length))));
    if (isNear(distance, length)) {
      long low = distance < 0 ? from + (runs - 1) * distance : from;
      int span = Math.toIntExact((runs - 1) * Math.abs(distance) + length);
      whole.read(low, ByteBuffer.wrap(room, 0, span));
    } else {
      for (int i = 0; i < runs; i++) {
        whole.read(from + i * distance, ByteBuffer.wrap(room, i * length, length));
      }
    }
    return runs;
  }

  /** Puts the blocks of the runs in the room where they belong in the panel. */
  private void spread(int runs, int count, boolean back, long distance, int target) {
    int length = count * block;
    int pitch = pitch(distance, length);
    boolean turned = distance < 0 && isNear(distance, length);
    int start = turned ? (runs - 1) * pitch : 0;
    int step = turned ? -pitch : pitch;
    for (int j = 0; j < count; j++) {
      int from = start + (back ? count - 1 - j : j) * block;
      int to = target + j * row * block;
      switch (block) {
        case Integer.BYTES -> {
          for (int i = 0; i < runs; i++) {
            INTS.set(panel, to + 4 * i, (int) INTS.get(room, from + i * step));
          }
        }
        case Long.BYTES -> {
          for (int i = 0; i < runs; i++) {
            LONGS.set(panel, to + 8 * i, (long) LONGS.get(room, from + i * step));
          }
        }
        default -> {
          for (int i = 0; i < runs; i++) {
            System.arraycopy(room, from + i * step, panel, to + i * block, block);
          }
        }
      }
    }
  }
}
