package io.github.tfckpt.tensor;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;

/** Room of one thread for transposing: bytes as they are read, and a panel of them transposed. */
final class PanelSpace {

  /** Bytes of a panel: 32 MiB for all threads, but not so few that runs become short. */
  static final int PANEL =
      Math.max(4 << 20, (32 << 20) / Runtime.getRuntime().availableProcessors());

  /** How much longer than {@link #PANEL} a panel may be. */
  static final int SPARE = PANEL / 8;

  /** Bytes that are read before they are spread over the panel. */
  static final int ROOM = 1 << 19;

  /** A tensor of at most so many bytes has a panel of its size. */
  private static final int SMALL = 1 << 20;

  private static final ThreadLocal<SoftReference<PanelSpace>> OWN =
      ThreadLocal.withInitial(() -> new SoftReference<>(null));

  final ByteBuffer read = ByteBuffer.allocateDirect(ROOM);
  final byte[] room = new byte[ROOM];

  private byte[] panel = {};
  private Object owner = this;

  private PanelSpace() {}

  /** The room of this thread. */
  static PanelSpace own() {
    PanelSpace space = OWN.get().get();
    if (space == null) {
      space = new PanelSpace();
      OWN.set(new SoftReference<>(space));
    }
    return space;
  }

  /** True if the panel is as this user left it. */
  boolean isOf(Object user) {
    return owner == user;
  }

  /** The panel as it is now. */
  byte[] panel() {
    return panel;
  }

  /**
   * A panel to fill, which is no user's until then.
   *
   * @param bytes it has at least; {@link #PANEL} and {@link #SPARE} at most
   * @param all bytes that will be wanted of it, one after another
   */
  byte[] panel(int bytes, long all) {
    owner = this;
    if (panel.length < bytes) {
      // Beyond a little one for good: panels outgrown one after another would stay for long.
      panel = new byte[all <= SMALL ? (int) all : PANEL + SPARE];
    }
    return panel;
  }

  /** Notes that the panel is filled. */
  void keepFor(Object user) {
    owner = user;
  }
}
