package io.github.tfckpt.cli.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is old or new, whenever its writer is killed, and the next writer clears up. */
final class PartFileTest {

  @TempDir private Path folder;

  /** Writes a file again and again, and says when it begins. */
  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      for (int round = 0; ; round++) {
        try (PartFile part = PartFile.beside(file)) {
          Files.writeString(part.path(), content(round));
          System.out.write('\n');
          System.out.flush();
          while (args.length > 1) {
            LockSupport.park();
          }
          part.commit();
        }
      }
    }
  }

  private static String content(int round) {
    return ("round " + round + "\n").repeat(10_000);
  }

  private Process writer(Path file, String... more) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    Stream<String> line =
        Stream.concat(
            Stream.of(java, "-Xshare:auto", "-cp", path, Writer.class.getName(), file.toString()),
            Stream.of(more));
    Process writer =
        new ProcessBuilder(line.toList()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertEquals('\n', writer.getInputStream().read());
    return writer;
  }

  private static void write(Path file) throws IOException {
    try (PartFile part = PartFile.beside(file)) {
      Files.writeString(part.path(), "new");
      part.commit();
    }
    assertEquals("new", Files.readString(file));
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void whatALivingWriterHasStaysAndWhatADeadOneLeftGoes() throws Exception {
    Path file = folder.resolve("x.npz");
    Process living = writer(file, "park");
    try {
      write(file);
      assertEquals(2, names().size());
      living.destroyForcibly().waitFor();
      assertEquals(2, names().size());
      write(folder.resolve("y.npz"));
      assertEquals(3, names().size(), "another name is not ours");
      write(file);
      assertEquals(Set.of("x.npz", "y.npz"), names());
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  void killedWheneverItIsTheFileIsWhole() throws Exception {
    Path file = folder.resolve("x");
    Random random = new Random(12);
    for (int kill = 0; kill < 5; kill++) {
      Process writer = writer(file);
      try {
        for (int left = random.nextInt(100); left >= 0; left--) {
          assertTrue(writer.getInputStream().read() >= 0);
        }
      } finally {
        writer.destroyForcibly().waitFor();
      }
      String text = Files.exists(file) ? Files.readString(file) : content(0);
      assertEquals(
          content(Integer.parseInt(text.lines().findFirst().orElseThrow().substring(6))), text);
      assertTrue(names().size() <= 2, "one is left at most: " + names());
    }
    write(file);
    assertEquals(Set.of("x"), names());
  }

  @Test
  void severalOfOneProcessDoNotMeet() throws IOException {
    Path file = folder.resolve("x");
    Path link = Files.createSymbolicLink(folder.resolve("here"), folder);
    try (PartFile one = PartFile.beside(file);
        PartFile two = PartFile.beside(file);
        PartFile three = PartFile.beside(link.resolve("x"))) {
      for (PartFile part : List.of(one, two, three)) {
        Files.writeString(part.path(), part.path().toString());
      }
      one.commit();
      three.commit();
      two.commit();
      assertEquals(two.path().toString(), Files.readString(file));
    }
    assertEquals(Set.of("here", "x"), names());
  }

  @Test
  void namesOf255BytesAndNamesThatLookLikePatterns() throws IOException {
    String euros = "\u20ac".repeat(85);
    for (String name : List.of("n".repeat(255), euros, ".", "*", "[a", "\ud83d\ude00".repeat(60))) {
      String full = name.equals(".") ? ".x" : name;
      try (PartFile dead = PartFile.beside(folder.resolve(full))) {
        assertTrue(dead.path().getParent().getFileName().toString().length() < 143);
      }
      write(folder.resolve(full));
      Files.delete(folder.resolve(full));
    }
    assertEquals(Set.of(), names());
  }

  /** In doubt, only what has not changed for an hour is removed. */
  @Test
  void partsOfOtherMachinesAndOfEarlierReleases() throws IOException {
    long living = ProcessHandle.current().parent().orElseThrow().pid();
    List<String> parts =
        List.of(
            ".x.00000000-01234567.part",
            ".x.999999999.part",
            ".x." + ProcessHandle.current().pid() + ".part",
            ".x." + living + ".part");
    for (String name : parts) {
      Path part = Files.createDirectory(folder.resolve(name));
      Files.createFile(part.resolve("lock"));
      Files.createFile(part.resolve("whole"));
    }
    write(folder.resolve("x"));
    assertEquals(5, names().size());
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    for (String name : parts) {
      Path part = folder.resolve(name);
      for (Path path : List.of(part.resolve("lock"), part.resolve("whole"), part)) {
        Files.setLastModifiedTime(path, longAgo);
      }
    }
    write(folder.resolve("x"));
    assertEquals(Set.of(parts.get(3), "x"), names());
  }

  @Test
  void whatOnlyLooksLikeAPartStays() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("lock"), "", StandardCharsets.UTF_8);
    Files.writeString(mine.resolve("kept"), "", StandardCharsets.UTF_8);
    String kernel;
    try (PartFile part = PartFile.beside(folder.resolve("x"))) {
      kernel = part.path().getParent().getFileName().toString().substring(3, 12);
    }
    Files.createSymbolicLink(folder.resolve(".x." + kernel + "11111111.part"), mine);
    Path unlocked = Files.createDirectory(folder.resolve(".x." + kernel + "22222222.part"));
    Files.createFile(unlocked.resolve("whole"));
    Files.createDirectory(folder.resolve(".x." + kernel + "33333333.part"));
    Files.createFile(folder.resolve(".x." + kernel + "4444444g.part"));
    Files.createFile(folder.resolve(".x.part"));
    write(folder.resolve("x"));
    assertEquals(
        Set.of(
            ".x." + kernel + "22222222.part",
            ".x." + kernel + "4444444g.part",
            ".x.part",
            "mine",
            "x"),
        names());
    assertTrue(Files.exists(mine.resolve("kept")));
  }
}
