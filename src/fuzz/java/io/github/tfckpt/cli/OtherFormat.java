package io.github.tfckpt.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.common.ExitCode;

/** What must hold of a file of any bytes that another program may have written. */
final class OtherFormat {

  /** More elements take their time, and strings take any number of bytes. */
  private static final double MOST_BYTES = 1 << 20;

  private OtherFormat() {}

  /** Runs the commands over a file, as {@link CommandRun} calls it. */
  static void ask(String word) {
    Run list = CommandRun.of("list -f json " + word, 0, 4, 5);
    if (list.out().isEmpty()) {
      return;
    }
    CommandRun.of("info " + word, 0, 4, 5);
    if (bytes(list) > MOST_BYTES) {
      return;
    }
    CommandRun.of("dump " + word + " *", 0, 3, 4, 5);
    Run verify = CommandRun.of("verify --threads 1 " + word, 0, 1, 4);
    Run digest = CommandRun.of("digest --threads 1 " + word, 0, 4, 5);
    if (verify.code() == ExitCode.OK && digest.code() == ExitCode.DAMAGED) {
      throw new AssertionError("sound, but: " + digest.err());
    }
  }

  private static double bytes(Run list) {
    JsonObject json = JsonParser.parseString(list.out()).getAsJsonObject();
    double bytes = 0;
    for (var tensor : json.getAsJsonArray("tensors")) {
      JsonObject object = tensor.getAsJsonObject();
      bytes += object.get("params").getAsDouble();
      bytes += object.has("bytes") ? object.get("bytes").getAsDouble() : 0;
    }
    return bytes;
  }
}
