package io.github.tfckpt.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Writer of a tar archive, member by member, which does what it is told. */
public final class TarBuilder implements AutoCloseable {

  private static final int BLOCK = 512;

  private final OutputStream out;

  public TarBuilder(OutputStream out) {
    this.out = out;
  }

  /** A file; the bytes may be fewer than the size that is claimed. */
  public TarBuilder file(String name, long size, byte[] bytes) throws IOException {
    header(name, size, '0', "");
    return bytes(bytes);
  }

  public TarBuilder file(String name, byte[] bytes) throws IOException {
    return file(name, bytes.length, bytes);
  }

  /** A member of any type that has no bytes. */
  public TarBuilder header(String name, long size, char type, String link) throws IOException {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0000000000\0000000000");
    put(header, 124, String.format(Locale.ROOT, "%011o", size));
    put(header, 136, "00000000000\0        ");
    header[156] = (byte) type;
    put(header, 157, link);
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o", sum));
    header[154] = 0;
    out.write(header);
    return this;
  }

  /** What follows a header, up to the next block. */
  public TarBuilder bytes(byte[] bytes) throws IOException {
    out.write(bytes);
    out.write(new byte[-bytes.length & (BLOCK - 1)]);
    return this;
  }

  /** Many blocks of zeros. */
  public TarBuilder zeros(long blocks) throws IOException {
    byte[] many = new byte[BLOCK * 2048];
    for (long left = blocks; left > 0; left -= 2048) {
      out.write(many, 0, (int) (BLOCK * Math.min(2048, left)));
    }
    return this;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(Arrays.copyOf(bytes, bytes.length), 0, header, at, bytes.length);
  }

  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
