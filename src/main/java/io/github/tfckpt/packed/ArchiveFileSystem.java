package io.github.tfckpt.packed;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An archive as a file system that is read only. It holds nothing that would have to be closed. */
final class ArchiveFileSystem extends FileSystem {

  private final Path file;
  private final String title;
  private final boolean isUri;
  private final Archive archive;

  /**
   * An archive.
   *
   * @param file where it lies
   * @param title how its file is named in messages
   * @param isUri true if paths in it are shown as those of a URI
   */
  ArchiveFileSystem(Path file, String title, boolean isUri, Archive archive) {
    this.file = file;
    this.title = title;
    this.isUri = isUri;
    this.archive = archive;
  }

  Path file() {
    return file;
  }

  Archive archive() {
    return archive;
  }

  Path root() {
    return new ArchivePath(this, true, List.of());
  }

  /** How a path in it is named. */
  String shown(String path) {
    if (!isUri) {
      return title + "!/" + path;
    }
    try {
      return title + "!" + new URI(null, null, "/" + path, null).getRawPath();
    } catch (URISyntaxException e) {
      return title + "!/" + path;
    }
  }

  /** The member at a path, after links. */
  Member member(ArchivePath path) throws NoSuchFileException {
    String inside = path.inside();
    Map.Entry<String, Member> below = archive.members().ceilingEntry(inside + "/");
    boolean isFolder =
        inside.isEmpty() || (below != null && below.getKey().startsWith(inside + "/"));
    Member member = MemberMap.resolve(archive.members(), inside);
    if (isFolder && (member == null || member.type() != Member.MemberType.FOLDER)) {
      return Member.FOLDER;
    }
    if (member == null) {
      throw new NoSuchFileException(path.toString());
    }
    return member;
  }

  @Override
  public FileSystemProvider provider() {
    return ArchiveProvider.INSTANCE;
  }

  @Override
  public void close() {
    // What is open is let go with the last path.
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root());
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    StringBuilder whole = new StringBuilder(first);
    for (String part : more) {
      whole.append('/').append(part);
    }
    return ArchivePath.of(this, whole.toString());
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    throw new UnsupportedOperationException();
  }
}
