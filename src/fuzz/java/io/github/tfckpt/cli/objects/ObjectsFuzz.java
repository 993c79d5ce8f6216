package io.github.tfckpt.cli.objects;

import io.github.tfckpt.cli.CommandRun;
import io.github.tfckpt.fuzz.Memory;

/** Any bytes as the object graph of a sound checkpoint: told, in all forms and by full names. */
public final class ObjectsFuzz {

  private ObjectsFuzz() {}

  public static void fuzzerTestOneInput(byte[] graph) {
    Memory.writeObjects(graph);
    CommandRun.of("objects --all CKPT", 0, 4, 5);
    CommandRun.of("objects -f json CKPT", 0, 4, 5);
    CommandRun.of("objects -f tsv CKPT", 0, 4, 5);
    CommandRun.of("list --names full --tree --fold CKPT", 0, 4, 5);
    CommandRun.of("find CKPT Key_v/k_not_found (root).v.1._kernel", 0, 3, 4, 5);
    CommandRun.of("verify CKPT", 0, 1, 4);
  }
}
