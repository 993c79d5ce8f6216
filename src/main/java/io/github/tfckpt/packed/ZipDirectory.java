package io.github.tfckpt.packed;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.Capacity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The directory at the end of a zip file. Of its members only what it says counts, as in Python:
 * {@code numpy.NpzHeaders} has the layout.
 *
 * @see "PKWARE APPNOTE.TXT, 4.3 to 4.5"
 */
public final class ZipDirectory {

  /** Each member, and the array that it is, takes some hundred bytes. */
  private static final int MOST_MEMBERS = Capacity.of(1 << 20, 800);

  private static final int END = 22;
  private static final int CENTRAL = 46;
  private static final int LOCAL = 30;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int WINDOW = 1 << 18;
  private static final long U32 = 0xffffffffL;

  private final ByteSource file;
  private final List<ZipMember> members = new ArrayList<>();
  private long start;
  private long size;
  private long count;

  private ByteBuffer window = ByteBuffer.allocate(0);
  private long windowStart;

  /** What precedes the first member, as in a file that begins with a program. */
  private long before;

  private ZipDirectory(ByteSource file) {
    this.file = file;
  }

  /**
   * The members of a file in the order of the directory.
   *
   * @throws Corrupt if there is no directory, it makes no sense, or members overlap
   * @throws Unsupported if there are more than we keep in memory
   */
  public static List<ZipMember> members(ByteSource file) throws IOException {
    ZipDirectory directory = new ZipDirectory(file);
    directory.findEnd();
    directory.readMembers();
    directory.checkOverlap();
    return directory.members;
  }

  private ByteBuffer read(long position, long length) throws IOException {
    ByteSource part = file.slice(position, length);
    return ByteBuffer.wrap(part.readAll()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The same of a part of the directory, much of which is read at once. */
  private ByteBuffer readAhead(long position, int length) throws IOException {
    if (position < windowStart || position + length > windowStart + window.limit()) {
      windowStart = position;
      window = read(position, Math.min(Math.max(length, WINDOW), start + size - position));
    }
    int from = (int) (position - windowStart);
    return window.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void findEnd() throws IOException {
    long from = Math.max(0, file.size() - END - LONGEST_COMMENT);
    ByteBuffer tail = read(from, file.size() - from);
    int at = tail.limit() - END;
    while (at >= 0 && tail.getInt(at) != 0x06054b50) {
      at--;
    }
    if (at < 0) {
      throw new Corrupt(
          file.description(), "the zip file has no directory at its end (truncated?)");
    }
    count = Short.toUnsignedInt(tail.getShort(at + 10));
    size = Integer.toUnsignedLong(tail.getInt(at + 12));
    start = Integer.toUnsignedLong(tail.getInt(at + 16));
    long end = from + at;
    if (at >= 20 && tail.getInt(at - 20) == 0x07064b50) {
      end = tail.getLong(at - 12);
      ByteBuffer great = read(end, 56);
      if (great.getInt(0) != 0x06064b50) {
        throw new Corrupt(file.description(), "the 64-bit end of the zip file is missing");
      }
      count = great.getLong(32);
      size = great.getLong(40);
      start = great.getLong(48);
    }
    if (size < 0 || start < 0 || size > end - start) {
      throw Corrupt.at(
          file.description(), "a zip directory of %d bytes at %d ends at %d", size, start, end);
    }
    before = end - start - size;
    start += before;
    if (count < 0 || count > MOST_MEMBERS) {
      throw Unsupported.at(
          file.description(),
          "a zip file of %d members, at most %d fit into memory",
          count,
          MOST_MEMBERS);
    }
  }

  private void readMembers() throws IOException {
    long at = start;
    for (long i = 0; i < count; i++) {
      if (at + CENTRAL > start + size) {
        throw Corrupt.at(
            file.description(), "the zip directory ends after %d of %d members", i, count);
      }
      ByteBuffer fixed = readAhead(at, CENTRAL);
      if (fixed.getInt(0) != 0x02014b50) {
        throw Corrupt.at(file.description(), "byte %d: no member of the zip directory", at);
      }
      int nameLength = Short.toUnsignedInt(fixed.getShort(28));
      int extraLength = Short.toUnsignedInt(fixed.getShort(30));
      long next = at + CENTRAL + nameLength + extraLength + Short.toUnsignedInt(fixed.getShort(32));
      if (next > start + size) {
        throw Corrupt.at(file.description(), "byte %d: a member runs past the zip directory", at);
      }
      ByteBuffer words = readAhead(at + CENTRAL, nameLength + extraLength);
      members.add(member(fixed, words, nameLength));
      at = next;
    }
  }

  private ZipMember member(ByteBuffer fixed, ByteBuffer words, int nameLength) throws IOException {
    byte[] text = new byte[nameLength];
    words.get(0, text);
    Bytes name = Bytes.of(text, 0, nameLength);
    long packed = Integer.toUnsignedLong(fixed.getInt(20));
    long whole = Integer.toUnsignedLong(fixed.getInt(24));
    long header = Integer.toUnsignedLong(fixed.getInt(42));
    for (int at = nameLength; at + 4 <= words.limit(); ) {
      int length = Short.toUnsignedInt(words.getShort(at + 2));
      if (words.getShort(at) == 1) {
        ByteBuffer great = words.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        great.position(at + 4).limit(Math.min(words.limit(), at + 4 + length));
        whole = whole == U32 ? great(great, name) : whole;
        packed = packed == U32 ? great(great, name) : packed;
        header = header == U32 ? great(great, name) : header;
      }
      at += 4 + length;
    }
    int method = fixed.getShort(10);
    boolean stored = method == ZipMember.STORED;
    if (packed < 0 || whole < 0 || header < 0 || (stored && packed != whole)) {
      throw Corrupt.at(file.description(), "%s: sizes that no member has", name.quoted());
    }
    int flags = fixed.getShort(8);
    return new ZipMember(name, flags, method, fixed.getInt(16), packed, whole, before + header);
  }

  private long great(ByteBuffer extra, Bytes name) throws Corrupt {
    if (extra.remaining() < Long.BYTES) {
      throw Corrupt.at(file.description(), "%s: a 64-bit size is missing", name.quoted());
    }
    return extra.getLong();
  }

  /** A few bytes that are members many times over would stand for any amount of data. */
  private void checkOverlap() throws Corrupt {
    List<ZipMember> placed = new ArrayList<>(members);
    placed.sort(Comparator.comparingLong(ZipMember::header));
    long end = 0;
    for (ZipMember member : placed) {
      if (member.header() < end) {
        throw Corrupt.at(file.description(), "%s: overlaps another member", member.name().quoted());
      }
      long least = LOCAL + (long) member.name().size();
      if (member.packed() > start - least - member.header()) {
        throw Corrupt.at(
            file.description(), "%s: runs past the last member", member.name().quoted());
      }
      end = member.header() + least + member.packed();
    }
  }

  /**
   * Where the bytes of a member begin in the file.
   *
   * @throws Corrupt if there is no member
   */
  public static long contentStart(ByteSource file, ZipMember member) throws IOException {
    return contentStart(file, member.header(), member.name().quoted());
  }

  /** The same of a member whose header lies there. */
  static long contentStart(ByteSource file, long header, String what) throws IOException {
    ByteBuffer local =
        ByteBuffer.wrap(file.slice(header, LOCAL).readAll()).order(ByteOrder.LITTLE_ENDIAN);
    if (local.getInt(0) != 0x04034b50) {
      throw Corrupt.at(file.description(), "%s: no member at byte %d", what, header);
    }
    return header
        + LOCAL
        + Short.toUnsignedInt(local.getShort(26))
        + Short.toUnsignedInt(local.getShort(28));
  }

  /**
   * The bytes of a member that is stored as it is.
   *
   * @throws Unsupported if it is compressed or encrypted
   */
  public static ByteSource stored(ByteSource file, ZipMember member) throws IOException {
    if (!member.isStored() || member.isEncrypted()) {
      throw new Unsupported(
          file.description(),
          member.name().quoted()
              + " is "
              + (member.isStored() ? "encrypted" : "compressed")
              + " in the archive; unpack it first: unzip FILE");
    }
    return file.slice(contentStart(file, member), member.size());
  }
}
