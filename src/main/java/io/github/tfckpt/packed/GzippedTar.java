package io.github.tfckpt.packed;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.PathText;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A tar archive in gzip, which can be read forward only. What is small is kept in a temporary file
 * while its members are looked through, of the rest the beginnings and ends, by which a format is
 * known. A great member is put there when it is needed, and with it the other shards of its
 * checkpoint.
 */
final class GzippedTar implements Archive {

  private static final int BLOCK = 512;
  private static final int PIECE = 1 << 16;
  private static final int SMALL = 4 << 20;
  private static final long MOST_KEPT = 256 << 20;

  /** How much of a great member is kept at its beginning and its end: what tells a format. */
  private static final int EDGE = 1024;

  /** Data that shrinks more is made to fill memory, a disk or time. */
  private static final long MOST_TIMES = 100;

  private static final long ALWAYS_FINE = 1 << 30;

  private final Path path;
  private final String description;
  private final TarReader reader;
  private final Map<Long, SpilledBytes> kept = new HashMap<>();
  private final Map<Long, SpilledBytes> ends = new HashMap<>();
  private final SpillFile spill = new SpillFile();
  private long total;

  private GzippedTar(Path path) {
    this.path = path;
    this.description = PathText.of(path);
    this.reader = new TarReader(description);
  }

  /** True if what is compressed begins as a tar archive does. */
  static boolean isOne(Path path) throws IOException {
    try (Forward in = new Forward(path)) {
      byte[] header = new byte[BLOCK];
      return in.read(header) == BLOCK
          && new String(header, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
    } catch (Corrupt | Unsupported e) {
      return false;
    }
  }

  static GzippedTar read(Path path) throws IOException {
    GzippedTar archive = new GzippedTar(path);
    try (Forward in = new Forward(path)) {
      archive.reader.readAll(in, (name, member) -> archive.keep(in, member));
    }
    return archive;
  }

  private void keep(Forward in, Member member) throws IOException {
    if (member.size() <= SMALL && total + member.size() <= MOST_KEPT) {
      total += member.size();
      kept.put(member.offset(), spill.take(in, member.size(), description));
      return;
    }
    long edge = Math.min(EDGE, member.size());
    kept.put(member.offset(), spill.take(in, edge, description));
    long last = Math.min(EDGE, member.size() - edge);
    if (in.skip(member.size() - edge - last)) {
      SpilledBytes end = spill.take(in, last, description);
      if (end.size() == last) {
        ends.put(member.offset(), end);
      }
    }
  }

  @Override
  public NavigableMap<String, Member> members() {
    return reader.members();
  }

  @Override
  public List<String> remarks() {
    return reader.remarks();
  }

  @Override
  public ByteSource open(String name, Member member) {
    return new ByteSource() {
      @Override
      public String description() {
        return GzippedTar.this.description + ": " + name;
      }

      @Override
      public long size() {
        return member.size();
      }

      @Override
      public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset > member.size() - target.remaining()) {
          throw Corrupt.at(
              description(),
              "bytes %d+%d run past the end at %d",
              offset,
              target.remaining(),
              member.size());
        }
        SpilledBytes end = ends.get(member.offset());
        long endsAt = end == null ? Long.MAX_VALUE : member.size() - end.size();
        if (offset >= endsAt) {
          end.read(offset - endsAt, target);
        } else {
          bytes(name, member, offset + target.remaining()).read(offset, target);
        }
      }
    };
  }

  /** What is kept of a member, up to {@code end} at least. */
  private synchronized SpilledBytes bytes(String name, Member member, long end) throws IOException {
    SpilledBytes there = kept.get(member.offset());
    if (there == null || there.size() < end) {
      unpack(stem(name));
      there = kept.get(member.offset());
    }
    if (there == null || there.size() < end) {
      throw Corrupt.at(description, "%s: ends early (truncated?)", name);
    }
    return there;
  }

  /** Puts all members into the temporary file that may be of one checkpoint. */
  private void unpack(String stem) throws IOException {
    Map<Long, Member> wanted = new HashMap<>();
    long size = 0;
    for (Map.Entry<String, Member> each : members().entrySet()) {
      Member member = each.getValue();
      SpilledBytes there = kept.get(member.offset());
      if (member.type() == Member.MemberType.FILE
          && stem(each.getKey()).equals(stem)
          && (there == null || there.size() < member.size())) {
        wanted.put(member.offset(), member);
        size += member.size();
      }
    }
    SpillFile.requireRoom(size, description);
    try (Forward in = new Forward(path)) {
      new TarReader(description)
          .readAll(
              in,
              (name, member) -> {
                if (wanted.remove(member.offset()) != null) {
                  kept.put(member.offset(), spill.take(in, member.size(), description));
                }
              });
    }
  }

  private static String stem(String name) {
    int data = name.lastIndexOf(".data-");
    return data < 0 ? name : name.substring(0, data);
  }

  /** The bytes in the gzip file, from the first on. */
  static final class Forward implements TarReader.Input, AutoCloseable {
    private final String where;
    private final long packed;
    private final InputStream in;
    private final byte[] waste = new byte[PIECE];
    private long position;

    Forward(Path path) throws IOException {
      where = PathText.of(path);
      packed = Files.size(path);
      InputStream file = Files.newInputStream(path);
      try {
        in = new GZIPInputStream(new BufferedInputStream(file, PIECE), PIECE);
      } catch (ZipException | EOFException e) {
        file.close();
        throw new Corrupt(where, "damaged gzip: " + e.getMessage());
      }
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public int read(byte[] target) throws IOException {
      int got = 0;
      while (got < target.length) {
        int more = some(target, got, target.length - got);
        if (more < 0) {
          break;
        }
        got += more;
      }
      return got;
    }

    /** Some bytes; -1 at the end, also where the file is cut off. */
    int some(byte[] target, int from, int most) throws IOException {
      try {
        int got = in.read(target, from, most);
        position += Math.max(0, got);
        if (position > ALWAYS_FINE && position / MOST_TIMES > packed) {
          throw Unsupported.at(
              where,
              "%d bytes of gzip would unpack to %d or more, over %d times as many; "
                  + FileSource.UNPACK,
              packed,
              position,
              MOST_TIMES);
        }
        return got;
      } catch (EOFException e) {
        return -1;
      } catch (ZipException e) {
        throw Corrupt.at(where, "damaged gzip after %d bytes: %s", position, e.getMessage());
      }
    }

    @Override
    public boolean skip(long bytes) throws IOException {
      long left = bytes;
      while (left > 0) {
        int got = some(waste, 0, (int) Math.min(PIECE, left));
        if (got < 0) {
          return false;
        }
        left -= got;
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
