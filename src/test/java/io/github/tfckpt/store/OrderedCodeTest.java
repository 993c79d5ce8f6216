package io.github.tfckpt.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.TensorSlice;
import io.github.tfckpt.testing.SliceKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ordered code against bytes that TensorFlow wrote, and a second writer. */
final class OrderedCodeTest {

  private static String hex(OrderedCode code) {
    return HexFormat.of().formatHex(code.bytes().toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 7f",
    "0, 80",
    "1, 81",
    "63, bf",
    "64, c040",
    "8191, dfff",
    "8192, e02000",
    "1048575, efffff",
    "1048576, f0100000",
    "134217728, f808000000",
    "17179869184, fc0400000000",
    "2199023255552, fe020000000000",
    "281474976710656, ff01000000000000",
    "36028797018963967, ff7fffffffffffff",
    "36028797018963968, ff8080000000000000",
    "4611686018427387904, ffc04000000000000000",
    "9223372036854775803, ffc07ffffffffffffffb",
    "4342338, f0424242",
    "-2048, 3800"
  })
  void signedNumbersAsTensorFlowWritesThem(long value, String code) {
    assertEquals(code, hex(new OrderedCode().signed(value)));
  }

  @ParameterizedTest
  @CsvSource({"0, 00", "1, 0101", "2, 0102", "255, 01ff", "256, 020100", "-1, 08ffffffffffffffff"})
  void unsignedNumbers(long value, String code) {
    assertEquals(code, hex(new OrderedCode().unsigned(value)));
  }

  @Test
  void keysAsTensorFlowWritesThem() {
    TensorSlice slice = TensorSlice.of(new long[] {0, 0}, new long[] {2, -1});
    Bytes key = SliceKey.of(Bytes.utf8("v"), slice);
    assertEquals("00760001010280828" + "07f", HexFormat.of().formatHex(key.toArray()));
    Bytes scalar = SliceKey.of(Bytes.utf8("b\0q"), TensorSlice.of(new long[0], new long[0]));
    assertEquals("006200ff71000100", HexFormat.of().formatHex(scalar.toArray()));
  }

  @Test
  void anyKeyAsTheOtherWriterWritesIt() {
    Random random = new Random(1);
    for (int round = 0; round < 20000; round++) {
      byte[] name = new byte[random.nextInt(8)];
      random.nextBytes(name);
      if (name.length > 0 && random.nextBoolean()) {
        name[random.nextInt(name.length)] = (byte) (random.nextBoolean() ? 0 : 0xff);
      }
      int rank = random.nextInt(random.nextInt(20) == 0 ? 254 : 4);
      long[] starts = new long[rank];
      long[] lengths = new long[rank];
      long[][] box = new long[rank][];
      for (int i = 0; i < rank; i++) {
        starts[i] = random.nextLong() >> random.nextInt(64);
        lengths[i] = random.nextLong() >> random.nextInt(64);
        box[i] = new long[] {starts[i], lengths[i]};
      }
      Bytes key = SliceKey.of(Bytes.copyOf(name), TensorSlice.of(starts, lengths));
      assertArrayEquals(SliceKeys.key(name, box), key.toArray());
    }
  }

  @Test
  void codesSortLikeTheirNumbers() {
    List<Long> numbers = new ArrayList<>();
    for (int bit = 0; bit < 63; bit++) {
      for (long near = -2; near <= 2; near++) {
        numbers.add((1L << bit) + near);
        numbers.add(-(1L << bit) + near);
      }
    }
    numbers.addAll(List.of(Long.MAX_VALUE, Long.MIN_VALUE));
    List<Long> sorted = numbers.stream().sorted().distinct().toList();
    for (int i = 1; i < sorted.size(); i++) {
      byte[] low = new OrderedCode().signed(sorted.get(i - 1)).bytes().toArray();
      byte[] high = new OrderedCode().signed(sorted.get(i)).bytes().toArray();
      assertEquals(-1, Integer.signum(Arrays.compareUnsigned(low, high)));
    }
  }
}
