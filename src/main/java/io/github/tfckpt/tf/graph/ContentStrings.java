package io.github.tfckpt.tf.graph;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.BlockSource;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.ByteWindow;
import io.github.tfckpt.store.ForwardStrings;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The strings in a tensor_content. Where every 64th stands is kept.
 *
 * <pre>
 *   length*   varint32   as many as there are strings
 *   string*   bytes      without anything between them, up to the end
 * </pre>
 *
 * @see "tensorflow/core/platform/coding.cc, DecodeStringList"
 */
final class ContentStrings extends StringElements {

  private static final int STEP = 64;
  private static final int MOST_VARINT = 5;

  private final ByteSource content;
  private final long count;

  /** Where the length of every 64th string stands, and bytes of all strings before it. */
  private long[] lengths = new long[16];

  private long[] before = new long[16];

  /** Where the first string begins. */
  private final long start;

  /**
   * Walks all lengths once.
   *
   * @throws Corrupt if they do not add up to what is there
   */
  ContentStrings(ByteSource content, long count, String what) throws IOException {
    this.content = content;
    this.count = count;
    ByteWindow window = new ByteWindow(content, 1 << 16);
    long position = 0;
    long bytes = 0;
    for (long i = 0; i < count; i++) {
      if (i % STEP == 0) {
        keep(Math.toIntExact(i / STEP), position, bytes);
      }
      ByteCursor in = window.at(position, MOST_VARINT);
      bytes += in.varint32("string length");
      position += in.position();
    }
    this.start = position;
    if (bytes != content.size() - position) {
      throw Corrupt.at(
          content.description(),
          "%s: string lengths add up to %d bytes, %d are there",
          what,
          bytes,
          content.size() - position);
    }
  }

  private void keep(int at, long position, long bytes) {
    if (at == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * at);
      before = Arrays.copyOf(before, 2 * at);
    }
    lengths[at] = position;
    before[at] = bytes;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public ByteSource at(long index) throws IOException {
    Objects.checkIndex(index, count);
    int kept = (int) (index / STEP);
    long position = lengths[kept];
    long offset = start + before[kept];
    ByteWindow window = new ByteWindow(content, STEP * MOST_VARINT);
    for (long i = index % STEP; ; i--) {
      ByteCursor in = window.at(position, MOST_VARINT);
      long length = in.varint32("string length");
      if (i == 0) {
        return content.slice(offset, length);
      }
      position += in.position();
      offset += length;
    }
  }

  @Override
  public StringElements forward() {
    return new Forward();
  }

  /** Walks lengths and strings side by side. */
  private final class Forward extends ForwardStrings {

    private final ByteSource strings = new BlockSource(content);
    private final ByteWindow window = new ByteWindow(content, 1 << 16);
    private long position;
    private long offset;

    Forward() {
      super(ContentStrings.this);
    }

    @Override
    protected void seek(long index) throws IOException {
      position = lengths[(int) (index / STEP)];
      offset = start + before[(int) (index / STEP)];
      for (long i = index % STEP; i > 0; i--) {
        take();
      }
    }

    @Override
    protected ByteSource take() throws IOException {
      ByteCursor in = window.at(position, MOST_VARINT);
      long length = in.varint32("string length");
      ByteSource string = strings.slice(offset, length);
      position += in.position();
      offset += length;
      return string;
    }
  }

  @Override
  public void check() {
    // These files keep no sums; the lengths were compared when they were walked.
  }
}
