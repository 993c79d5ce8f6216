package io.github.tfckpt.cli.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints named by URI: in an archive, or wherever else a file system of Java reaches. */
final class TypedPathTest {

  private static final Path VGG = Path.of("testdata/vgg");
  private static final String V2 = "frcnn.ckpt-70000";

  @TempDir private Path folder;

  private String archive() throws IOException {
    Path zip = folder.resolve("a b.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream archive = new ZipOutputStream(out)) {
      for (String name : List.of("vgg_16.ckpt", V2 + ".index", V2 + ".data-00000-of-00001")) {
        archive.putNextEntry(new ZipEntry("in ner/" + name));
        archive.write(Files.readAllBytes(VGG.resolve(name)));
      }
    }
    return "jar:" + zip.toUri() + "!/in%20ner/";
  }

  @Test
  void archivesAreReadLikeFolders() throws IOException {
    String inside = archive();
    for (String name : List.of("vgg_16.ckpt", V2, V2 + ".index")) {
      String here = VGG.resolve(name).toString();
      assertEquals(Run.of("digest", here), Run.of("digest", inside + name));
      assertEquals(Run.of("list", "-l", here), Run.of("list", "-l", inside + name));
      assertEquals(0, Run.of("verify", inside + name).code());
      assertEquals(0, Run.of("diff", here, inside + name).code());
    }
    assertEquals(4, Run.of("list", inside).code());
    assertTrue(Run.of("list", inside).err().contains("several checkpoints"));
    assertTrue(Run.of("list", inside + "absent").err().contains("no such checkpoint; in"));
  }

  /** What is told of a checkpoint opens it again. */
  @Test
  void archivesAreNamed() throws IOException {
    String inside = archive();
    for (String name : List.of("vgg_16.ckpt", V2)) {
      String json = Run.of("list", "-f", "json", inside + name).out();
      String told = JsonParser.parseString(json).getAsJsonObject().get("checkpoint").getAsString();
      assertEquals(inside + name, told);
      assertTrue(Run.of("info", told).out().startsWith("checkpoint   " + told + "\n"));
      assertTrue(Run.of("verify", told).out().startsWith(told + ": "));
    }
    assertEquals(
        "tfckpt: "
            + inside
            + "vgg: no such checkpoint; in "
            + inside.substring(0, inside.length() - 1)
            + " there are vgg_16.ckpt, "
            + V2
            + "\n",
        Run.of("list", inside + "vgg").err());
  }

  @Test
  void filesOfThisMachine() {
    String uri = VGG.resolve("vgg_16.ckpt").toUri().toString();
    assertEquals(0, Run.of("list", uri).code());
  }

  @Test
  void whatIsNotAUriIsAFile() throws IOException {
    Path odd = folder.resolve("file:x.ckpt");
    Files.copy(VGG.resolve("vgg_16.ckpt"), odd);
    assertEquals(0, Run.of("list", odd.toString()).code());
    String err = Run.of("list", "nosuchscheme://bucket/model.ckpt").err();
    assertTrue(err.contains("no such checkpoint"), err);
  }

  @Test
  void uriOfARelativePath() {
    for (String typed : List.of("jar:file:a.zip!/x", "file:relative", "FILE:relative")) {
      Run run = Run.of("list", typed);
      assertEquals(4, run.code(), typed);
      assertTrue(run.err().endsWith(": it must be absolute, as in file:/...\n"), run.err());
    }
  }

  @Test
  void invalidPlaces() throws IOException {
    Path junk = Files.write(folder.resolve("junk.zip"), new byte[100]);
    for (String typed :
        List.of(
            "jar:" + junk.toUri() + "!/x",
            "jar:" + folder.toUri() + "absent.zip!/x",
            "jar:nothing",
            "jar:%zz")) {
      for (String command : List.of("list", "verify")) {
        Run run = Run.of(command, typed);
        assertEquals(4, run.code(), typed);
        assertTrue(run.err().startsWith("tfckpt: ") && run.err().lines().count() == 1, run.err());
      }
    }
  }
}
