package io.github.tfckpt.cli.export;

import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.cli.part.PartFile;
import io.github.tfckpt.cli.part.TemporaryFiles;
import io.github.tfckpt.tf.bundle.BundleArchive;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bundle on its way: its shard and its index, each under another name until both are whole. */
final class PartBundle implements Closeable {

  private final ExportPlace place;
  private final PartFile data;
  private final PartFile index;

  /** True while the index in place names the second name of the shard. */
  private boolean isSecondNamed;

  private PartBundle(ExportPlace place, PartFile data, PartFile index) {
    this.place = place;
    this.data = data;
    this.index = index;
  }

  /** Two empty files beside a place. */
  static PartBundle of(ExportPlace place) throws IOException {
    for (Path file : place.files()) {
      requireFile(file);
    }
    PartFile data = PartFile.beside(place.data(1));
    try {
      return new PartBundle(place, data, PartFile.beside(place.path()));
    } catch (OutputFailure e) {
      data.close();
      throw e;
    }
  }

  /** Refuses to write over anything but a file. */
  static void requireFile(Path file) throws OutputFailure {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      String what = Files.isDirectory(file) ? "is a directory" : "is not a regular file";
      throw new OutputFailure(file.toString(), new IOException(what));
    }
  }

  ChannelOutput openData() throws OutputFailure {
    return ChannelOutput.open(data.path(), place.data(1).toString());
  }

  ChannelOutput openIndex() throws OutputFailure {
    return ChannelOutput.open(index.path(), place.path().toString());
  }

  /**
   * Gives both files their names, the index last: without it nothing is read. A second name that a
   * killed writer gave its shard goes after that.
   */
  void commit(BundleArchive archive) throws IOException {
    List<Path> stale = otherShards().stream().filter(data.otherNames()).toList();
    int shards = 2;
    while (Files.exists(place.data(shards), LinkOption.NOFOLLOW_LINKS)) {
      shards++;
    }
    Path second = place.data(shards);
    if (isFile(place.path()) && isFile(place.data(1)) && isLinked(second)) {
      replace(archive, shards, second);
    } else {
      data.commit();
      index.commit();
    }
    for (Path name : stale) {
      Files.deleteIfExists(name);
    }
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Gives the new shard a second name; false where files have one name only. */
  private boolean isLinked(Path second) {
    try {
      TemporaryFiles.make(second, path -> Files.createLink(path, data.path()));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Takes the place of a checkpoint whose index may name the very shard that has to be replaced. On
   * the way there is an index that names the new shard by its second name: whenever the process is
   * killed, what is there is the old checkpoint or the new one.
   */
  private void replace(BundleArchive archive, int shards, Path second) throws IOException {
    try (PartFile between = PartFile.beside(place.path())) {
      try (ChannelOutput file = ChannelOutput.open(between.path(), place.path().toString())) {
        archive.writeIndex(shards, file);
      }
      // In one go: an interrupt must not delete the second name while it is needed.
      TemporaryFiles.make(second, path -> replaced(between, path));
    } catch (IOException e) {
      throw e instanceof OutputFailure ? e : new OutputFailure(place.path().toString(), e);
    } finally {
      if (isSecondNamed) {
        TemporaryFiles.keep(second);
      } else {
        TemporaryFiles.remove(second);
      }
    }
  }

  private Path replaced(PartFile between, Path second) throws OutputFailure {
    between.commit();
    isSecondNamed = true;
    data.commit();
    index.commit();
    isSecondNamed = false;
    return second;
  }

  /**
   * What of an older checkpoint is still there, a line; shards that the new index does not name.
   */
  List<String> leftovers() throws IOException {
    List<String> names =
        otherShards().stream().map(file -> file.getFileName().toString()).sorted().toList();
    String more = names.size() > 1 ? " and " + (names.size() - 1) + " more" : "";
    return names.isEmpty()
        ? List.of()
        : List.of(
            names.get(0)
                + more
                + ": of another checkpoint; kept, but the new one does not use them");
  }

  /** The files in place that have the names of shards, but for the one that is written. */
  private List<Path> otherShards() throws IOException {
    String data = place.data(1).getFileName().toString();
    String shards = data.substring(0, data.lastIndexOf("00000-of-"));
    List<Path> others = new ArrayList<>();
    Path folder = place.path().toAbsolutePath().getParent();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder,
            file -> {
              String name = file.getFileName().toString();
              return name.startsWith(shards) && !name.equals(data);
            })) {
      files.forEach(others::add);
    }
    return others;
  }

  /** Deletes what is not committed. */
  @Override
  public void close() throws IOException {
    try {
      data.close();
    } finally {
      index.close();
    }
  }
}
