package io.github.tfckpt.store;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;

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
public final class FormatVersion {

  /** The version whose rules this reader follows. */
  private static final int OURS = 1;

  private static final int PRODUCER = 1 << 3;
  private static final int MIN_CONSUMER = 2 << 3;
  private static final int BAD_CONSUMER = 3 << 3;
  private static final int BAD_CONSUMERS = 3 << 3 | 2;

  private int producer;
  private int minConsumer;
  private boolean disallowed;

  /** Reads a length and the message behind it; what is absent stays as it was. */
  public void read(ByteCursor in) throws Corrupt {
    int outer = in.pushLimit("version");
    for (int tag = Wire.tag(in); tag != 0; tag = Wire.tag(in)) {
      switch (tag) {
        case PRODUCER -> producer = Wire.int32(in, "producer");
        case MIN_CONSUMER -> minConsumer = Wire.int32(in, "min consumer");
        case BAD_CONSUMER -> disallowed |= Wire.int32(in, "bad consumer") == OURS;
        case BAD_CONSUMERS -> readDisallowed(in);
        default -> Wire.skip(tag, in);
      }
    }
    in.popLimit(outer);
  }

  private void readDisallowed(ByteCursor in) throws Corrupt {
    int outer = in.pushLimit("bad consumers");
    while (in.remaining() > 0) {
      disallowed |= Wire.int32(in, "bad consumer") == OURS;
    }
    in.popLimit(outer);
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
      throw Unsupported.at(where, "producer version is %d, the least known is 0", producer);
    }
    if (minConsumer > OURS) {
      throw Unsupported.at(
          where, "is for readers of version %d and later, this one is of %d", minConsumer, OURS);
    }
    if (disallowed) {
      throw Unsupported.at(where, "is not for readers of version %d, as this one is", OURS);
    }
  }
}
