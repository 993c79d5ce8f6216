package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A channel whose reads go wrong when {@link Faults} says so. */
final class FaultyChannel implements SeekableByteChannel {

  private final SeekableByteChannel sound;
  private final Faults faults;

  FaultyChannel(SeekableByteChannel sound, Faults faults) {
    this.sound = sound;
    this.faults = faults;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int most = faults.read(target.remaining());
    if (most < 0) {
      return -1;
    }
    int limit = target.limit();
    target.limit(target.position() + most);
    int got = sound.read(target);
    target.limit(limit);
    return got;
  }

  @Override
  public long size() throws IOException {
    faults.call();
    return sound.size();
  }

  @Override
  public long position() throws IOException {
    return sound.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    sound.position(position);
    return this;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return sound.isOpen();
  }

  @Override
  public void close() throws IOException {
    sound.close();
  }
}
