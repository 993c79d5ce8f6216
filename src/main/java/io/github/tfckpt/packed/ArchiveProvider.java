package io.github.tfckpt.packed;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** What can be done with a path in an archive: to look at it, and to read it. */
final class ArchiveProvider extends FileSystemProvider {

  static final ArchiveProvider INSTANCE = new ArchiveProvider();

  private ArchiveProvider() {}

  private static ArchiveFileSystem system(Path path) {
    return (ArchiveFileSystem) path.getFileSystem();
  }

  private static Member member(Path path) throws IOException {
    return system(path).member((ArchivePath) path);
  }

  @Override
  public String getScheme() {
    return "archive";
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (!Set.of(StandardOpenOption.READ).containsAll(options)) {
      throw new ReadOnlyFileSystemException();
    }
    Member member = member(path);
    if (member.type() == Member.MemberType.UNREAD) {
      throw new Unsupported(path.toString(), member.target() + ", which is not read; unpack it");
    }
    ByteSource bytes = system(path).archive().open(((ArchivePath) path).inside(), member);
    return new MemberChannel(bytes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    if (member(folder).type() != Member.MemberType.FOLDER) {
      throw new NotDirectoryException(folder.toString());
    }
    List<Path> found = new ArrayList<>();
    String inside = ((ArchivePath) folder).inside();
    String start = inside.isEmpty() ? "" : inside + "/";
    NavigableMap<String, Member> members = system(folder).archive().members();
    String key = members.higherKey(start);
    while (key != null && key.startsWith(start)) {
      int slash = key.indexOf('/', start.length());
      String name = key.substring(start.length(), slash < 0 ? key.length() : slash);
      Path path = folder.resolve(name);
      boolean leads = slash >= 0 || MemberMap.resolve(members, key) != null;
      if (leads && filter.accept(path)) {
        found.add(path);
      }
      // What follows the slash in the order of characters is after all that is below.
      key = slash < 0 ? members.higherKey(key) : members.ceilingKey(start + name + "0");
    }
    return new Listing(found.stream().distinct().toList());
  }

  private record Listing(List<Path> paths) implements DirectoryStream<Path> {
    @Override
    public Iterator<Path> iterator() {
      return paths.iterator();
    }

    @Override
    public void close() {
      // All are there.
    }
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    member(path);
    for (AccessMode mode : modes) {
      if (mode != AccessMode.READ) {
        throw new ReadOnlyFileSystemException();
      }
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException();
    }
    return type.cast(new MemberAttributes(member(path)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return one.normalize().equals(other.normalize());
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
