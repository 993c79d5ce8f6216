package io.github.tfckpt.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The writers against bytes that TensorFlow 2.21 wrote. */
final class WritersTest {

  /** An index of four tensors, in hex. */
  private static final String INDEX =
      "000006"
          + "08011a020801"
          + "00010d61"
          + "080912002010280835bbd79f11"
          + "000313622f78"
          + "0801120812020802120208022810354c289874"
          + "000511656d707479"
          + "080112061200120208032018"
          + "35d8ea82a2"
          + "00011273"
          + "08071204120208032018"
          + "28b702"
          + "35fd8e2451"
          + "0000000001000000"
          + "0016218f7e"
          + "0000000001000000"
          + "00c0f2a1b0"
          + "00010274006a"
          + "0000000001000000"
          + "0041305129"
          + "6f087c0e"
          + "00".repeat(36)
          + "57fb808b247547db";

  @Test
  void bundleIsWhatTensorFlowWrote() throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      Path prefix = files.getPath("x");
      BundleBuilder bundle = new BundleBuilder(prefix, 1);
      bundle.add(0, "b/x", DTypes.FLOAT, new long[] {2, 2}, new byte[16]).maskedCrc = 0x7498284c;
      bundle.add(0, "a", DTypes.INT64, new long[0], new byte[8]).maskedCrc = 0x119fd7bb;
      bundle.add(0, "empty", DTypes.FLOAT, new long[] {0, 3}, new byte[0]);
      bundle.addStrings(0, "s", new long[] {3}, texts(300)).maskedCrc = 0x51248efd;
      bundle.write();
      String found = HexFormat.of().formatHex(Files.readAllBytes(BundleBuilder.indexFile(prefix)));
      assertEquals(INDEX, found);
    }
  }

  private static List<byte[]> texts(int longest) {
    List<byte[]> texts = new ArrayList<>();
    texts.add(new byte[0]);
    texts.add("abc".getBytes(StandardCharsets.UTF_8));
    texts.add(new byte[longest]);
    return texts;
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 7f",
    "0, 80",
    "1, 81",
    "63, bf",
    "64, c040",
    "-64, 40",
    "-2048, 3800",
    "8191, dfff",
    "8192, e02000",
    "1048575, efffff",
    "1048576, f0100000",
    "4342338, f0424242",
    "134217728, f808000000",
    "17179869184, fc0400000000",
    "2199023255552, fe020000000000",
    "281474976710656, ff01000000000000",
    "36028797018963967, ff7fffffffffffff",
    "36028797018963968, ff8080000000000000",
    "4611686018427387904, ffc04000000000000000",
    "9223372036854775803, ffc07ffffffffffffffb"
  })
  void signedNumbersAreWhatTensorFlowWrote(long value, String code) {
    assertEquals(code, HexFormat.of().formatHex(SliceKeys.signed(value)));
  }

  @Test
  void sliceKeysAreWhatTensorFlowWrote() {
    byte[] key = SliceKeys.key("v", new long[][] {{2, 2}, {0, -1}});
    assertArrayEquals(HexFormat.of().parseHex("007600010102828280" + "7f"), key);
    byte[] withNul = SliceKeys.key("b\0q", new long[0][]);
    assertArrayEquals(HexFormat.of().parseHex("006200ff71000100"), withNul);
  }
}
