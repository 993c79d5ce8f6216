package io.github.tfckpt.packed;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Walks the headers of a tar archive.
 *
 * <pre>
 *   header   name 100   mode 8   owner 8   group 8   size 12   time 12   sum 8   type 1   link 100
 *            "ustar" 6   version 2   names 64   devices 16   prefix 155           512 bytes in all
 *   bytes    of the member, up to a multiple of 512
 *   end      two headers of zeros
 * </pre>
 *
 * <p>Numbers are octal digits, or, where the first bit is set, big-endian. Members of type {@code
 * x} and {@code L}, {@code K} say more of the one that follows: longer names, a greater size.
 *
 * @see "POSIX.1-2017, pax; GNU tar manual, Basic Tar Format"
 */
final class TarReader {

  private static final int BLOCK = 512;

  /** What is said of one member in members of their own. */
  private static final int LONGEST_EXTRA = 1 << 16;

  private static final int SIZE = 124;
  private static final int SUM = 148;
  private static final int TYPE = 156;
  private static final int LINK = 157;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;
  private static final int EXTENDED = 482;
  private static final int MORE_EXTENDED = 504;

  /** Bytes that go forward. */
  interface Input {
    long position();

    /** Fills the array as far as there are bytes. */
    int read(byte[] target) throws IOException;

    /** Passes over bytes; false if there are fewer. */
    boolean skip(long bytes) throws IOException;
  }

  /** Sees each member before its bytes are passed over. */
  @FunctionalInterface
  interface Visitor {
    void visit(String path, Member member) throws IOException;
  }

  private final String where;
  private final MemberMap members;
  private final List<String> remarks = new ArrayList<>();
  private final byte[] header = new byte[BLOCK];
  private Map<String, String> extra = new HashMap<>();

  TarReader(String where) {
    this.where = where;
    this.members = new MemberMap(where);
  }

  NavigableMap<String, Member> members() {
    return members.members();
  }

  List<String> remarks() {
    return remarks;
  }

  /** Reads all headers up to the end. */
  void readAll(Input in, Visitor visitor) throws IOException {
    while (true) {
      long at = in.position();
      int got = in.read(header);
      if (got < BLOCK) {
        remarks.add(
            where + ": ends at " + (at + got) + " without the mark of its end (truncated?)");
        return;
      }
      if (isZero()) {
        return;
      }
      if (!hasRightSum()) {
        if (members().isEmpty()) {
          throw Corrupt.at(where, "byte %d: not a tar header: its sum is wrong", at);
        }
        remarks.add(where + ": byte " + at + ": not a tar header; what follows is lost");
        return;
      }
      if (!take(in, visitor)) {
        remarks.add(where + ": ends within a member (truncated?)");
        return;
      }
    }
  }

  private boolean take(Input in, Visitor visitor) throws IOException {
    char type = (char) (header[TYPE] & 0xff);
    long size = number(SIZE, 12);
    if (type == 'x' || type == 'L' || type == 'K' || type == 'g') {
      return takeExtra(in, type, size);
    }
    if (extra.containsKey("size")) {
      size = decimal(extra.get("size"));
    }
    String name = extra.getOrDefault("path", name());
    String link = extra.getOrDefault("linkpath", text(LINK, 100));
    boolean sparse = type == 'S' || extra.keySet().stream().anyMatch(k -> k.startsWith("GNU.sp"));
    String told = extra.getOrDefault("GNU.sparse.name", name);
    extra = new HashMap<>();
    for (boolean more = type == 'S' && header[EXTENDED] != 0; more; ) {
      if (in.read(header) < BLOCK) {
        return false;
      }
      more = header[MORE_EXTENDED] != 0;
    }
    if (size < 0 || size > Long.MAX_VALUE - BLOCK - in.position()) {
      throw Corrupt.at(where, "byte %d: a member of %d bytes", in.position(), size);
    }
    boolean isFile = type == '0' || type == 0 || type == '7' || type == 'S';
    Member member = member(type, sparse, size, in.position(), told, link);
    if (member != null) {
      members.add(told, member);
      if (member.type() == Member.MemberType.FILE) {
        long before = in.position();
        visitor.visit(MemberMap.path("", told), member);
        size -= in.position() - before;
        long whole = member.size() + padding(member.size());
        return in.skip(whole - (in.position() - before));
      }
    }
    return !(isFile || type > '7') || in.skip(size + padding(size));
  }

  private static Member member(
      char type, boolean sparse, long size, long at, String name, String link) {
    if (sparse) {
      return new Member(Member.MemberType.UNREAD, at, size, size, "a sparse member");
    }
    return switch (type) {
      case '0', 0, '7' ->
          name.endsWith("/")
              ? Member.FOLDER
              : new Member(Member.MemberType.FILE, at, size, size, "");
      case '1' -> new Member(Member.MemberType.LINK, at, 0, 0, MemberMap.path("", link));
      case '2' -> {
        String path = MemberMap.path("", name);
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        yield new Member(Member.MemberType.LINK, at, 0, 0, MemberMap.path(folder, link));
      }
      case '5' -> Member.FOLDER;
      default -> null;
    };
  }

  private boolean takeExtra(Input in, char type, long size) throws IOException {
    if (size < 0 || size > LONGEST_EXTRA || type == 'g') {
      return size >= 0 && in.skip(size + padding(size));
    }
    byte[] bytes = new byte[(int) (size + padding(size))];
    if (in.read(bytes) < bytes.length) {
      return false;
    }
    if (type != 'x') {
      int end = 0;
      while (end < size && bytes[end] != 0) {
        end++;
      }
      String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
      extra.put(type == 'L' ? "path" : "linkpath", text);
      return true;
    }
    // Each is a length in digits, of all of it, a blank, KEY=VALUE, and the end of a line.
    int at = 0;
    while (at < size) {
      int blank = at;
      while (blank < size && bytes[blank] != ' ') {
        blank++;
      }
      long length = decimal(new String(bytes, at, blank - at, StandardCharsets.US_ASCII));
      if (length < blank - at + 2 || length > size - at) {
        throw Corrupt.at(where, "byte %d: a pax header that makes no sense", in.position());
      }
      int from = blank + 1;
      String text = new String(bytes, from, (int) (at + length - 1 - from), StandardCharsets.UTF_8);
      int equals = text.indexOf('=');
      if (equals > 0) {
        extra.put(text.substring(0, equals), text.substring(equals + 1));
      }
      at += (int) length;
    }
    return true;
  }

  private String name() {
    boolean ustar = text(MAGIC, 6).startsWith("ustar") && header[MAGIC + 5] == 0;
    String prefix = ustar ? text(PREFIX, 155) : "";
    String name = text(0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private String text(int at, int most) {
    int size = 0;
    while (size < most && header[at + size] != 0) {
      size++;
    }
    return new String(header, at, size, StandardCharsets.UTF_8);
  }

  private long number(int at, int size) {
    if (header[at] < 0) {
      long value = header[at] & 0x3f;
      for (int i = 1; i < size; i++) {
        if (value >>> 55 != 0) {
          return -1;
        }
        value = value << 8 | (header[at + i] & 0xff);
      }
      return (header[at] & 0x40) != 0 ? -1 : value;
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      int digit = header[at + i] - '0';
      if (digit >= 0 && digit < 8) {
        value = value << 3 | digit;
      } else if (value > 0) {
        break;
      }
    }
    return value;
  }

  private static long decimal(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static long padding(long size) {
    return -size & (BLOCK - 1);
  }

  private boolean isZero() {
    for (byte b : header) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean hasRightSum() {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= SUM && i < SUM + 8 ? ' ' : header[i] & 0xff;
    }
    return number(SUM, 8) == sum;
  }
}
