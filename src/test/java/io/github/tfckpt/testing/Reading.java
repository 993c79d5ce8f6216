package io.github.tfckpt.testing;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** What a person gets of a tensor, asked for as anybody would. */
public final class Reading {

  private Reading() {}

  /** The SHA-256 of a tensor's bytes. */
  public static String sha256(Checkpoint checkpoint, TensorEntry entry) throws IOException {
    MessageDigest digest = Samples.sha256();
    checkpoint.read(entry).elements().stream(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** All bytes of a small tensor. */
  public static byte[] bytes(Tensor tensor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tensor.elements().stream(
        piece -> {
          byte[] bytes = new byte[piece.remaining()];
          piece.get(bytes);
          out.writeBytes(bytes);
        });
    return out.toByteArray();
  }

  public static byte[] bytes(Checkpoint checkpoint, String name) throws IOException {
    return bytes(checkpoint.read(one(checkpoint, name)));
  }

  /** The one tensor of a name. */
  public static TensorEntry one(Checkpoint checkpoint, String name) {
    List<TensorEntry> named = checkpoint.named(name);
    if (named.size() != 1) {
      throw new AssertionError(named.size() + " tensors are named " + name);
    }
    return named.get(0);
  }
}
