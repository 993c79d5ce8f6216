package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TargetTypes;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.numpy.NumpyTypes;
import io.github.tfckpt.safetensors.SafetensorsTypes;
import io.github.tfckpt.tf.bundle.BundleTypes;
import io.github.tfckpt.verify.Part;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where an export goes, which decides its format.
 *
 * @param path without a slash at its end
 */
record ExportPlace(Container container, Path path) {

  /** What is made there. */
  enum Container {
    NPZ,
    SAFETENSORS,
    FOLDER,
    BUNDLE;

    TargetTypes target() {
      return switch (this) {
        case NPZ, FOLDER -> NumpyTypes.INSTANCE;
        case SAFETENSORS -> SafetensorsTypes.INSTANCE;
        case BUNDLE -> BundleTypes.INSTANCE;
      };
    }
  }

  private static final String INDEX = ".index";

  /**
   * What was typed.
   *
   * @param part which part of the work is to be done
   * @throws UsageException if only the whole can be written there
   */
  static ExportPlace of(String typed, Part part) {
    ExportPlace place = of(typed);
    if (place.container == Container.BUNDLE && !part.isWhole()) {
      throw new UsageException("--part: a checkpoint is written as a whole, not in parts");
    }
    return place;
  }

  /** What was typed: OUT.npz, OUT.safetensors, PREFIX.index, DIR/, or a folder that is there. */
  static ExportPlace of(String typed) {
    try {
      Path path = Path.of(typed);
      String lower = typed.toLowerCase(Locale.ROOT);
      if (typed.endsWith("/") || typed.endsWith(path.getFileSystem().getSeparator())) {
        return new ExportPlace(Container.FOLDER, path);
      } else if (lower.endsWith(".npz")) {
        return new ExportPlace(Container.NPZ, path);
      } else if (lower.endsWith(".safetensors")) {
        return new ExportPlace(Container.SAFETENSORS, path);
      } else if (typed.endsWith(INDEX) && path.getFileName().toString().length() > INDEX.length()) {
        return new ExportPlace(Container.BUNDLE, path);
      } else if (!typed.isEmpty() && Files.isDirectory(path)) {
        return new ExportPlace(Container.FOLDER, path);
      }
    } catch (InvalidPathException e) {
      throw new UsageException("'" + typed + "' is not a file name", e);
    }
    String one =
        typed.endsWith(".npy")
            ? "; 'tfckpt dump -f npy' writes one tensor"
            : typed.isEmpty() ? "" : "; for a folder of .npy files write '" + typed + "/'";
    throw new UsageException(
        "--output is '" + typed + "', not OUT.npz, OUT.safetensors, PREFIX.index or DIR/" + one);
  }

  /**
   * The files that are written, as far as the place alone says which; the index of a bundle last.
   */
  List<Path> files() {
    return container == Container.BUNDLE ? List.of(data(1), path) : List.of(path);
  }

  /** The file of the first of so many shards of a bundle. */
  Path data(int shards) {
    String name = path.getFileName().toString();
    String prefix = name.substring(0, name.length() - INDEX.length());
    return path.resolveSibling(String.format(Locale.ROOT, "%s.data-00000-of-%05d", prefix, shards));
  }

  /** What messages call it. */
  String label() {
    return container == Container.NPZ ? "npz" : container.target().label();
  }
}
