package io.github.tfckpt.packed;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.FileType;
import io.github.tfckpt.source.LastingFile;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Archives by their paths. A member is named as in {@code runs.tar!/a/model.ckpt-7}. */
public final class Archives {

  private static final char MARK = '!';

  /** Those in use: an archive is looked through once, however often its path is opened. */
  private static final Map<Opened, WeakReference<ArchiveFileSystem>> OPEN =
      new ConcurrentHashMap<>();

  /** What an archive is known by: one that was changed since is another. */
  private record Opened(Path file, String title, long size, FileTime changed) {}

  private Archives() {}

  /** True if a file is an archive, by its content, that may hold checkpoints. */
  public static boolean isOne(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileSource source = FileSource.open(file)) {
      Optional<FileType> type = FileType.of(source);
      return type.equals(Optional.of(FileType.TAR))
          || type.equals(Optional.of(FileType.ZIP))
          || (type.equals(Optional.of(FileType.GZIP)) && GzippedTar.isOne(file));
    } catch (Missing e) {
      return false;
    }
  }

  /**
   * The root folder of an archive.
   *
   * @throws CheckpointException if it is none, or damaged
   */
  public static Path root(Path file) throws IOException {
    return open(file, PathText.of(file), false).root();
  }

  /**
   * The same, for what was typed as the URI of a zip archive, which messages repeat.
   *
   * @param title {@code jar:file:/x.zip}
   */
  public static Path zipRoot(Path file, String title) throws IOException {
    return open(file, title, true).root();
  }

  private static ArchiveFileSystem open(Path file, String title, boolean isUri) throws IOException {
    Opened key =
        new Opened(file.toAbsolutePath(), title, Files.size(file), Files.getLastModifiedTime(file));
    WeakReference<ArchiveFileSystem> known = OPEN.get(key);
    ArchiveFileSystem there = known == null ? null : known.get();
    if (there == null) {
      there = read(file, title, isUri);
      OPEN.values().removeIf(each -> each.get() == null);
      OPEN.put(key, new WeakReference<>(there));
    }
    return there;
  }

  private static ArchiveFileSystem read(Path file, String title, boolean isUri) throws IOException {
    LastingFile source = new LastingFile(file);
    try {
      Optional<FileType> type = FileType.of(source);
      Archive archive =
          type.equals(Optional.of(FileType.TAR)) && !isUri
              ? TarArchive.read(source)
              : type.equals(Optional.of(FileType.GZIP)) && !isUri
                  ? GzippedTar.read(file)
                  : ZipArchive.read(source);
      return new ArchiveFileSystem(file, title, isUri, archive);
    } catch (Corrupt e) {
      throw new Unsupported(e.where(), "a damaged archive: " + e.what());
    }
  }

  /** What a person should know of the archive that a path lies in, a line each. */
  public static List<String> remarks(Path path) {
    return path.getFileSystem() instanceof ArchiveFileSystem archive
        ? archive.archive().remarks()
        : List.of();
  }

  /** The archive that a path lies in; empty if it lies in none. */
  public static Optional<Path> of(Path path) {
    return path.getFileSystem() instanceof ArchiveFileSystem archive
        ? Optional.of(archive.file())
        : Optional.empty();
  }

  /** True for the root folder of an archive. */
  public static boolean isRoot(Path path) {
    return path.getFileSystem() instanceof ArchiveFileSystem
        && path.toAbsolutePath().normalize().getNameCount() == 0;
  }

  /**
   * The path that {@code ARCHIVE!/PATH} means; any other, and one that is there as it stands, as it
   * is.
   */
  public static Path inside(Path path) throws IOException {
    int marked = marked(path);
    if (marked < 0 || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return path;
    }
    String name = path.getName(marked).toString();
    Path folder = path.getParent();
    for (int up = path.getNameCount() - 1; up > marked; up--) {
      folder = folder.getParent();
    }
    String archive = name.substring(0, name.length() - 1);
    Path file = folder == null ? path.getFileSystem().getPath(archive) : folder.resolve(archive);
    if (!isOne(file)) {
      return path;
    }
    Path inside = root(file);
    for (int i = marked + 1; i < path.getNameCount(); i++) {
      inside = inside.resolve(path.getName(i).toString());
    }
    return inside;
  }

  private static int marked(Path path) {
    for (int i = 0; i < path.getNameCount(); i++) {
      String name = path.getName(i).toString();
      if (name.length() > 1 && name.charAt(name.length() - 1) == MARK) {
        return i;
      }
    }
    return -1;
  }
}
