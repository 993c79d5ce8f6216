package io.github.tfckpt.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Provider of the scheme {@code faulty}, with one {@link FaultyFileSystem}. */
public final class FaultyProvider extends FileSystemProvider {

  private final List<FaultyFileSystem> fileSystem = new ArrayList<>();

  /** Made when it is first asked for: no provider may look for another while all are loaded. */
  synchronized FaultyFileSystem fileSystem() {
    if (fileSystem.isEmpty()) {
      fileSystem.add(new FaultyFileSystem(this));
    }
    return fileSystem.get(0);
  }

  private static Path sound(Path path) {
    return (Path) FaultyPath.sound(path);
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem();
  }

  @Override
  public Path getPath(URI uri) {
    return fileSystem().getPath(uri.getPath());
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    fileSystem().faults().call();
    SeekableByteChannel sound = Files.newByteChannel(sound(path), options, attributes);
    return new FaultyChannel(sound, fileSystem().faults());
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    fileSystem().faults().call();
    List<Path> chosen = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(sound(folder))) {
      for (Path path : all) {
        Path ours = FaultyPath.of(fileSystem(), path);
        if (filter.accept(ours)) {
          chosen.add(ours);
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return new FaultyIterator(chosen.iterator(), fileSystem().faults());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    fileSystem().faults().call();
    return Files.readAttributes(sound(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    fileSystem().faults().call();
    return Files.readAttributes(sound(path), names, options);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(sound(path), type, options);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    fileSystem().faults().call();
    sound(path).getFileSystem().provider().checkAccess(sound(path), modes);
  }

  @Override
  public boolean isSameFile(Path a, Path b) throws IOException {
    return Files.isSameFile(sound(a), sound(b));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(sound(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(sound(path));
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("there is one");
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public void delete(Path path) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException("read only");
  }
}
