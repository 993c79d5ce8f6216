package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.io.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is not a checkpoint is named for what it is, in the same words by every reader. */
final class FileTypeTest {

  @TempDir Path directory;

  @Test
  void archivesAreNamedByTheirFirstMember() throws IOException {
    refused("a PyTorch file, not a checkpoint", zip("archive/data.pkl"));
    refused("a PyTorch file, not a checkpoint", zip("resnet18/data.pkl"));
    says("no checkpoint in this archive; it holds data.pkl.txt", zip("data.pkl.txt"));
  }

  @Test
  void magicNumbersTellOtherFormats() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(new byte[100]);
    }
    refused("a gzip file, not a checkpoint", gzip.toByteArray());
    refused("a TFLite model, not a checkpoint", bytes(" \0\0\0TFL3" + "\0".repeat(90)));
    says(
        "a damaged archive: byte 0: not a tar header: its sum is wrong",
        bytes("m.ckpt.index" + "\0".repeat(245) + "ustar  \0" + "\0".repeat(300)));
    refused("a zstd file, not a checkpoint", bytes("(\u00b5/\u00fd" + "x".repeat(90)));
  }

  @Test
  void textsTellOtherFormats() throws IOException {
    refused(
        "a GraphDef as text, not a checkpoint",
        bytes("# frozen\nnode {\n  name: \"x\"\n  op: \"Placeholder\"\n}\n"));
    refused("an HTML page, not the file itself", bytes("\n<!DOCTYPE html><html>" + " ".repeat(90)));
    refused(
        "a Git LFS pointer, not the file itself (git lfs pull gets it)",
        bytes("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"));
  }

  private void refused(String what, byte[] content) throws IOException {
    says("is " + what, content);
  }

  private void says(String what, byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("file"), content);
    String message = file + ": " + what;
    assertEquals(
        message, assertThrows(CheckpointException.class, () -> Checkpoint.open(file)).getMessage());
    assertEquals(
        message,
        assertThrows(CheckpointException.class, () -> Checkpoint.openGraph(file)).getMessage());
    OptionalLong latest = OptionalLong.empty();
    assertEquals(
        message,
        assertThrows(
                CheckpointException.class,
                () -> StructureCheck.open(file, latest, finding -> {}).close())
            .getMessage());
  }

  private static byte[] zip(String member) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(member));
      zip.write(new byte[100]);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
