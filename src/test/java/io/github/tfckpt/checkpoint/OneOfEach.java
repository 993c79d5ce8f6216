package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.io.CheckpointException.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory that holds a V2 checkpoint, a V1 file and a set of V1 shards. */
record OneOfEach(Path directory) {

  private static final Path DATA = Path.of("testdata/bundles");
  static final Path V2 = DATA.resolve("state-none/model.ckpt-3");
  static final Path V1 = DATA.resolve("shapes-v1/model.ckpt");
  private static final Path V1_SHARDS = DATA.resolve("shards-v1/m.ckpt");

  /** Copies "run[1]-7", "vgg_16.ckpt" and "m.ckpt-?????-of-00003" into the directory. */
  static OneOfEach in(Path directory) throws IOException {
    OneOfEach each = new OneOfEach(directory);
    each.copyV2("run[1]-7");
    each.copy(V1, "vgg_16.ckpt");
    for (int i = 0; i < 3; i++) {
      each.copy(Path.of(V1_SHARDS + "-0000" + i + "-of-00003"), "m.ckpt-0000" + i + "-of-00003");
    }
    return each;
  }

  void copyV2(String name) throws IOException {
    copy(Path.of(V2 + ".index"), name + ".index");
    copy(Path.of(V2 + ".data-00000-of-00001"), name + ".data-00000-of-00001");
  }

  void copy(Path from, String name) throws IOException {
    Path target = directory.resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(from, target);
  }

  /** The format and the path, from the directory on, of what this name opens. */
  String opened(String name) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(directory.resolve(name))) {
      assertEquals(List.of(), checkpoint.damage());
      return checkpoint.format().label() + " " + directory.relativize(Path.of(checkpoint.path()));
    }
  }

  /** Why nothing is found under this name; "DIR" stands for the directory. */
  String refused(String name) {
    Path path = directory.resolve(name);
    String message = assertThrows(Missing.class, () -> Checkpoint.open(path)).getMessage();
    return message.replace(directory.toString(), "DIR");
  }
}
