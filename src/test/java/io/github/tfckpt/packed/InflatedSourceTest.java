package io.github.tfckpt.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Deflated bytes that go into a temporary file, or would. */
final class InflatedSourceTest {

  private static final int COUNT = 1 << 18;

  private static InflatedSource source(long size) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, raw)) {
      for (int i = 0; i < COUNT; i++) {
        out.write(i * 31);
      }
    } finally {
      raw.end();
    }
    byte[] packed = deflated.toByteArray();
    return new InflatedSource(new ArraySource("packed", packed, packed.length), "member", size);
  }

  /** Reads single bytes, each before the last. */
  private static void readBackwards(InflatedSource source) throws IOException {
    for (int at = 5000; at >= 0; at -= 50) {
      ByteBuffer one = ByteBuffer.allocate(1);
      source.read(at, one);
      assertEquals((byte) (at * 31), one.get(0));
    }
  }

  @Test
  void bytesInAnyOrder() throws IOException {
    try (InflatedSource source = source(COUNT)) {
      readBackwards(source);
    }
  }

  /** What a header claims is no reason to fill a disk. */
  @Test
  void moreThanTheDiskHolds() throws IOException {
    try (InflatedSource source = source(1L << 60)) {
      Unsupported e = assertThrows(Unsupported.class, () -> readBackwards(source));
      assertTrue(
          e.getMessage().startsWith("member: 1152921504606846976 bytes of it"), e::getMessage);
      assertTrue(e.getMessage().contains(", which has room for "), e::getMessage);
    }
  }
}
