package io.github.tfckpt.packed;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NavigableMap;

/** A tar archive: its members lie in it as they are. */
final class TarArchive implements Archive {

  private final ByteSource file;
  private final TarReader reader;

  private TarArchive(ByteSource file, TarReader reader) {
    this.file = file;
    this.reader = reader;
  }

  static TarArchive read(ByteSource file) throws IOException {
    TarReader reader = new TarReader(file.description());
    reader.readAll(new Placed(file), (path, member) -> {});
    return new TarArchive(file, reader);
  }

  /** Passes over members without reading them. */
  private static final class Placed implements TarReader.Input {
    private final ByteSource file;
    private long position;

    Placed(ByteSource file) {
      this.file = file;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public int read(byte[] target) throws IOException {
      int size = (int) Math.max(0, Math.min(target.length, file.size() - position));
      file.read(Math.min(position, file.size()), ByteBuffer.wrap(target, 0, size));
      position += size;
      return size;
    }

    @Override
    public boolean skip(long bytes) {
      position += bytes;
      return position <= file.size();
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
  public ByteSource open(String path, Member member) throws IOException {
    if (member.offset() > file.size() - member.size()) {
      throw Unsupported.at(
          file.description(),
          "%s: bytes %d+%d run past the end at %d (truncated?)",
          path,
          member.offset(),
          member.size(),
          file.size());
    }
    return file.slice(member.offset(), member.size());
  }
}
