package io.github.tfckpt.oracle;

import io.github.tfckpt.io.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Names that no two tensors share: scopes, other scripts, control characters, any bytes. */
final class RandomNames {

  private static final String[] WORDS = {
    "w",
    "bias",
    "kernel",
    "layer_1",
    "layer_10",
    "Adam",
    "a.b",
    "\u00e9",
    "\u4e16",
    "\ud83d\ude80",
    "[0]",
    "\\",
    "\n",
    "\u001b[1m",
    " ",
    "\0",
    "\0\u0001",
    "\u007f",
    "x".repeat(130)
  };

  private final Random random;
  private final boolean anyBytes;
  private final Set<Bytes> taken = new HashSet<>(Set.of(Bytes.EMPTY));

  /** Names for one checkpoint; of any bytes, or UTF-8 alone. */
  RandomNames(Random random, boolean anyBytes) {
    this.random = random;
    this.anyBytes = anyBytes;
  }

  Bytes next() {
    while (true) {
      ByteArrayOutputStream name = new ByteArrayOutputStream();
      int parts = 1 + random.nextInt(4);
      for (int i = 0; i < parts; i++) {
        if (i > 0) {
          name.write('/');
        }
        name.writeBytes(Bytes.utf8(WORDS[random.nextInt(WORDS.length)]).toArray());
        if (anyBytes && random.nextInt(10) == 0) {
          name.write(random.nextInt(256));
        }
      }
      Bytes bytes = Bytes.copyOf(name.toByteArray());
      if (taken.add(bytes)) {
        return bytes;
      }
    }
  }
}
