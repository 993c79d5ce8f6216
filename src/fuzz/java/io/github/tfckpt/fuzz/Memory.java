package io.github.tfckpt.fuzz;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.tfckpt.testing.ObjectGraphs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file system in memory that inputs become files of: two folders, emptied for each. */
public final class Memory {

  /** What a command line calls the checkpoint. */
  public static final String TYPED = "jimfs://fuzz/f/x";

  /** What it calls another. */
  public static final String OTHER = "jimfs://fuzz/g/y";

  /** What it calls a graph. */
  public static final String GRAPH = "jimfs://fuzz/f/x.pb";

  /** What it calls files of other programs, each with the end of its name. */
  public static final String SAFETENSORS = "jimfs://fuzz/f/x.safetensors";

  public static final String NPZ = "jimfs://fuzz/f/x.npz";

  public static final String NPY = "jimfs://fuzz/f/x.npy";

  public static final String ARCHIVE = "jimfs://fuzz/f/x.tgz";

  private static final FileSystem FILES = Jimfs.newFileSystem("fuzz", Configuration.unix());

  private Memory() {}

  /** The path that a command line means. */
  static Path prefix(String typed) {
    return FILES.getPath(typed.substring("jimfs://fuzz".length()));
  }

  /** Leaves both folders without files. */
  static void empty() throws IOException {
    for (String folder : new String[] {"/f", "/g"}) {
      Path path = Files.createDirectories(FILES.getPath(folder));
      try (var old = Files.newDirectoryStream(path)) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
    }
  }

  /** Writes any bytes as a graph. */
  public static void writeGraph(byte[] bytes) {
    write(GRAPH, bytes);
  }

  /** Writes any bytes as the only file. */
  public static void write(String typed, byte[] bytes) {
    try {
      empty();
      Files.write(prefix(typed), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes any bytes as an HDF5 file, or as a Keras archive if they begin like a zip. */
  static Path writeHdf5(byte[] bytes) {
    try {
      empty();
      boolean isZip = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
      return Files.write(FILES.getPath(isZip ? "/f/x.keras" : "/f/x.weights.h5"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a bundle of a few scalars, whose object graph is any bytes. */
  public static void writeObjects(byte[] graph) {
    try {
      empty();
      ObjectGraphs.write(
          prefix(TYPED),
          graph,
          "v/.ATTRIBUTES/VARIABLE_VALUE",
          "v/k/.ATTRIBUTES/VARIABLE_VALUE",
          "save_counter/.ATTRIBUTES/VARIABLE_VALUE");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
