package io.github.tfckpt.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Folders of several steps, with and without a state file. */
final class StateCases {

  private StateCases() {}

  static void relative(Folder folder) throws IOException {
    steps(folder, 100, 200, 1000);
    folder.text(
        "checkpoint",
        "model_checkpoint_path: \"model.ckpt-200\"",
        "all_model_checkpoint_paths: \"model.ckpt-100\"",
        "all_model_checkpoint_paths: \"model.ckpt-200\"",
        "all_model_checkpoint_paths: \"model.ckpt-1000\"",
        "all_model_checkpoint_timestamps: 1595000000.25",
        "all_model_checkpoint_timestamps: 1595000001.5",
        "all_model_checkpoint_timestamps: 1595000002",
        "last_preserved_timestamp: 1594999999.0");
    folder.expected().checkpoint("V2", model(200), ".", "checkpoint");
    for (int step : new int[] {100, 200, 1000}) {
      folder.expected().checkpoint("V2", OptionalLong.of(step), model(step), ".");
    }
  }

  /** As TF1 writes it, moved since. */
  static void absolute(Folder folder) throws IOException {
    steps(folder, 7, 8);
    folder.text(
        "checkpoint",
        "model_checkpoint_path: \"/home/somebody/train/model.ckpt-8\"",
        "all_model_checkpoint_paths: \"/home/somebody/train/model.ckpt-7\"",
        "all_model_checkpoint_paths: \"/home/somebody/train/model.ckpt-8\"");
    folder.expected().checkpoint("V2", model(8), ".");
    folder.expected().checkpoint("V2", OptionalLong.of(7), model(7), ".");
  }

  static void v1Shards(Folder folder) throws IOException {
    List<Variable> all = model(5);
    for (int i = 0; i < 2; i++) {
      Path file = folder.saver().shard(folder.file("model.ckpt-5"), i, 2);
      folder.saver().v1(file, all.get(i).items());
    }
    folder.text(
        "checkpoint",
        "model_checkpoint_path: \"model.ckpt-5-?????-of-00002\"",
        "all_model_checkpoint_paths: \"model.ckpt-5-?????-of-00002\"");
    folder.expected().checkpoint("V1", all, ".", "model.ckpt-5");
    folder.expected().checkpoint("V1", OptionalLong.of(5), all, ".");
  }

  /** One checkpoint and no state file: the folder means it. */
  static void none(Folder folder) {
    steps(folder, 3);
    folder.expected().checkpoint("V2", model(3), ".");
  }

  private static void steps(Folder folder, int... steps) {
    for (int step : steps) {
      folder.v2("model.ckpt-" + step, model(step));
    }
  }

  private static List<Variable> model(int step) {
    return List.of(
        Variable.whole("global_step", Value.int64(step)),
        Variable.whole("w", Value.floats(new long[] {2}, step, step / 2f)));
  }
}
