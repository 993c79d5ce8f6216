package io.github.tfckpt.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.name.NamePattern;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.testing.NumpyGoldens;
import io.github.tfckpt.testing.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What rules make of names and elements, against what numpy does. */
final class ChangesTest {

  private static final List<String> T = List.of("t");

  private static Rule rule(Rule.Action action, String text) {
    return Rule.parse(action, text, pattern -> NamePattern.of(pattern, false)::matches);
  }

  private static Changes rules(Rule... rules) {
    return new Changes(List.of(), List.of(rules));
  }

  /** None is a rule, and none takes all of the stack to be refused. */
  @Test
  void endlessLists() {
    String ones = "1,".repeat(60_000) + "1";
    for (Rule.Action action : Rule.Action.values()) {
      for (String text : List.of("t:[" + ones + "]", "t:" + ones)) {
        try {
          assertFalse(rule(action, text).isAbout(T), action + " of " + text.substring(0, 8));
        } catch (IllegalArgumentException e) {
          assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
      }
    }
  }

  private static DType dtype(String label) {
    return DType.ALL.stream().filter(d -> d.label().equals(label)).findAny().orElseThrow();
  }

  private static FixedElements counting(DType dtype, long count) {
    byte[] bytes = Tensors.counting(dtype, 0, count);
    return new FixedElements(dtype, new ArraySource("counting", bytes, bytes.length), () -> {});
  }

  private static String sha256(Elements elements) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      elements.stream(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void elementsAreWhatNumpyMakesOfThem() throws IOException {
    String text = Files.readString(Path.of("testdata/numpy/changes.json"), StandardCharsets.UTF_8);
    JsonArray cases = JsonParser.parseString(text).getAsJsonArray();
    assertTrue(cases.size() > 70);
    Random random = new Random(4);
    for (JsonElement each : cases) {
      JsonObject one = each.getAsJsonObject();
      DType from = dtype(one.get("dtype").getAsString());
      Shape shape = Shape.of(NumpyGoldens.longs(one, "from"));
      List<Rule> rules = new ArrayList<>();
      for (JsonElement rule : one.getAsJsonArray("rules")) {
        JsonArray typed = rule.getAsJsonArray();
        Rule.Action action = Rule.Action.valueOf(typed.get(0).getAsString());
        // What is typed first does not matter.
        rules.add(random.nextInt(rules.size() + 1), rule(action, typed.get(1).getAsString()));
      }
      Change change =
          new Changes(List.of(), rules)
              .of(T, from, shape)
              .orElseGet(() -> Change.none(from, shape));
      Elements changed = change.apply("t", counting(from, shape.elementCount()));
      assertEquals(Shape.of(NumpyGoldens.longs(one, "shape")), change.shape(), one.toString());
      assertEquals(dtype(one.get("to").getAsString()), change.dtype(), one.toString());
      assertEquals(one.get("sha256").getAsString(), sha256(changed), one.toString());
      readsAnywhere((FixedElements) changed, random, one.toString());
    }
  }

  /** Both ways to read, at any offset, give the same bytes. */
  private static void readsAnywhere(FixedElements elements, Random random, String what)
      throws IOException {
    long size = elements.bytes().size();
    var inOrder = elements.inOrder(elements.count());
    for (int i = 0; i < 5 && size > 0; i++) {
      int length = (int) Math.min(size, random.nextInt(3000) + 1);
      long at = random.nextLong(size - length + 1);
      byte[] one = new byte[length];
      byte[] other = new byte[length];
      elements.bytes().read(at, ByteBuffer.wrap(one));
      inOrder.read(at, ByteBuffer.wrap(other));
      assertEquals(HexFormat.of().formatHex(one), HexFormat.of().formatHex(other), what);
    }
  }

  private static String refusal(Rule.Action action, String text, DType dtype, long... shape) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> rules(rule(action, text)).of(T, dtype, Shape.of(shape)))
        .getMessage();
  }

  @Test
  void whatCannotBeDoneIsRefused() {
    DType f = DType.FLOAT32;
    assertEquals(
        "--reverse 't:2': t [2, 3] has no axis 2", refusal(Rule.Action.REVERSE, "t:2", f, 2, 3));
    assertEquals(
        "--transpose 't:0,1,2': t [2, 3] has 2 axes, not 3",
        refusal(Rule.Action.TRANSPOSE, "t:0,1,2", f, 2, 3));
    assertEquals(
        "--transpose 't:1,-1': t [2, 3] would have axis -1 twice",
        refusal(Rule.Action.TRANSPOSE, "t:1,-1", f, 2, 3));
    assertEquals(
        "--reshape 't:[4,-1]': t [2, 3] has 6 elements",
        refusal(Rule.Action.RESHAPE, "t:[4,-1]", f, 2, 3));
    assertEquals(
        "--reshape 't:[9999999999,9999999999,9999999999]': t [2, 3] has fewer elements",
        refusal(Rule.Action.RESHAPE, "t:[9999999999,9999999999,9999999999]", f, 2, 3));
    assertEquals(
        "--cast 't:int8': t [2] is float32, which does not become int8",
        refusal(Rule.Action.CAST, "t:int8", f, 2));
    assertEquals(
        "--set 't=1': t [2] has the shape [2], which is not a scalar",
        refusal(Rule.Action.SET, "t=1", f, 2));
    assertEquals(
        "--set 't=300': t [] is uint8, and '300' is not a value of it",
        refusal(Rule.Action.SET, "t=300", DType.UINT8));
    for (String text : List.of("t", "t:", "t:x", ":1")) {
      assertThrows(IllegalArgumentException.class, () -> rule(Rule.Action.REVERSE, text));
    }
    for (String text : List.of("t:[1,-1,-1]", "t:1,2", "t[1]")) {
      assertThrows(IllegalArgumentException.class, () -> rule(Rule.Action.RESHAPE, text));
    }
    assertThrows(IllegalArgumentException.class, () -> rule(Rule.Action.CAST, "t:float33"));
    assertThrows(IllegalArgumentException.class, () -> rule(Rule.Action.CAST, "t:string"));
  }

  @Test
  void scalarsAreSet() throws IOException {
    assertEquals("0700000000000000", set("7", DType.INT64));
    assertEquals("ff", set("-1", DType.INT8));
    assertEquals("00c0", set("-2", DType.BFLOAT16));
    assertEquals("0000c07f", set("nan", DType.FLOAT32));
    assertEquals("01", set("true", DType.BOOL));
    assertEquals("ffffffffffffffff", set("18446744073709551615", DType.UINT64));
  }

  private static String set(String value, DType dtype) throws IOException {
    Change change =
        rules(rule(Rule.Action.SET, "t=" + value)).of(T, dtype, Shape.SCALAR).orElseThrow();
    FixedElements changed = (FixedElements) change.apply("t", counting(DType.UINT8, dtype.width()));
    return HexFormat.of().formatHex(changed.bytes().readAll());
  }

  @Test
  void integersThatDoNotFitAreRefusedWhenTheyAreRead() throws IOException {
    for (String to : List.of("int8", "uint4", "float16", "bfloat16")) {
      FixedElements cast = counting(DType.INT32, 70000).cast("t", dtype(to));
      assertThrows(Unsupported.class, () -> cast.stream(piece -> {}), to);
    }
    counting(DType.INT32, 128).cast("t", DType.INT8).stream(piece -> {});
    assertThrows(
        Unsupported.class,
        () -> counting(DType.INT32, 129).cast("t", DType.INT8).stream(piece -> {}));
    counting(DType.INT32, 2049).cast("t", DType.FLOAT16).stream(piece -> {});
    assertThrows(
        Unsupported.class,
        () -> counting(DType.INT32, 2050).cast("t", DType.FLOAT16).stream(piece -> {}));
  }

  @Test
  void valuesThatBecomeInfiniteAreCounted() throws IOException {
    FixedElements cast = counting(DType.FLOAT32, 65530).cast("t", DType.FLOAT16);
    cast.stream(piece -> {});
    // 65519 is the last number that is nearer to 65504, the largest half.
    assertEquals(10, cast.overflows());
  }

  @Test
  void firstRenamingThatMatchesCounts() {
    Changes changes =
        new Changes(
            List.of(
                Renaming.globs("x/*=1/*"),
                Renaming.globs("x/a=2"),
                Renaming.globs("b=3"),
                Renaming.globs("*b*=4"),
                Renaming.globs("c=5")),
            List.of());
    assertEquals(Optional.of("1/a"), changes.rename(List.of("x/a")));
    assertEquals(Optional.of("3"), changes.rename(List.of("b")));
    assertEquals(Optional.of("4"), changes.rename(List.of("bb", "c")));
    assertEquals(Optional.of("5"), changes.rename(List.of("q", "c")));
    assertEquals(Optional.empty(), changes.rename(List.of("q")));
    assertEquals(Optional.of("'x/a=2'"), changes.unused());
  }
}
