package io.github.tfckpt.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class NaturalOrderTest {

  private static final Pattern TOKEN = Pattern.compile("[0-9]+|[^0-9]");

  @Test
  void numbersCompareByValue() {
    assertSorted("a", "a1", "a2", "a10", "a10b", "a11", "b");
    assertSorted("layer_2/kernel", "layer_10/bias", "layer_10/kernel");
    assertSorted("layer_2/x_9", "layer_2/x_10", "layer_12/x_1");
    assertSorted("", "01x", "1y", "2");
    assertSorted("x99999999999999999998", "x99999999999999999999", "x100000000000000000000");
    assertSorted("w", "w/Adam", "w/Adam_1", "w0");
  }

  @Test
  void leadingZerosDecideLast() {
    assertSorted("a01", "a1", "a02", "a2");
    assertSorted("a1/b", "a01/c");
  }

  @Test
  void randomNamesAsAnotherImplementationSortsThem() {
    Random random = new Random(7);
    String alphabet = "0019a/_";
    for (int round = 0; round < 300; round++) {
      TreeSet<Bytes> keys = new TreeSet<>();
      for (int i = 0; i < 60; i++) {
        StringBuilder name = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
          name.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        keys.add(Bytes.utf8(name.toString()));
      }
      List<String> expected = new ArrayList<>();
      keys.forEach(key -> expected.add(key.toString()));
      expected.sort(NaturalOrderTest::naive);
      assertEquals(expected, sorted(keys));
    }
  }

  private static void assertSorted(String... names) {
    TreeSet<Bytes> keys = new TreeSet<>();
    for (String name : names) {
      keys.add(Bytes.utf8(name));
    }
    assertEquals(List.of(names), sorted(keys));
    List<Bytes> shuffled = new ArrayList<>(keys);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(NaturalOrder.OF_KEYS);
    assertEquals(List.of(names), shuffled.stream().map(Bytes::toString).toList());
  }

  private static List<String> sorted(Iterable<Bytes> keys) {
    List<TensorEntry> entries = new ArrayList<>();
    for (Bytes key : keys) {
      entries.add(TensorEntry.stored(key, DType.FLOAT32, Shape.SCALAR, 0, 0, 4, 0));
    }
    return NaturalOrder.sort(entries).stream().map(TensorEntry::name).toList();
  }

  /** Token by token, numbers as big integers. */
  private static int naive(String a, String b) {
    Matcher left = TOKEN.matcher(a);
    Matcher right = TOKEN.matcher(b);
    while (true) {
      boolean moreLeft = left.find();
      boolean moreRight = right.find();
      if (!moreLeft || !moreRight) {
        int order = Boolean.compare(moreLeft, moreRight);
        return order != 0 ? order : a.compareTo(b);
      }
      String x = left.group();
      String y = right.group();
      boolean numbers = Character.isDigit(x.charAt(0)) && Character.isDigit(y.charAt(0));
      int order =
          numbers
              ? new BigInteger(x).compareTo(new BigInteger(y))
              : Character.compare(x.charAt(0), y.charAt(0));
      if (order != 0) {
        return order;
      }
    }
  }
}
