package io.github.tfckpt.store;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;

/**
 * A VersionDef: who wrote a file, and which readers it is for. Both formats are at version 1, which
 * reads what every producer from 0 on wrote.
 *
 * <pre>
 *   1 producer int32   2 min_consumer int32   3 bad_consumers int32*, packed or not
 * </pre>
 *
 * @see "tensorflow/core/framework/versions.cc, CheckVersions"
 */
public final class FormatVersion implements Message {

  /** The version whose rules this reader follows. */
  private static final int OURS = 1;

  private static final int PRODUCER = 1 << 3;
  private static final int MIN_CONSUMER = 2 << 3;
  private static final int BAD_CONSUMER = 3 << 3;
  private static final int BAD_CONSUMERS = 3 << 3 | 2;

  private int producer;
  private int minConsumer;
  private boolean disallowed;

  @Override
  public void field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case PRODUCER -> producer = in.readInt32();
      case MIN_CONSUMER -> minConsumer = in.readInt32();
      case BAD_CONSUMER -> disallowed |= in.readInt32() == OURS;
      case BAD_CONSUMERS -> {
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
          disallowed |= in.readInt32() == OURS;
        }
        in.popLimit(outer);
      }
      default -> in.skipField(tag);
    }
  }

  /** The version that wrote the checkpoint. */
  public int producer() {
    return producer;
  }

  /** The least version of a reader that may read the checkpoint. */
  public int minConsumer() {
    return minConsumer;
  }

  /**
   * Checks that a file of this version may be read by us.
   *
   * @throws Unsupported if not
   */
  public void check(String where) throws Unsupported {
    if (producer < 0) {
      throw Unsupported.at(where, "producer version is %d, the lowest possible is 0", producer);
    }
    if (minConsumer > OURS) {
      throw Unsupported.at(
          where,
          "needs a reader of version %d or later, this one has version %d",
          minConsumer,
          OURS);
    }
    if (disallowed) {
      throw Unsupported.at(where, "excludes readers of version %d, such as this one", OURS);
    }
  }
}
