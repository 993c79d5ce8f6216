package io.github.tfckpt.cli;

import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the commands once on a small checkpoint and discards their output. The launcher runs this in
 * the background, so that the JVM archives the classes they load and later runs start faster.
 */
final class ArchiveTraining {

  private static final String[] SAMPLE = {
    "objects/ckpt-1.index",
    "objects/ckpt-1.data-00000-of-00001",
    "tf1-v1/model.ckpt-3",
    "sharded/model_00002.weights.h5"
  };

  private ArchiveTraining() {}

  /**
   * Runs them.
   *
   * @param args a folder to work in, which the caller removes
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String name : SAMPLE) {
      try (InputStream sample = ArchiveTraining.class.getResourceAsStream("sample/" + name)) {
        Files.copy(sample, folder.resolve(name.substring(name.indexOf('/') + 1)));
      }
    }
    Streams.system();
    String newer = folder.resolve("ckpt-1").toString();
    String older = folder.resolve("model.ckpt-3").toString();
    run("list", newer);
    run("list", "-l", newer);
    run("list", "-f", "jsonl", newer);
    run("list", older, "*");
    run("digest", older);
    run("verify", newer);
    run("verify", older);
    run("stats", newer);
    run("stats", "-f", "jsonl", "--find", "nan", older);
    run("diff", newer, newer);
    run("diff", older, newer);
    String there = "layer/*/Adam=layer/*/Adam_1";
    String back = "layer/*/Adam_1=layer/*/Adam";
    run("diff", "--map", there, "--map", back, older, older);
    run("dump", older, "global_step");
    run("info", newer);
    run("objects", newer);
    run("find", older, "kernel");
    run("history", folder.resolve("ckpt-*").toString());
    run("history", "--values", "-f", "csv", folder.resolve("model.ckpt-*").toString());
    run("--help");
    run("help", "list");
    others(folder, older);
  }

  /** The formats of others: of two of them a checkpoint is made first. */
  private static void others(Path folder, String checkpoint) {
    String arrays = folder.resolve("model.npz").toString();
    String tensors = folder.resolve("model.safetensors").toString();
    String floats = "layer/*";
    run("export", "-q", checkpoint, floats, "-o", arrays);
    run("export", "-q", checkpoint, floats, "-o", tensors);
    run("diff", arrays, tensors);
    String weights = folder.resolve("model_00002.weights.h5").toString();
    for (String file : new String[] {arrays, tensors, weights}) {
      run("list", file);
      run("digest", file);
      run("stats", file);
      run("verify", file);
    }
  }

  private static void run(String... line) {
    int code =
        Main.run(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            line);
    if (code > ExitCode.NO) {
      throw new IllegalStateException("exit " + code + ": " + String.join(" ", line));
    }
  }
}
