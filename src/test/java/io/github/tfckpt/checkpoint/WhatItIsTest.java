package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no checkpoint is named for what it is, by who lists and by who verifies alike. */
final class WhatItIsTest {

  private static final String LFS =
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n";
  private static final String ONNX = "\b\t\u0012\u0007pytorch\u001a\u00052.0.1:\u0002\n\u0000";

  @TempDir private Path folder;

  private static String said(Path path) {
    String listed =
        assertThrows(CheckpointException.class, () -> Checkpoint.open(path)).getMessage();
    String verified =
        assertThrows(
                CheckpointException.class,
                () -> StructureCheck.open(path, OptionalLong.empty(), finding -> {}))
            .getMessage();
    assertEquals(listed, verified);
    return listed;
  }

  @ParameterizedTest
  @CsvSource({"x.safetensors", "x.index", "x.h5", "x.npz", "x.keras", "x.tar", "x.pb", "x.ckpt"})
  void pointersOfGit(String name) throws IOException {
    Path path = Files.writeString(folder.resolve(name), LFS);
    assertTrue(said(path).contains("a Git LFS pointer"), said(path));
  }

  @Test
  void onnx() throws IOException {
    Path path = Files.writeString(folder.resolve("m.onnx"), ONNX + "x".repeat(100));
    assertTrue(said(path).endsWith("is an ONNX model, not a checkpoint"), said(path));
  }

  @Test
  void zeros() throws IOException {
    Path path = Files.write(folder.resolve("x.ckpt"), new byte[4096]);
    assertTrue(said(path).endsWith("all 4096 bytes are zero"), said(path));
  }

  @Test
  void dataOfAShortName() throws IOException {
    byte[] noise = "no table".repeat(100).getBytes(StandardCharsets.US_ASCII);
    Path path = Files.write(folder.resolve("x.ckpt.data"), noise);
    assertTrue(said(path).contains("short of -00000-of-00001"), said(path));
  }

  @Test
  void orbax() throws IOException {
    Files.writeString(folder.resolve("_CHECKPOINT_METADATA"), "{}");
    assertTrue(said(folder).contains("is an Orbax checkpoint"), said(folder));
  }
}
