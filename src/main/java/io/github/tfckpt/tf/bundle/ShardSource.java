package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
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
      Shards.OpenShard shard = shards.take(number);
      try {
        shard.file().read(offset, target);
        return;
      } catch (ClosedByInterruptException e) {
        shards.forget(shard);
        throw e;
      } catch (ClosedChannelException e) {
        // Another thread was interrupted in this file; if the checkpoint was closed, take tells.
        shards.forget(shard);
        target.position(position);
      } finally {
        shards.release(shard);
      }
    }
  }
}
