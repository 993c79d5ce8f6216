package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code checkpoint} in a directory: a CheckpointState message as text.
 *
 * <pre>
 *   model_checkpoint_path: "model.ckpt-200"
 *   all_model_checkpoint_paths: "model.ckpt-100"
 *   all_model_checkpoint_paths: "model.ckpt-200"
 * </pre>
 *
 * @param latest the checkpoint that was saved last; empty if the file does not say
 * @param all every checkpoint that is named, in the file's order
 * @see "tensorflow/python/training/checkpoint_state.proto"
 */
record StateFile(Optional<String> latest, List<String> all) {

  static final String NAME = "checkpoint";

  private static final String LATEST = "model_checkpoint_path";
  private static final String ALL = "all_model_checkpoint_paths";
  private static final long LONGEST_BEGIN = 256;

  /** Ten thousand long paths; each of them is held in memory. */
  private static final long MOST_BYTES = 1 << 22;

  StateFile {
    all = List.copyOf(all);
  }

  /**
   * Reads a state file.
   *
   * @throws Corrupt if it is not text of that form
   */
  static StateFile read(Path path) throws IOException {
    try (FileSource file = FileSource.open(path)) {
      if (file.size() > MOST_BYTES) {
        throw Corrupt.at(
            PathText.of(path), "not a state file: %d bytes, at most %d", file.size(), MOST_BYTES);
      }
      return parse(PathText.of(path), Bytes.copyOf(file.readAll()));
    }
  }

  /** True if a file begins as a state file does. A file that cannot be read is none. */
  static boolean isOne(Path path) {
    try (FileSource file = FileSource.open(path)) {
      byte[] begin = file.slice(0, Math.min(LONGEST_BEGIN, file.size())).readAll();
      String text = new String(begin, StandardCharsets.ISO_8859_1).stripLeading();
      return text.startsWith(LATEST + ":") || text.startsWith(ALL + ":");
    } catch (IOException e) {
      return false;
    }
  }

  static StateFile parse(String where, Bytes text) throws Corrupt {
    Optional<String> latest = Optional.empty();
    List<String> all = new ArrayList<>();
    TextFormat in = new TextFormat(where, text);
    while (in.nextField()) {
      switch (in.field()) {
        case LATEST -> latest = Optional.of(last(in.strings(), in));
        case ALL -> all.addAll(in.strings());
        case "all_model_checkpoint_timestamps", "last_preserved_timestamp" -> in.skipNumbers();
        default -> throw in.corrupt("unknown field " + in.field());
      }
    }
    return new StateFile(latest, all);
  }

  private static String last(List<String> values, TextFormat in) throws Corrupt {
    if (values.isEmpty()) {
      throw in.corrupt("expected a path");
    }
    return values.get(values.size() - 1);
  }
}
