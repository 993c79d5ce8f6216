package io.github.tfckpt.packed;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.FileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;

/** A zip archive: members that are stored are read in place, those that are deflated forward. */
final class ZipArchive implements Archive {

  /** Data that shrinks more is made to fill memory, a disk or time. */
  private static final long MOST_TIMES = 100;

  private static final long ALWAYS_FINE = 64 << 20;

  /** The same of all members together, of which any may be looked at. */
  private static final long ALL_ALWAYS_FINE = 1 << 30;

  private static final long SMALL = 1 << 20;
  private static final long MOST = Long.MAX_VALUE / 4;

  private final ByteSource file;
  private final MemberMap members;
  private final Map<Member, ByteSource> inflated = new ConcurrentHashMap<>();
  private long claimed;

  private ZipArchive(ByteSource file) {
    this.file = file;
    this.members = new MemberMap(file.description());
  }

  static ZipArchive read(ByteSource file) throws IOException {
    ZipArchive archive = new ZipArchive(file);
    for (ZipMember each : ZipDirectory.members(file)) {
      String name = new String(each.name().toArray(), StandardCharsets.UTF_8);
      Member member = member(name, each);
      archive.members.add(name, member);
      if (member.type() == Member.MemberType.DEFLATED) {
        archive.claimed = Math.min(MOST, archive.claimed) + Math.min(MOST, member.size());
      }
    }
    return archive;
  }

  private static Member member(String name, ZipMember each) {
    if (name.endsWith("/")) {
      return Member.FOLDER;
    }
    boolean deflated = each.method() == ZipMember.DEFLATED;
    if (each.isEncrypted() || !(deflated || each.isStored())) {
      String why = each.isEncrypted() ? "encrypted" : "compressed by method " + each.method();
      return new Member(Member.MemberType.UNREAD, each.header(), each.size(), each.packed(), why);
    }
    Member.MemberType kind = deflated ? Member.MemberType.DEFLATED : Member.MemberType.FILE;
    return new Member(kind, each.header(), each.size(), each.packed(), "");
  }

  @Override
  public NavigableMap<String, Member> members() {
    return members.members();
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }

  @Override
  public ByteSource open(String path, Member member) throws IOException {
    long start = ZipDirectory.contentStart(file, member.offset(), path);
    ByteSource packed = file.slice(start, member.stored());
    if (member.type() == Member.MemberType.FILE) {
      return packed;
    }
    if (member.size() > ALWAYS_FINE && member.size() / MOST_TIMES > member.stored()) {
      throw Unsupported.at(
          file.description(),
          "%s: %d bytes in the archive would unpack to %d, more than %d times as many; "
              + FileSource.UNPACK,
          path,
          member.stored(),
          member.size(),
          MOST_TIMES);
    }
    boolean isMuch = claimed > ALL_ALWAYS_FINE && claimed / MOST_TIMES > file.size();
    if (isMuch && member.size() > SMALL) {
      throw Unsupported.at(
          file.description(),
          "%d bytes of archive claim to be more than %d times as many; " + FileSource.UNPACK,
          file.size(),
          MOST_TIMES);
    }
    String where = file.description() + ": " + path;
    return inflated.computeIfAbsent(member, each -> new InflatedSource(packed, where, each.size()));
  }
}
