package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.source.ArraySource;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Where the longest run of zero bytes is. */
final class ZeroRunTest {

  private static ZeroRun longest(int... bytes) throws IOException {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return ZeroRun.longest(new ArraySource("bytes", array, array.length));
  }

  @Test
  void theFirstOfSeveral() throws IOException {
    assertEquals(new ZeroRun(1, 2), longest(5, 0, 0, 5, 0, 0, 5));
    assertEquals(new ZeroRun(1, 1), longest(5, 0, 5, 0));
    assertEquals(new ZeroRun(3, 2), longest(5, 0, 5, 0, 0));
  }

  @Test
  void none() throws IOException {
    assertEquals(0, longest().size());
    assertEquals(0, longest(5, 5).size());
  }
}
