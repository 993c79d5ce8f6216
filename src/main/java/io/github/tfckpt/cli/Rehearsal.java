package io.github.tfckpt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plays the commands once on a small checkpoint, to nobody: the launcher runs it in the background
 * so that the JVM archives the classes that they load, and later starts are sooner.
 */
final class Rehearsal {

  private static final String[] SAMPLE = {
    "objects/ckpt-1.index", "objects/ckpt-1.data-00000-of-00001", "tf1-v1/model.ckpt-3"
  };

  private Rehearsal() {}

  /**
   * Plays them.
   *
   * @param args a folder to work in, which the caller removes
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String name : SAMPLE) {
      try (InputStream sample = Rehearsal.class.getResourceAsStream("sample/" + name)) {
        Files.copy(sample, folder.resolve(name.substring(name.indexOf('/') + 1)));
      }
    }
    Streams.system();
    String newer = folder.resolve("ckpt-1").toString();
    String older = folder.resolve("model.ckpt-3").toString();
    play("list", newer);
    play("list", "-l", newer);
    play("list", "-f", "jsonl", newer);
    play("list", older, "*");
    play("digest", older);
    play("verify", newer);
    play("verify", older);
    play("stats", newer);
    play("stats", "-f", "jsonl", "--find", "nan", older);
    play("diff", newer, newer);
    play("diff", older, newer);
    String there = "layer/*/Adam=layer/*/Adam_1";
    String back = "layer/*/Adam_1=layer/*/Adam";
    play("diff", "--map", there, "--map", back, older, older);
    play("dump", older, "global_step");
    play("info", newer);
    play("objects", newer);
    play("find", older, "kernel");
    play("help", "list");
  }

  private static void play(String... line) {
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
