package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The bytes of a view, picked from the bytes of a tensor. Elements that lie side by side are read
 * together; near ones through a small buffer; far ones one by one. Nothing else is read.
 */
final class ViewSource implements ByteSource {

  /** Elements at most this many bytes apart are read with what lies between them. */
  private static final int NEAR = 2048;

  private static final int SPAN = 1 << 16;

  private final ByteSource whole;
  private final int width;
  private final View view;
  private final long size;

  /** How many elements at the end of the row-major order always lie side by side. */
  private final long together;

  /** Extent and stride of the innermost axis that is not part of {@link #together}. */
  private final long rowExtent;

  private final long rowStride;

  ViewSource(ByteSource whole, int width, View view) {
    this.whole = whole;
    this.width = width;
    this.view = view;
    this.size = Math.multiplyExact(view.shape().elementCount(), (long) width);
    int axis = view.shape().rank() - 1;
    long run = 1;
    while (axis >= 0 && (view.stride(axis) == run || view.shape().extent(axis) == 1)) {
      run *= view.shape().extent(axis--);
    }
    this.together = run;
    this.rowExtent = axis < 0 ? 1 : view.shape().extent(axis);
    this.rowStride = axis < 0 ? 0 : view.stride(axis);
  }

  /**
   * {@return a source of the same bytes for one thread that reads them in order}
   *
   * @param end bytes after which it will read nothing
   */
  ByteSource inOrder(long end) {
    return PanelSource.of(this, whole, width, view, together, end);
  }

  /**
   * {@return the same bytes in blocks of both axes, if they are read much faster so}
   *
   * @param check compares the checksums of the tensor
   */
  Optional<TransposedBlocks> blocks(FixedElements.Check check) {
    return TransposedBlocks.of(whole, width, view, check, PanelSpace.PANEL);
  }

  @Override
  public String description() {
    return whole.description();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      long element = at / width;
      int inside = (int) (at % width);
      int before = target.remaining();
      if (together > 1 || inside != 0 || before < width) {
        long left = (together - element % together) * width - inside;
        readRun(view.source(element) * width + inside, Math.min(left, before), target);
      } else {
        readRow(element, target);
      }
      at += before - target.remaining();
    }
  }

  private void readRun(long from, long length, ByteBuffer target) throws IOException {
    int limit = target.limit();
    target.limit(target.position() + (int) length);
    whole.read(from, target);
    target.limit(limit);
  }

  /** Reads from {@code element} on along its row, as many elements as one read makes sense for. */
  private void readRow(long element, ByteBuffer target) throws IOException {
    long distance = Math.abs(rowStride) * width;
    long wanted = Math.min(rowExtent - element % rowExtent, target.remaining() / width);
    long first = view.source(element) * width;
    if (distance > NEAR || wanted == 1) {
      readRun(first, width, target);
      return;
    }
    int count = (int) Math.min(wanted, SPAN / Math.max(1, distance));
    long low = rowStride < 0 ? first - (count - 1) * distance : first;
    byte[] span = new byte[Math.toIntExact((count - 1) * distance + width)];
    whole.read(low, ByteBuffer.wrap(span));
    for (int i = 0; i < count; i++) {
      target.put(span, (int) (first - low + i * rowStride * width), width);
    }
  }
}
