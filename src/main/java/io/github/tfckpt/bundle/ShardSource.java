package io.github.tfckpt.bundle;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** One data shard, whose file may be closed and opened again between reads to make room. */
final class ShardSource implements ByteSource {

  private final Shards shards;
  private final int number;
  private final String description;
  private final long size;

  ShardSource(Shards shards, int number, FileSource file) {
    this.shards = shards;
    this.number = number;
    this.description = file.description();
    this.size = file.size();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int position = target.position();
    while (true) {
      FileSource file = shards.file(number);
      try {
        file.read(offset, target);
        return;
      } catch (ClosedChannelException e) {
        // Another thread needed the room; shards.file tells if the checkpoint itself was closed.
        target.position(position);
      }
    }
  }
}
