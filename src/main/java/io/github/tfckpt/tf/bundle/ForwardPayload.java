package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.BlockSource;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.ForwardStrings;
import java.io.IOException;

/** The strings of a shard in their order: lengths and strings are walked side by side. */
final class ForwardPayload extends ForwardStrings {

  private static final int BLOCK = 1 << 16;

  private final StringPayload payload;
  private final ByteSource run;
  private final ByteSource strings;
  private ByteCursor lengths;
  private long lengthsAt;
  private long start;

  /**
   * All strings.
   *
   * @param run the bytes that the payload has
   */
  ForwardPayload(StringPayload payload, ByteSource run) {
    super(payload);
    this.payload = payload;
    this.run = run;
    this.strings = new BlockSource(run);
  }

  @Override
  protected void seek(long index) throws IOException {
    long kept = StringPayload.kept(index);
    start = payload.stringAt(kept);
    fill(payload.lengthAt(kept));
    for (long i = kept; i < index; i++) {
      start += nextLength();
    }
  }

  private void fill(long from) throws IOException {
    int size = (int) Math.min(BLOCK, payload.lengthsEnd() - from);
    ByteSource block = run.slice(from, size);
    lengths = ByteCursor.over(block, block.readAll(), size);
    lengthsAt = from;
  }

  private long nextLength() throws IOException {
    long from = lengthsAt + lengths.position();
    if (lengths.remaining() < StringPayload.MOST_VARINT
        && from + lengths.remaining() < payload.lengthsEnd()) {
      fill(from);
    }
    return lengths.varint64("length");
  }

  @Override
  protected ByteSource take() throws IOException {
    long length = nextLength();
    ByteSource string = strings.slice(start, length);
    start += length;
    return string;
  }
}
