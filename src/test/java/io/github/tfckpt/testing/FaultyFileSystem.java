package io.github.tfckpt.testing;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/**
 * Files in memory that can be read until something goes wrong. On a command line they are called
 * {@code faulty:/x}.
 */
public final class FaultyFileSystem extends FileSystem {

  private final FaultyProvider provider;
  private final FileSystem sound = Jimfs.newFileSystem(Configuration.unix());
  private final Faults faults = new Faults();

  FaultyFileSystem(FaultyProvider provider) {
    this.provider = provider;
  }

  /** The one that is installed, with all that tests put into it. */
  public static FaultyFileSystem installed() {
    for (FileSystemProvider provider : FileSystemProvider.installedProviders()) {
      if (provider instanceof FaultyProvider faulty) {
        return faulty.fileSystem();
      }
    }
    throw new AssertionError("META-INF/services does not name it");
  }

  public Faults faults() {
    return faults;
  }

  /** The same file where nothing goes wrong: to write it. */
  public Path sound(String path) {
    return sound.getPath(path);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public Path getPath(String first, String... more) {
    return FaultyPath.of(this, sound.getPath(first, more));
  }

  @Override
  public void close() throws IOException {
    sound.close();
  }

  @Override
  public boolean isOpen() {
    return sound.isOpen();
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return sound.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return sound.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return sound.supportedFileAttributeViews();
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
