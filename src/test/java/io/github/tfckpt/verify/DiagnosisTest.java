package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What damaged bytes look like is said, and only that. */
final class DiagnosisTest {

  @TempDir private Path folder;

  private final Random random = new Random(7);

  private Path prefix() {
    return folder.resolve("m");
  }

  private Path data() {
    return BundleBuilder.dataFile(prefix(), 0, 1);
  }

  /** One tensor of random bytes, behind another of so many. */
  private void write(int before, int size) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    byte[] first = new byte[before];
    byte[] elements = new byte[size];
    random.nextBytes(first);
    random.nextBytes(elements);
    bundle.add(0, "a", DTypes.UINT8, new long[] {before}, first);
    bundle.add(0, "t", DTypes.UINT8, new long[] {size}, elements);
    bundle.write();
  }

  private static void put(Path file, long offset, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), offset);
    }
  }

  private static void flip(Path file, long offset, int bit) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) offset] ^= (byte) (1 << bit);
    Files.write(file, bytes);
  }

  private String only() {
    List<String> lines = Verifying.lines(Verifying.verify(prefix()), folder);
    assertEquals(1, lines.size(), lines::toString);
    return lines.get(0);
  }

  @Test
  void allZero() throws IOException {
    write(4096, 300);
    put(data(), 4096, new byte[300]);
    assertTrue(only().endsWith("; all 300 bytes are zero, at a 4 KiB edge"), only());
  }

  @Test
  void zerosFromAnEdgeOn() throws IOException {
    write(100, 3 << 20);
    put(data(), 1 << 20, new byte[70_000]);
    assertTrue(only().endsWith("; bytes 1048576+70000 are zero, at a 1 MiB edge"), only());
  }

  @Test
  void zerosFromNoEdgeOn() throws IOException {
    write(100, 9000);
    byte[] all = Files.readAllBytes(data());
    // What stands around the hole is no zero by chance.
    all[4999] = 1;
    all[5100] = 1;
    put(data(), 0, all);
    put(data(), 5000, new byte[100]);
    assertTrue(only().endsWith("; bytes 5000+100 are zero"), only());
  }

  @Test
  void nothingThatStandsOut() throws IOException {
    write(100, 9000);
    put(data(), 5000, new byte[] {1, 2, 3, 4, 5});
    assertTrue(
        only().matches(".*crc32c is [0-9a-f]{8} \\(\\d+\\), stored [0-9a-f]{8} \\(\\d+\\)"),
        only());
  }

  @Test
  void anyBitOfATensor() throws IOException {
    write(100, 9000);
    for (int i = 0; i < 100; i++) {
      int at = 100 + random.nextInt(9000);
      int bit = random.nextInt(8);
      flip(data(), at, bit);
      String words = "one flipped bit explains it: bit " + bit + " of byte " + at;
      assertTrue(only().endsWith("; " + words), only());
      flip(data(), at, bit);
    }
  }

  @Test
  void aBitOfATensorOfManyRangesOnAnyNumberOfThreads() throws IOException {
    write(1000, (40 << 20) + 17);
    assertTrue(Verifying.verify(prefix()).isSound());
    int at = 1000 + (35 << 20);
    flip(data(), at, 5);
    String words = "; one flipped bit explains it: bit 5 of byte " + at + " (by chance in 0.078";
    String line = only();
    assertTrue(line.contains(words), line);
    for (int threads = 1; threads < 5; threads++) {
      Report report = Verifying.verify(prefix(), OptionalLong.empty(), Part.WHOLE, threads);
      assertEquals(List.of(line), Verifying.lines(report, folder));
    }
  }

  @ParameterizedTest
  @CsvSource({"20, false", "20, true", "3000, false", "3000, true"})
  void anyBitOfStrings(int count, boolean bigEndian) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    if (bigEndian) {
      bundle.bigEndian();
    }
    bundle.add(0, "a", DTypes.UINT8, new long[] {5}, new byte[5]);
    bundle.addStrings(0, "t", new long[] {count}, Samples.strings(random, count));
    bundle.write();
    long size = Files.size(data());
    int named = 0;
    int tries = 200;
    for (int i = 0; i < tries; i++) {
      // Lengths and strings take about as many tries.
      int at = 5 + random.nextInt(i % 2 == 0 ? count : (int) size - 5);
      int bit = random.nextInt(8);
      flip(data(), at, bit);
      String line = only();
      String words = "one flipped bit explains it: bit " + bit + " of byte " + at;
      assertTrue(line.endsWith(words) || !line.contains("one flipped bit"), line);
      named += line.endsWith(words) ? 1 : 0;
      flip(data(), at, bit);
    }
    // The bit that says whether a length goes on is found among few lengths only.
    assertTrue(count < 100 ? named == tries : named > tries * 7 / 10, named + " of " + tries);
  }

  @Test
  void truncated() throws IOException {
    write(5000, 300);
    try (FileChannel channel = FileChannel.open(data(), StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }
    List<String> lines = Verifying.lines(Verifying.verify(prefix()), folder);
    String name = "error: m.data-00000-of-00001: ";
    assertEquals(
        List.of(
            name + "ends at 4096, 1204 bytes early, at a 4 KiB edge",
            name + "\"a\": bytes 0+5000 run past the end at 4096: 904 bytes of it missing",
            name + "\"t\": bytes 5000+300 run past the end at 4096: all of it missing"),
        lines);
  }

  /** Cut to the length that the other shard has to have, and has. */
  @Test
  void truncatedToTheLengthOfAnother() throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 2);
    bundle.add(0, "short", DTypes.UINT8, new long[] {50}, new byte[50]);
    bundle.add(1, "t", DTypes.UINT8, new long[] {80}, new byte[80]);
    bundle.write();
    Files.write(BundleBuilder.dataFile(prefix(), 1, 2), new byte[50]);
    String name = "error: m.data-00001-of-00002: ";
    assertEquals(
        List.of(
            name + "ends at 50, 30 bytes early",
            name + "\"t\": bytes 0+80 run past the end at 50: 30 bytes of it missing"),
        Verifying.lines(Verifying.verify(prefix()), folder));
  }

  @Test
  void swapped() throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 2);
    for (int shard = 0; shard < 2; shard++) {
      byte[] elements = new byte[50];
      random.nextBytes(elements);
      bundle.add(shard, "t" + shard, DTypes.UINT8, new long[] {50}, elements);
    }
    bundle.write();
    Path first = BundleBuilder.dataFile(prefix(), 0, 2);
    Path second = BundleBuilder.dataFile(prefix(), 1, 2);
    byte[] bytes = Files.readAllBytes(first);
    Files.copy(second, first, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.write(second, bytes);
    List<String> lines = Verifying.lines(Verifying.verify(prefix()), folder);
    assertEquals(2, lines.size());
    for (int shard = 0; shard < 2; shard++) {
      String other =
          "the same place of m.data-0000" + (1 - shard) + "-of-00002 has the right bytes";
      assertTrue(lines.get(shard).contains("\"t" + shard + "\""), lines::toString);
      assertTrue(lines.get(shard).contains(other), lines::toString);
    }
  }
}
