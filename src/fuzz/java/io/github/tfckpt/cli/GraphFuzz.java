package io.github.tfckpt.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.fuzz.Memory;

/**
 * Any bytes as a graph: its constants are listed, printed, verified and digested, or an error is
 * told. What is called sound is read without damage.
 */
public final class GraphFuzz {

  /** A few bytes may stand for 4 GiB of one value, which would take its time. */
  private static final long MOST_BYTES = 1 << 20;

  private GraphFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Memory.writeGraph(input);
    Run list = CommandRun.of("list -f json GRAPH", 0, 4, 5);
    if (list.out().isEmpty()) {
      return;
    }
    CommandRun.of("dump GRAPH *", 0, 3, 4, 5);
    CommandRun.of("info GRAPH", 0, 4, 5);
    if (bytes(list) > MOST_BYTES) {
      return;
    }
    Run verify = CommandRun.of("verify --threads 1 GRAPH", 0, 1, 4);
    Run digest = CommandRun.of("digest --threads 1 GRAPH", 0, 4, 5);
    if (verify.code() == ExitCode.OK && digest.code() == ExitCode.DAMAGED) {
      throw new AssertionError("sound, but: " + digest.err());
    }
  }

  private static long bytes(Run list) {
    JsonObject json = JsonParser.parseString(list.out()).getAsJsonObject();
    long bytes = 0;
    for (var tensor : json.getAsJsonArray("tensors")) {
      JsonObject object = tensor.getAsJsonObject();
      double more = object.has("bytes") ? object.get("bytes").getAsDouble() : 0;
      bytes = (long) Math.min(Long.MAX_VALUE, (double) bytes + more);
    }
    return bytes;
  }
}
