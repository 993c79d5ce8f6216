package io.github.tfckpt.testing;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * String tensors as bytes: as a data shard holds them, and as digests see them.
 *
 * <pre>
 *   shard     length varint*, masked crc of the lengths u32, string bytes*
 *   digest    (length u64, string bytes)*
 * </pre>
 *
 * @param stored as in a data shard
 * @param plainCrc the sum that the entry keeps, not masked
 */
public record Strings(Wire stored, int plainCrc) {

  /** Encodes strings; both sums see lengths in 4 bytes and not as varints. */
  public static Strings of(List<byte[]> strings, boolean bigEndian) {
    Wire stored = new Wire();
    Wire summed = new Wire();
    for (byte[] string : strings) {
      stored.varint(string.length);
      summed.fixed32(bigEndian ? Integer.reverseBytes(string.length) : string.length);
    }
    int sum = Checksum.masked(summed.toBytes());
    int word = bigEndian ? Integer.reverseBytes(sum) : sum;
    stored.fixed32(word);
    summed.fixed32(word);
    for (byte[] string : strings) {
      stored.raw(string);
      summed.raw(string);
    }
    return new Strings(stored, Checksum.of(summed.toBytes()));
  }

  /** What a digest of these strings is taken over. */
  public static byte[] canonical(List<byte[]> strings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] string : strings) {
      out.writeBytes(new Wire().fixed64(string.length).raw(string).toBytes());
    }
    return out.toByteArray();
  }
}
