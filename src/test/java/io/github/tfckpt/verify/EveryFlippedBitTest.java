package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checkpoint.Format;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Fixtures.Golden;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Single bits flipped in checkpoints that TensorFlow wrote: wherever a checksum covers them, that
 * is everywhere but in the footer of a table, the flip is an error. In a footer it is a warning at
 * least. With {@code -Dtfckpt.flips=4000} every bit of every file of up to 4000 bytes is tried, of
 * other files some.
 */
final class EveryFlippedBitTest {

  /** In files of at most so many bytes every bit is tried. */
  private static final int MOST_BYTES = Integer.getInteger("tfckpt.flips", 0);

  private static final int SAMPLES = 24;
  private static final int FOOTER = 48;

  @TempDir private Path scratch;

  /** How many bits were tried, and how many of them found, by region. */
  private final Map<String, long[]> tried = new TreeMap<>();

  private final List<String> missed = new ArrayList<>();

  @Test
  void flips() throws IOException {
    for (Path folder : Fixtures.folders()) {
      if (folder.toString().contains("synthetic") || !isSummed(folder)) {
        continue;
      }
      Path copy = copy(folder);
      for (Golden golden : Fixtures.goldens(folder)) {
        Path open = copy.resolve(folder.relativize(golden.open().get(0)));
        if (golden.step().isEmpty()) {
          flipAll(copy, open);
        }
      }
    }
    if (MOST_BYTES > 0) {
      tried.forEach((region, n) -> System.out.println(region + ": " + n[1] + " of " + n[0]));
    }
    assertEquals(List.of(), missed);
    assertTrue(tried.get("data")[0] > 1000 && tried.get("block")[0] > 1000, tried::toString);
    // Each bit of the magic number, of the handles and of the padding is looked at as well.
    assertEquals(tried.get("footer")[0], tried.get("footer")[1]);
  }

  /** True for what checksums cover from end to end: checkpoints of TensorFlow. */
  private static boolean isSummed(Path folder) throws IOException {
    for (Golden golden : Fixtures.goldens(folder)) {
      try (Checkpoint open = Checkpoint.open(golden.open().get(0), golden.step())) {
        return open.format() == Format.V1 || open.format() == Format.V2;
      }
    }
    return false;
  }

  private Path copy(Path folder) throws IOException {
    Path target = scratch.resolve(folder.toString().replace('/', '_'));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(folder.relativize(file)));
      }
    }
    return target;
  }

  private void flipAll(Path folder, Path open) throws IOException {
    Report sound = Verifying.verify(open);
    String prefix = sound.checkpoint().replaceAll("-\\?{5}-of-\\d+$", "");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String rest =
            file.toString().startsWith(prefix) ? file.toString().substring(prefix.length()) : "no";
        boolean isData = rest.startsWith(".data-");
        if (isData
            || rest.isEmpty()
            || rest.equals(".index")
            || rest.matches("-\\d{5}-of-\\d{5}")) {
          flip(file, open, isData);
        }
      }
    }
  }

  private void flip(Path file, Path open, boolean isData) throws IOException {
    long bits = 8 * Files.size(file);
    Random random = new Random(file.getFileName().toString().hashCode() + bits);
    boolean every = bits <= 8L * MOST_BYTES;
    long count = every ? bits : Math.min(bits, SAMPLES);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (long i = 0; i < count; i++) {
        long bit = every ? i : Math.floorMod(random.nextLong(), bits);
        flip(channel, bit);
        check(file, open, isData, bit);
        flip(channel, bit);
      }
    }
  }

  private static void flip(FileChannel channel, long bit) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    channel.read(one, bit / 8);
    one.put(0, (byte) (one.get(0) ^ (1 << (bit % 8)))).flip();
    channel.write(one, bit / 8);
  }

  private void check(Path file, Path open, boolean isData, long bit) throws IOException {
    boolean footer = !isData && bit / 8 >= Files.size(file) - FOOTER;
    String region = isData ? "data" : footer ? "footer" : "block";
    Report report = Verifying.verify(open, OptionalLong.empty(), Part.WHOLE, 1);
    long[] counts = tried.computeIfAbsent(region, name -> new long[2]);
    counts[0]++;
    if (footer ? !report.findings().isEmpty() : !report.isSound()) {
      counts[1]++;
    } else {
      missed.add(file + " bit " + bit);
    }
    boolean named =
        report.findings().stream()
            .anyMatch(f -> f.what().contains("bit " + bit % 8 + " of byte " + bit / 8));
    long[] names = tried.computeIfAbsent(region + ", bit named", name -> new long[2]);
    names[0]++;
    names[1] += named ? 1 : 0;
  }
}
