package io.github.tfckpt.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.SafetensorsBuilder;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and indexes that the library would not write. */
final class ForgedSafetensorsTest {

  private static final long[] PAIR = {2};
  private static final byte[] ELEMENTS = new byte[8];
  private static final String GOOD =
      "\"good\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}";

  @RegisterExtension final Scratch scratch = new Scratch();

  private Path write(byte[] content) throws IOException {
    return Files.write(scratch.file("x.safetensors"), content);
  }

  private Path write(SafetensorsBuilder builder) throws IOException {
    return write(builder.toBytes());
  }

  private SafetensorsBuilder good() {
    return new SafetensorsBuilder().add("good", "F32", PAIR, ELEMENTS);
  }

  private List<String> findings(Path path) {
    return Verifying.lines(Verifying.verify(path), path.getParent());
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000_001, 0xffffffffL})
  void headersOfMoreThanTheLibraryReads(long length) throws IOException {
    Path path = write(SafetensorsBuilder.file(length, "{\"a\": 1}"));
    Scratch.tells(
        scratch.refused(Corrupt.class, path),
        "a header of " + length + " bytes, at most 100000000");
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void lengthsThatNoHeaderHas(long length) throws IOException {
    Path path = write(SafetensorsBuilder.file(length, "{\"a\": 1}"));
    Scratch.tells(scratch.refused(Unsupported.class, path), "is not a safetensors file");
  }

  @Test
  void filesThatEndTooSoon() throws IOException {
    byte[] whole = good().add("second", "I8", PAIR, new byte[2]).toBytes();
    assertTrue(
        scratch
            .refused(Corrupt.class, write(Arrays.copyOf(whole, 7)))
            .contains("7 bytes, a safetensors file begins with a length of 8 bytes (truncated?)"));
    Path path = write(Arrays.copyOf(whole, 100));
    assertEquals(List.of("good"), scratch.names(path));
    Scratch.tells(scratch.damage(path).get(0), "a header of", "there are 92 (truncated?)");
    path = write(Arrays.copyOf(whole, whole.length - 3));
    assertEquals(List.of("good", "second"), scratch.names(path));
    Scratch.tells(scratch.refused(Corrupt.class, path, "second"), "run past the end", "truncated?");
    Scratch.tells(
        findings(path).toString(),
        "3 bytes early (truncated?)",
        "\"second\": bytes",
        "run past the end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}x",
        "{\"a\": 1",
        "{\"a\"",
        "{\"a\": {\"dtype\": \"F32\"",
        "nil",
        "{'a': 1}"
      })
  void headersThatAreNotJson(String text) throws IOException {
    Path path = write(SafetensorsBuilder.file(text.length(), text));
    assertThrows(CheckpointException.class, () -> Checkpoint.open(path).close());
  }

  @Test
  void headersThatAreNotUtf8() throws IOException {
    byte[] text = "{\"\u00ff\": 1}".getBytes(StandardCharsets.ISO_8859_1);
    Path path = write(SafetensorsBuilder.file(text.length, text, new byte[0]));
    Scratch.tells(scratch.refused(Corrupt.class, path), "the JSON is not UTF-8");
  }

  @Test
  void namesTwice() throws IOException {
    Path path = write(good().add("other", "I8", PAIR, new byte[2]).raw(GOOD));
    Scratch.tells(scratch.refused(Corrupt.class, path), "the header has \"good\" twice");
    Scratch.tells(findings(path).toString(), "the header has \"good\" twice");
    path = write(good().raw(GOOD.replace("good", "g\\u006fod")));
    Scratch.tells(scratch.refused(Corrupt.class, path), "the header has \"good\" twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|is not an object",
        "{}|there is no dtype",
        "{\"dtype\": \"F32\", \"shape\": []}|there is no data_offsets",
        "{\"dtype\": \"F32\", \"data_offsets\": [0, 4]}|there is no shape",
        "{\"dtype\": 7, \"shape\": [], \"data_offsets\": [0, 4]}|dtype is not the name of a type",
        "{\"dtype\": \"F 32\", \"shape\": [], \"data_offsets\": [0, 4]}|dtype is not the name",
        "{\"dtype\": \"F32\", \"shape\": 4, \"data_offsets\": [0, 4]}|shape is not a list",
        "{\"dtype\": \"F32\", \"shape\": [-1], \"data_offsets\": [0, 4]}|shape has something other",
        "{\"dtype\": \"F32\", \"shape\": [1.0], \"data_offsets\": [0, 4]}|shape has something other",
        "{\"dtype\": \"F32\", \"shape\": [9223372036854775808], \"data_offsets\": [0, 4]}|2^63 - 1",
        "{\"dtype\": \"F32\", \"shape\": [4294967296, 4294967296], \"data_offsets\": [0, 4]}|2^63",
        "{\"dtype\": \"F32\", \"shape\": [], \"data_offsets\": [4]}|not two numbers",
        "{\"dtype\": \"F32\", \"shape\": [], \"data_offsets\": [0, 4, 8]}|not two numbers",
        "{\"dtype\": \"F32\", \"shape\": [], \"data_offsets\": [8, 4]}|which end too soon",
        "{\"dtype\": \"F32\", \"dtype\": \"F32\", \"shape\": [], \"data_offsets\": [0, 4]}|twice",
        "{\"shape\": [[1]], \"dtype\": \"F32\", \"data_offsets\": [0, 4]}|shape has something other",
        "{\"dtype\": \"F32\", \"shape\": [], \"data_offsets\":"
            + " [9223372036854775807, 9223372036854775807]}|no file is that long",
      })
  void tensorsThatMakeNoSense(String json, String what) throws IOException {
    Path path = write(good().raw("\"bad\": " + json));
    assertEquals(List.of("good"), scratch.names(path));
    assertEquals(1, scratch.damage(path).size(), scratch.damage(path).toString());
    Scratch.tells(scratch.damage(path).get(0), "\"bad\": ", what);
    assertEquals(8, scratch.bytes(path, "good").length);
  }

  @Test
  void fieldsThatNobodyKnowsArePassedOver() throws IOException {
    String more = "\"a\": {\"b\": [1, {\"c\": null}], \"dtype\": \"I8\", \"d\": \"e\", ";
    Path path = write(good().data(1).raw(more + "\"shape\": [], \"data_offsets\": [8, 9]}"));
    assertEquals(List.of("a", "good"), scratch.names(path));
    assertEquals(List.of(), findings(path));
  }

  @Test
  void noName() throws IOException {
    Path path = write(good().raw(GOOD.replace("good", "")));
    assertEquals(List.of("", "good"), scratch.names(path));
  }

  @Test
  void rankOf255() throws IOException {
    String ones = "1" + ", 1".repeat(254);
    Path path = write(good().add("bad", "I8", ones, "8, 9").data(1));
    Scratch.tells(scratch.damage(path).get(0), "shape has more than 254 numbers");
  }

  @Test
  void nestedJson() throws IOException {
    Path path = write(good().raw("\"deep\": " + "[".repeat(100_000)));
    assertEquals(List.of("good"), scratch.names(path));
    Scratch.tells(scratch.damage(path).toString(), "nesting depth");
  }

  @Test
  void placesThatOverlapOrLeaveHoles() throws IOException {
    Path path = write(good().add("same", "F32", "2", "0, 8"));
    Scratch.tells(findings(path).toString(), "\"same\": its first 8 bytes belong to another");
    assertEquals(8, scratch.bytes(path, "same").length);
    path = write(good().data(8).add("far", "F32", "1", "12, 16"));
    Scratch.tells(findings(path).toString(), "bytes", "+4 before \"far\" belong to no tensor");
    path = write(good().data(3));
    Scratch.tells(findings(path).toString(), "+3 after the last tensor belong to none");
    path = write(good().add("beyond", "F32", "1", "8, 12"));
    Scratch.tells(findings(path).toString(), "\"beyond\": bytes", "run past the end");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775806, 9223372036854775807",
    "0, 9223372036854775807",
    "4294967296, 4294967300",
    "1000000000000, 1000000000004"
  })
  void offsetsThatOverflow(long begin, long end) throws IOException {
    Path path = write(good().add("bad", "F32", "1", begin + ", " + end));
    assertTrue(findings(path).stream().anyMatch(line -> line.contains("\"bad\"")));
    if (scratch.damage(path).isEmpty()) {
      scratch.refused(Corrupt.class, path, "bad");
    }
  }

  @ParameterizedTest
  @CsvSource({"F32, 3, 8", "F64, 2, 8", "I8, 7, 8", "F4, 15, 8", "F6_E2M3, 10, 8", "F8_E8M0, 9, 8"})
  void sizesThatAreNotTheShapes(String label, String shape, int bytes) throws IOException {
    Path path = write(new SafetensorsBuilder().add("t", label, shape, "0, " + bytes).data(bytes));
    Scratch.tells(findings(path).toString(), "\"t\": 8 bytes");
  }

  @ParameterizedTest
  @CsvSource({"F4, 16", "F6_E2M3, 4", "F6_E3M2, 4", "F8_E8M0, 8", "I4096, 77"})
  void typesThatTensorFlowLacksAreListedAndRefusedByName(String label, long extent)
      throws IOException {
    int bytes = label.startsWith("F6") ? 3 : 8;
    Path path =
        write(new SafetensorsBuilder().add("t", label, new long[] {extent}, new byte[bytes]));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      TensorEntry entry = checkpoint.tensors().get(0);
      assertEquals(label, entry.dtype().label());
      assertEquals(bytes, entry.bytes().orElseThrow());
    }
    assertEquals(List.of(), findings(path));
    Scratch.tells(scratch.refused(Unsupported.class, path, "t"), "type " + label);
  }

  @Test
  void typesThatTensorFlowLacksAreNotLeftOutOfAnExport() {
    String path = "testdata/safetensors/dtypes/model.safetensors";
    Run run = Run.of("export", path, "lacking/F4", "-o", "out.safetensors");
    assertEquals(
        "tfckpt: " + path + ": \"lacking/F4\": values of F4 cannot be read; -x leaves it out\n",
        run.err());
    assertEquals(4, run.code());
  }

  @Test
  void aMillionNames() throws IOException {
    int count = 1_000_000;
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      header.append(i == 0 ? "" : ",").append('"').append(i * 7919L % count);
      header.append("\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0,0]}");
    }
    byte[] text = header.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    Path path = write(SafetensorsBuilder.file(text.length, text, new byte[0]));
    Bounded.run(
        () -> {
          try (Checkpoint checkpoint = Checkpoint.open(path)) {
            assertEquals(count, checkpoint.tensors().size());
            assertEquals("0", checkpoint.tensors().get(0).name());
            assertEquals("999999", checkpoint.tensors().get(count - 1).name());
            return checkpoint;
          }
        });
  }

  @Test
  void metadataIsBounded() throws IOException {
    String text = "x".repeat(700_000);
    Path path =
        write(good().raw("\"__metadata__\": {\"a\": \"%s\", \"b\": \"%s\"}".formatted(text, text)));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertEquals(List.of("a"), List.copyOf(checkpoint.facts().metadata().keySet()));
    }
    path = write(good().raw("\"__metadata__\": {\"a\": 1}"));
    Scratch.tells(scratch.damage(path).get(0), "\"__metadata__\": \"a\" is not text");
  }

  private Path shards(String weightMap) throws IOException {
    Files.write(scratch.file("a.safetensors"), good().toBytes());
    Files.write(
        scratch.file("b.safetensors"),
        new SafetensorsBuilder().add("more", "I8", PAIR, new byte[2]).toBytes());
    return Files.writeString(
        scratch.file("x.safetensors.index.json"), "{\"weight_map\": {" + weightMap + "}}");
  }

  @Test
  void shardsAndTheirIndexDisagree() throws IOException {
    Path index = shards("\"good\": \"a.safetensors\", \"lost\": \"b.safetensors\"");
    assertEquals(List.of("good", "more"), scratch.names(index));
    assertEquals(
        List.of(
            "error: x.safetensors.index.json: \"lost\": is not in b.safetensors, where the"
                + " weight_map has it",
            "warning: x.safetensors.index.json: \"more\": is in b.safetensors, the weight_map does"
                + " not name it"),
        findings(index));
    index =
        shards(
            "\"good\": \"b.safetensors\", \"more\": \"b.safetensors\", \"c\": \"a.safetensors\"");
    Scratch.tells(
        findings(index).toString(),
        "\"good\": is in a.safetensors, the weight_map says b.safetensors",
        "\"c\": is not in a.safetensors");
  }

  @Test
  void shardsThatAreNotThere() throws IOException {
    Path index = shards("\"good\": \"a.safetensors\", \"gone\": \"c.safetensors\"");
    assertEquals(List.of("good"), scratch.names(index));
    Scratch.tells(scratch.damage(index).toString(), "c.safetensors: no such file");
    assertEquals(1, scratch.damage(index).size());
    Scratch.tells(findings(index).toString(), "\"gone\": no such file");
    try (Checkpoint checkpoint = Checkpoint.open(index)) {
      assertTrue(checkpoint.facts().files().get(1).bytes().isEmpty());
    }
  }

  @Test
  void oneNameInTwoShards() throws IOException {
    Path index = shards("\"good\": \"a.safetensors\", \"more\": \"b.safetensors\"");
    Files.write(scratch.file("b.safetensors"), good().toBytes());
    Scratch.tells(findings(index).toString(), "\"good\": is in", "a.safetensors too");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/passwd", "a/b", "..", ".", "", "a\\\\b", "a\\u0000b"})
  void shardsElsewhere(String file) throws IOException {
    Path index = shards("\"good\": \"" + file + "\"");
    Scratch.tells(scratch.refused(Corrupt.class, index), "names a file elsewhere");
  }

  @Test
  void indexesThatNameTooMany() throws IOException {
    StringBuilder map = new StringBuilder("\"a\": \"a.safetensors\"");
    for (int i = 0; i < 5000; i++) {
      map.append(", \"").append(i).append("\": \"").append(i).append('"');
    }
    Path index = shards(map.toString());
    Scratch.tells(scratch.refused(Unsupported.class, index), "names more than 4096 files");
  }
}
