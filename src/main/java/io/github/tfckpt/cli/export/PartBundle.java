package io.github.tfckpt.cli.export;

import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.cli.part.PartFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle on its way: its shard and its index, each under another name until both are whole. */
final class PartBundle implements Closeable {

  private final ExportPlace place;
  private final PartFile data;
  private final PartFile index;

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

  /** Gives both files their names, the index last: without it nothing is read. */
  void commit() throws OutputFailure {
    data.commit();
    index.commit();
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
