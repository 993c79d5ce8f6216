package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members of a zip archive, where they lie, and nothing of what is in them.
 *
 * <pre>
 *   end         PK 5 6   disks u16 2   members u16 2   size u32   offset u32   comment
 *   end64       PK 6 6   ...  members u64 at 32   size u64 at 40   offset u64 at 48
 *   locator64   PK 6 7   disk u32   offset of end64 u64   disks u32      stands right before the end
 *   member      PK 1 2   versions u16 2   flags u16   method u16   time u32   CRC-32 u32
 *               stored u32   size u32   lengths u16: name, extra, comment   disk u16   attributes 6
 *               header u32   name   extra   comment
 *   header      PK 3 4   ...  lengths u16 at 26: name, extra              then the member's bytes
 * </pre>
 *
 * @see "PKWARE APPNOTE.TXT 6.3, sections 4.3 and 4.5.3"
 */
public final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int MEMBER = 0x02014b50;
  private static final int HEADER = 0x04034b50;

  private static final int END_SIZE = 22;
  private static final int END64_SIZE = 56;
  private static final int LOCATOR_SIZE = 20;
  private static final int HEADER_SIZE = 30;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final long ELSEWHERE = 0xffffffffL;
  private static final int LONGEST = 16 << 20;
  private static final int MOST_MEMBERS = 1 << 16;

  private final ByteSource file;
  private final List<Member> members = new ArrayList<>();

  private ZipDirectory(ByteSource file) {
    this.file = file;
  }

  /**
   * A member, as the directory states it.
   *
   * @param flags bit 0: encrypted
   * @param method 0 stored, 8 deflated
   * @param crc CRC-32 of its bytes
   * @param stored how many bytes it takes in the archive
   * @param size how many bytes it has
   * @param header where it begins, in bytes from the start of the archive
   */
  public record Member(
      Bytes name, int flags, int method, int crc, long stored, long size, long header) {}

  /**
   * Reads the directory.
   *
   * @throws Corrupt if there is none, or it is damaged
   * @throws Unsupported if it is longer than an archive of weights has it
   */
  public static ZipDirectory read(ByteSource file) throws IOException {
    ZipDirectory directory = new ZipDirectory(file);
    directory.read();
    return directory;
  }

  /** All members, in the order of the directory. */
  public List<Member> members() {
    return List.copyOf(members);
  }

  /** The first member of a name. */
  public Optional<Member> member(String name) {
    Bytes wanted = Bytes.utf8(name);
    return members.stream().filter(each -> each.name().equals(wanted)).findFirst();
  }

  /**
   * The bytes of a member that is stored as it is.
   *
   * @throws Unsupported if it is compressed or encrypted
   * @throws Corrupt if it does not lie in the archive
   */
  public ByteSource open(Member member) throws IOException {
    return file.slice(start(member), member.size());
  }

  /** Where the bytes of such a member begin, from the start of the archive: see {@link #open}. */
  public long start(Member member) throws IOException {
    String what = member.name().quoted();
    if (member.method() != 0 || (member.flags() & 1) != 0) {
      throw new Unsupported(
          file.description(),
          what
              + " is "
              + (member.method() == 0 ? "encrypted" : "compressed")
              + " in the archive; unpack it first: unzip FILE");
    }
    if (member.stored() != member.size()) {
      throw Corrupt.at(
          file.description(),
          "%s is stored in %d bytes, its size is %d",
          what,
          member.stored(),
          member.size());
    }
    ByteCursor header = at(member.header(), HEADER_SIZE);
    if (header.fixed32("signature") != HEADER) {
      throw new Corrupt(file.description(), what + " does not begin where the directory says");
    }
    header.skip(22, "header");
    int name = header.fixed16("name");
    return member.header() + HEADER_SIZE + name + header.fixed16("extra field");
  }

  private ByteCursor at(long offset, int size) throws IOException {
    ByteSource run = file.slice(offset, size);
    return ByteCursor.over(run, run.readAll(), size);
  }

  private void read() throws IOException {
    long end = end();
    ByteCursor in = at(end, END_SIZE);
    in.skip(10, "disks");
    long count = in.fixed16("members");
    long size = in.fixed32("size of the directory") & ELSEWHERE;
    long offset = in.fixed32("directory") & ELSEWHERE;
    if (end >= LOCATOR_SIZE) {
      ByteCursor locator = at(end - LOCATOR_SIZE, LOCATOR_SIZE);
      if (locator.fixed32("signature") == LOCATOR64) {
        locator.skip(4, "disk");
        ByteCursor wide = at(locator.fixed64("end of the directory"), END64_SIZE);
        if (wide.fixed32("signature") != END64) {
          throw new Corrupt(file.description(), "the zip64 directory has no end record");
        }
        wide.skip(28, "versions");
        count = wide.fixed64("members");
        size = wide.fixed64("size of the directory");
        offset = wide.fixed64("directory");
      }
    }
    if (size < 0 || size > LONGEST) {
      throw Unsupported.at(
          file.description(),
          "a zip directory of %s bytes, at most %d fit",
          Long.toUnsignedString(size),
          LONGEST);
    }
    if (count < 0 || count > MOST_MEMBERS) {
      throw Unsupported.at(
          file.description(), "a zip archive of more than %d members", MOST_MEMBERS);
    }
    ByteCursor all = at(offset, (int) size);
    for (long i = 0; i < count; i++) {
      members.add(member(all));
    }
  }

  /** Where the end record lies: the last that its comment fits behind. */
  private long end() throws IOException {
    int size = (int) Math.min(file.size(), END_SIZE + LONGEST_COMMENT);
    byte[] tail = file.slice(file.size() - size, size).readAll();
    for (int at = size - END_SIZE; at >= 0; at--) {
      ByteCursor in = ByteCursor.over(file, tail, at, size - at);
      if (in.fixed32("signature") == END) {
        in.skip(16, "directory");
        if (in.fixed16("comment") == in.remaining()) {
          return file.size() - size + at;
        }
      }
    }
    throw new Corrupt(file.description(), "a zip archive without a directory (truncated?)");
  }

  private static Member member(ByteCursor in) throws Corrupt {
    if (in.fixed32("signature") != MEMBER) {
      throw in.corrupt("not a member of a zip directory");
    }
    in.skip(4, "versions");
    int flags = in.fixed16("flags");
    int method = in.fixed16("method");
    in.skip(4, "time");
    int crc = in.fixed32("CRC-32");
    long stored = in.fixed32("stored size") & ELSEWHERE;
    long size = in.fixed32("size") & ELSEWHERE;
    int nameSize = in.fixed16("name");
    int extraSize = in.fixed16("extra field");
    int commentSize = in.fixed16("comment");
    in.skip(8, "attributes");
    long header = in.fixed32("header") & ELSEWHERE;
    Bytes name = in.bytes(nameSize, "name");
    int extra = in.position();
    in.skip(extraSize, "extra field");
    ByteCursor wide = wide(in.slice(extra, extra + extraSize));
    size = size == ELSEWHERE ? wide.fixed64("size") : size;
    stored = stored == ELSEWHERE ? wide.fixed64("stored size") : stored;
    header = header == ELSEWHERE ? wide.fixed64("header") : header;
    in.skip(commentSize, "comment");
    return new Member(name, flags, method, crc, stored, size, header);
  }

  /** The extra field of zip64: sizes and places that 32 bits do not hold; may have nothing. */
  private static ByteCursor wide(ByteCursor extra) throws Corrupt {
    while (extra.remaining() >= 4) {
      int id = extra.fixed16("id");
      int size = Math.min(extra.fixed16("size"), extra.remaining());
      if (id == 1) {
        return extra.slice(extra.position(), extra.position() + size);
      }
      extra.skip(size, "extra field");
    }
    return extra;
  }
}
