package io.github.tfckpt.tensor;

import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * A transposed matrix, block by block: each is read as runs of rows of the tensor, and handed over
 * as runs of rows of the view. In order, one of the two would be a few hundred bytes long.
 */
final class TransposedBlocks implements ElementBlocks {

  /** Rows of the tensor that are spread at once: as many lines of a cache hold their elements. */
  private static final int TILE = 64;

  /**
   * Bytes between long rows: elements a power of two apart would push each other out of a cache.
   */
  private static final int GAP = 64;

  private static final int LONG_ROW = 16 * GAP;

  private final ByteSource whole;
  private final int width;
  private final View view;
  private final FixedElements.Check check;
  private final long rows;
  private final long columns;

  /** Rows and columns of a block, at most. */
  private final int high;

  private final int wide;

  /** How many blocks lie side by side. */
  private final int across;

  /** The sums of the rows of each block, until those beside it have theirs. */
  private final int[][] rowSums;

  /** Of blocks side by side: how many are not placed, and the sum of all once there are none. */
  private final int[] left;

  private final int[] sums;

  /** Of each block: the sum of what was read. */
  private final int[] readSums;

  private final AtomicBoolean isCleared = new AtomicBoolean();

  /**
   * The blocks of a view.
   *
   * @param whole the bytes of the tensor
   * @param view of two axes, along the first of which elements lie side by side
   * @param check compares the checksums of the tensor
   * @param most bytes of a block
   */
  TransposedBlocks(ByteSource whole, int width, View view, FixedElements.Check check, int most) {
    this.whole = whole;
    this.width = width;
    this.view = view;
    this.check = check;
    this.rows = view.shape().extent(0);
    this.columns = view.shape().extent(1);
    int side = side(width, most);
    // Whole rows of the tensor are read as one run.
    this.high = (int) Math.min(rows, rows <= 2L * side ? rows : side);
    this.wide = (int) Math.min(columns, Math.max(1, most / width / high));
    this.across = Math.toIntExact((columns + wide - 1) / wide);
    this.left = new int[Math.toIntExact((rows + high - 1) / high)];
    Arrays.fill(left, across);
    this.sums = new int[left.length];
    this.rowSums = new int[Math.multiplyExact(across, left.length)][];
    this.readSums = new int[rowSums.length];
  }

  private static int side(int width, int most) {
    return Math.max(1, (int) Math.sqrt(most / (double) width));
  }

  /** The blocks of a view that is faster so than by panels of rows. */
  static Optional<TransposedBlocks> of(
      ByteSource whole, int width, View view, FixedElements.Check check, int most) {
    if (view.shape().elementCount() * width <= most) {
      return Optional.empty();
    }
    Optional<View> matrix = matrix(view);
    boolean isFor =
        matrix.isPresent()
            && Math.abs(matrix.get().stride(0)) == 1
            && matrix.get().shape().extent(1) > side(width, most);
    return isFor
        ? Optional.of(new TransposedBlocks(whole, width, matrix.get(), check, most))
        : Optional.empty();
  }

  /** The same view without axes of one element, if two are left. */
  private static Optional<View> matrix(View view) {
    int[] axes =
        IntStream.range(0, view.shape().rank()).filter(i -> view.shape().extent(i) != 1).toArray();
    if (axes.length != 2) {
      return Optional.empty();
    }
    Shape shape = Shape.of(view.shape().extent(axes[0]), view.shape().extent(axes[1]));
    return Optional.of(
        new View(view.whole(), view.source(0), shape, view.stride(axes[0]), view.stride(axes[1])));
  }

  @Override
  public int count() {
    return rowSums.length;
  }

  @Override
  public void place(int block, Placing target) throws IOException {
    Block placed = new Block(block);
    int readSum = placed.read();
    synchronized (isCleared) {
      if (isCleared.compareAndSet(false, true)) {
        target.clear(rows * columns * width);
      }
    }
    int[] own = placed.handOver(target);
    synchronized (this) {
      readSums[block] = readSum;
      rowSums[block] = own;
      int band = block / across;
      if (--left[band] == 0) {
        sums[band] = joined(band, own.length);
      }
    }
  }

  /** The sum of all rows of some blocks that lie side by side; theirs are not kept. */
  private int joined(int band, int height) {
    int[] ofRows = new int[height];
    for (int i = 0; i < across; i++) {
      int block = band * across + i;
      Crc32cJoin join = new Crc32cJoin((long) breadth(block) * width);
      for (int row = 0; row < height; row++) {
        ofRows[row] = join.join(ofRows[row], rowSums[block][row]);
      }
      rowSums[block] = new int[0];
    }
    Crc32cJoin row = new Crc32cJoin(columns * width);
    return Arrays.stream(ofRows).reduce(0, row::join);
  }

  @Override
  public synchronized int sum() throws IOException {
    if (check instanceof StoredSum stored && stored.isOf(whole) && isReadInOneGo()) {
      stored.compare(readSum());
    } else {
      check.run();
    }
    int sum = 0;
    for (int band = 0; band < sums.length; band++) {
      long bytes = height(band * across) * columns * width;
      sum = new Crc32cJoin(bytes).join(sum, sums[band]);
    }
    return sum;
  }

  /** True if the blocks have read all bytes of the tensor, and each a run of it. */
  private boolean isReadInOneGo() {
    return high == rows
        && Math.abs(view.stride(1)) == rows
        && rows * columns * width == whole.size();
  }

  /** The sum of all bytes of the tensor, of which each block is a run. */
  private int readSum() {
    int sum = 0;
    for (int i = 0; i < across; i++) {
      int block = view.stride(1) > 0 ? i : across - 1 - i;
      sum = new Crc32cJoin(rows * breadth(block) * width).join(sum, readSums[block]);
    }
    return sum;
  }

  private int height(int block) {
    return (int) Math.min(high, rows - (long) (block / across) * high);
  }

  private int breadth(int block) {
    return (int) Math.min(wide, columns - (long) (block % across) * wide);
  }

  /** One block in the panel of a thread. */
  private final class Block {

    private final PanelSpace space = PanelSpace.own();
    private final long row;
    private final long column;
    private final int height;
    private final int breadth;

    /** Bytes from a row of the block to the next in the panel, and of the tensor in the room. */
    private final int apart;

    private final int pitch;
    private final byte[] panel;

    Block(int block) {
      this.row = (long) (block / across) * high;
      this.column = (long) (block % across) * wide;
      this.height = height(block);
      this.breadth = breadth(block);
      this.apart = spaced(breadth * width);
      this.pitch = spaced(height * width);
      this.panel = space.panel(height * apart, PanelSpace.PANEL);
    }

    private static int spaced(int length) {
      return length < LONG_ROW ? length : length + GAP;
    }

    /** Fills the panel; the result is the sum of what was read, in the order of the tensor. */
    int read() throws IOException {
      CRC32C crc = new CRC32C();
      int most = PanelSpace.ROOM / pitch;
      for (int at = 0; at < breadth; at += most) {
        int count = Math.min(most, breadth - at);
        read(at, count);
        crc.update(space.read.duplicate());
        for (int i = 0; i < count; i++) {
          space.read.get(space.room, i * pitch, height * width);
        }
        for (int i = 0; i < count; i += TILE) {
          spread(i, Math.min(TILE, count - i), at + i);
        }
      }
      return (int) crc.getValue();
    }

    /** Reads rows of the tensor, counted in its order. */
    private void read(int first, int count) throws IOException {
      long low = view.stride(0) > 0 ? row : row + height - 1;
      long begin = view.stride(1) > 0 ? column : column + breadth - 1;
      long step = Math.abs(view.stride(1));
      long start = view.source(low * columns + begin) + first * step;
      boolean isOneRun = step == height;
      int runs = isOneRun ? 1 : count;
      int length = (isOneRun ? count : 1) * height * width;
      space.read.clear();
      for (int i = 0; i < runs; i++) {
        whole.read((start + i * step) * width, space.read.limit(space.read.position() + length));
      }
      space.read.flip();
    }

    /** Spreads rows of the tensor from the room over the panel. */
    private void spread(int from, int count, int first) {
      boolean isForward = view.stride(1) > 0;
      int to = (isForward ? first : breadth - 1 - first) * width;
      int step = isForward ? width : -width;
      for (int i = 0; i < height; i++) {
        int end = (view.stride(0) > 0 ? i : height - 1 - i) * apart + to;
        StridedCopy.copy(
            space.room, from * pitch + i * width, pitch, panel, end, step, count, width);
      }
    }

    /** Hands over the panel row by row; the result is the sum of each. */
    int[] handOver(Placing target) throws IOException {
      int[] own = new int[height];
      CRC32C crc = new CRC32C();
      for (int i = 0; i < height; i++) {
        long offset = ((row + i) * columns + column) * width;
        crc.reset();
        for (int at = 0; at < breadth * width; at += PanelSpace.ROOM) {
          int count = Math.min(PanelSpace.ROOM, breadth * width - at);
          ByteBuffer run = space.read.clear().put(panel, i * apart + at, count).flip();
          crc.update(run.duplicate());
          target.put(offset + at, run);
        }
        own[i] = (int) crc.getValue();
      }
      return own;
    }
  }
}
