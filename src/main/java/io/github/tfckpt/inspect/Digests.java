package io.github.tfckpt.inspect;

import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/**
 * SHA-256 of what a tensor holds: its elements row-major and little-endian, a string as its length
 * (8 bytes, little-endian) and then its bytes. It does not depend on how the tensor is stored.
 */
public final class Digests {

  private Digests() {}

  /**
   * {@return the digest, as 64 hexadecimal digits}
   *
   * @param tensor read from its first element to its last
   * @param progress is told of each run of bytes how long it was
   * @throws IOException if the tensor cannot be read, or its checksum is not what is stored
   */
  public static String sha256(Tensor tensor, LongConsumer progress) throws IOException {
    MessageDigest digest = sha256();
    tensor.elements().stream(
        (ByteBuffer piece) -> {
          int bytes = piece.remaining();
          digest.update(piece);
          progress.accept(bytes);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
