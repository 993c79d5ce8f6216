package io.github.tfckpt.store;

import io.github.tfckpt.fuzz.Input;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.testing.SliceKeys;
import java.util.Arrays;

/**
 * Numbers and names in ordered code: as a second encoder writes them, ending where they end, and
 * sorting as what they encode. Any bytes are a slice key or none.
 */
public final class OrderedCodeFuzz {

  private OrderedCodeFuzz() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    boolean known = SliceKey.isOne(Bytes.copyOf(bytes));
    check(!known || bytes[0] == 0, "a key that begins with another byte");
    Input input = new Input(bytes);
    long a = input.i64() >> (input.u8() & 63);
    long b = input.i64() >> (input.u8() & 63);
    Bytes codeA = number(a);
    Bytes codeB = number(b);
    check(codeA.equals(Bytes.copyOf(SliceKeys.signed(a))), "signed " + a);
    check(OrderedCode.signedEnd(codeA, 0) == codeA.size(), "end of " + a);
    check(
        Integer.signum(codeA.compareTo(codeB)) == Integer.signum(Long.compare(a, b)),
        "order of " + a + " and " + b);
    check(
        new OrderedCode().unsigned(b).bytes().equals(Bytes.copyOf(SliceKeys.unsigned(b))),
        "unsigned " + b);
    byte[] first = input.take(input.u8());
    byte[] second = input.rest();
    Bytes codeFirst = name(first);
    check(codeFirst.equals(Bytes.copyOf(SliceKeys.string(first))), "string");
    check(OrderedCode.stringEnd(codeFirst, 0) == codeFirst.size(), "end of string");
    check(
        Integer.signum(codeFirst.compareTo(name(second)))
            == Integer.signum(Arrays.compareUnsigned(first, second)),
        "order of strings");
  }

  private static Bytes number(long value) {
    return new OrderedCode().signed(value).bytes();
  }

  private static Bytes name(byte[] value) {
    return new OrderedCode().string(Bytes.copyOf(value)).bytes();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
