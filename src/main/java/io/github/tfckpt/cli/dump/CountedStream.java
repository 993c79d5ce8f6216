package io.github.tfckpt.cli.dump;

import io.github.tfckpt.cli.common.Streams;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** A stream that reports how many bytes go through it. */
final class CountedStream extends FilterOutputStream implements WritableByteChannel {

  private final LongConsumer count;

  CountedStream(OutputStream out, LongConsumer count) {
    super(out);
    this.count = count;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    count.accept(1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    out.write(bytes, start, length);
    count.accept(length);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = Streams.write(bytes, out);
    count.accept(length);
    return length;
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
