package io.github.tfckpt.packed;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.PositionedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;

/** The bytes of a member. */
final class MemberChannel implements PositionedChannel {

  private final ByteSource bytes;
  private long position;
  private volatile boolean closed;

  MemberChannel(ByteSource bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(ByteBuffer target, long at) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (at >= bytes.size()) {
      return -1;
    }
    int size = (int) Math.min(target.remaining(), bytes.size() - at);
    int limit = target.limit();
    target.limit(target.position() + size);
    try {
      bytes.read(at, target);
    } finally {
      target.limit(limit);
    }
    return size;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    int got = read(target, position);
    position += Math.max(0, got);
    return got;
  }

  @Override
  public synchronized long position() {
    return position;
  }

  @Override
  public synchronized MemberChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public MemberChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
