package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.HttpRequest;
import com.google.api.services.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.contrib.nio.CloudStorageFileSystem;
import com.google.cloud.storage.contrib.nio.CloudStorageFileSystemProvider;
import com.google.cloud.storage.contrib.nio.testing.LocalStorageHelper;
import com.google.cloud.storage.spi.v1.StorageRpc;
import io.github.tfckpt.testing.BundleBuilder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints in a bucket, by {@code gs:} URI: through the file system of google-cloud-nio, whose
 * requests are answered from memory, and written down.
 */
final class CloudStorageTest {

  private static final Path VGG = Path.of("testdata/vgg");
  private static final String V2 = "frcnn.ckpt-70000";
  private static final String DATA = ".data-00000-of-00001";
  private static final String BUCKET = "gs://bucket/runs/";

  /** More than the file system reads ahead. */
  private static final int LARGE = 16 << 20;

  /** Warns of each request in memory that its sender has no name. */
  private static final Logger QUIET =
      Logger.getLogger("com.google.api.client.googleapis.services.AbstractGoogleClient");

  /** What was read of objects: name and range of each request. */
  private static final List<String> REQUESTS = new ArrayList<>();

  @BeforeAll
  static void fill() throws IOException {
    StorageRpc memory = (StorageRpc) LocalStorageHelper.customOptions(false).getRpc();
    StorageRpc seen =
        (StorageRpc)
            Proxy.newProxyInstance(
                StorageRpc.class.getClassLoader(),
                new Class<?>[] {StorageRpc.class},
                (proxy, method, arguments) -> {
                  try {
                    Object answer = method.invoke(memory, arguments);
                    return answer instanceof Storage storage ? written(storage) : answer;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    StorageOptions options =
        StorageOptions.newBuilder()
            .setProjectId("project")
            .setServiceRpcFactory(ignored -> seen)
            .build();
    CloudStorageFileSystemProvider.setStorageOptions(options);
    QUIET.setLevel(Level.OFF);
    for (String name : List.of("vgg_16.ckpt", V2 + ".index", V2 + DATA, "checkpoint")) {
      Files.write(bucket().getPath("/runs/" + name), Files.readAllBytes(VGG.resolve(name)));
    }
  }

  private static CloudStorageFileSystem bucket() {
    return CloudStorageFileSystem.forBucket("bucket");
  }

  /** The same requests, written down on their way. */
  private static Storage written(Storage storage) {
    return new Storage.Builder(
            storage.getRequestFactory().getTransport(),
            storage.getJsonFactory(),
            request -> request.setInterceptor(CloudStorageTest::write))
        .setApplicationName("test")
        .build();
  }

  private static synchronized void write(HttpRequest request) {
    String path = request.getUrl().getRawPath();
    if ("media".equals(request.getUrl().getFirst("alt"))) {
      REQUESTS.add(path.replaceFirst(".*(/|%2F)", "") + " " + request.getHeaders().getRange());
    }
  }

  @Test
  void answersAreThoseOfFiles() throws IOException {
    for (String name : List.of("vgg_16.ckpt", V2, V2 + ".index")) {
      String here = VGG.resolve(name).toString();
      for (String command : List.of("digest", "stats")) {
        assertEquals(Run.of(command, here), Run.of(command, BUCKET + name));
      }
      assertEquals(Run.of("list", "-l", here), Run.of("list", "-l", BUCKET + name));
      assertEquals(0, Run.of("verify", BUCKET + name).code());
      assertEquals(0, Run.of("diff", here, BUCKET + name).code());
    }
  }

  @Test
  void directoriesAreAsked() throws IOException {
    assertEquals(Run.of("list", VGG.toString()), Run.of("list", BUCKET));
    Run absent = Run.of("list", BUCKET + "frcnn.ckpt-7");
    assertEquals(4, absent.code());
    assertTrue(absent.err().contains("no such checkpoint; in "), absent.err());
    assertTrue(absent.err().contains(V2), absent.err());
  }

  @Test
  void rangesAreReadNotFiles(@TempDir Path folder) throws IOException {
    int uint8 = 4;
    BundleBuilder bundle = new BundleBuilder(folder.resolve("big.ckpt"), 1);
    bundle.add(0, "first", uint8, new long[] {LARGE}, new byte[LARGE]);
    bundle.add(0, "middle", uint8, new long[] {4}, new byte[] {1, 2, 3, 4});
    bundle.add(0, "rest", uint8, new long[] {LARGE}, new byte[LARGE]);
    bundle.write();
    for (String name : List.of("big.ckpt.index", "big.ckpt" + DATA)) {
      Files.write(bucket().getPath("/runs/" + name), Files.readAllBytes(folder.resolve(name)));
    }
    REQUESTS.clear();
    assertEquals(0, Run.of("list", BUCKET + "big.ckpt").code());
    assertTrue(
        REQUESTS.stream().allMatch(request -> request.contains(".index ")), REQUESTS::toString);

    REQUESTS.clear();
    assertEquals(
        "middle  uint8  [4]\n[1 2 3 4]\n", Run.of("dump", BUCKET + "big.ckpt", "middle").out());
    REQUESTS.removeIf(request -> request.contains(".index "));
    // Where it begins; the file system itself stops when it has enough.
    assertEquals(Set.of("big.ckpt" + DATA + " bytes=" + LARGE + "-"), Set.copyOf(REQUESTS));
  }
}
