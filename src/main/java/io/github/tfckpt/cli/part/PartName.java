package io.github.tfckpt.cli.part;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What unfinished files and folders of one name are called: {@code .NAME.KERNEL-RANDOM.part}, both
 * of eight hex digits. KERNEL differs between machines, and between starts of one machine, not
 * between its containers. Earlier releases wrote {@code .NAME.PID.part}.
 */
final class PartName {

  /** Bytes: some file systems take 143 in all. */
  private static final int LONGEST = 100;

  private static final Pattern TAIL = Pattern.compile("([0-9a-f]{8})-[0-9a-f]{8}[.]part");
  private static final Pattern OLDER_TAIL = Pattern.compile("([0-9]{1,18})[.]part");

  /** Of the running kernel. Where it cannot be known, no two processes have the same. */
  private static final String KERNEL = kernel();

  private final String start;
  private final String olderStart;

  PartName(String name) {
    start = "." + shortened(name) + ".";
    olderStart = "." + name + ".";
  }

  private static String kernel() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
      return boot.substring(0, 8);
    } catch (IOException | StringIndexOutOfBoundsException e) {
      return random();
    }
  }

  private static String random() {
    String hex = Integer.toHexString(ThreadLocalRandom.current().nextInt());
    return "0".repeat(8 - hex.length()) + hex;
  }

  private static String shortened(String name) {
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }

  /** One that nobody has, most likely. */
  String fresh() {
    return start + KERNEL + "-" + random() + ".part";
  }

  /** True for those that this and earlier releases make. */
  boolean isOf(Path part) {
    return tail(part, start, TAIL).isPresent() || olderProcess(part).isPresent();
  }

  /** True if this machine has run since it was made. */
  boolean isOfThisKernel(Path part) {
    return tail(part, start, TAIL).equals(Optional.of(KERNEL));
  }

  /** The process that made it, in an earlier release. */
  OptionalLong olderProcess(Path part) {
    Optional<String> process = tail(part, olderStart, OLDER_TAIL);
    return process.isPresent()
        ? OptionalLong.of(Long.parseLong(process.get()))
        : OptionalLong.empty();
  }

  private static Optional<String> tail(Path part, String start, Pattern tail) {
    String fileName = part.getFileName().toString();
    if (!fileName.startsWith(start)) {
      return Optional.empty();
    }
    Matcher matcher = tail.matcher(fileName.substring(start.length()));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
