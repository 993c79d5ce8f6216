package io.github.tfckpt.testing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven by its DevTools protocol. What the page says on its
 * console, what it asks of any network, and what its policy refuses is kept.
 */
public final class Chromium implements Closeable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final String LISTENING = "DevTools listening on ";

  /** What waits for a busy machine waits long; what hangs ends all the same. */
  private static final long SECONDS = 60L * Bounded.PATIENCE;

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<JsonObject> loaded = new CompletableFuture<>();
  private final String session;

  private Chromium(Process process, Path profile, URI place) throws IOException {
    this.process = process;
    this.profile = profile;
    socket =
        wait(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(place, new Messages()));
    JsonObject target = new JsonObject();
    target.addProperty("url", "about:blank");
    String id = ask("", "Target.createTarget", target).get("targetId").getAsString();
    JsonObject attach = new JsonObject();
    attach.addProperty("targetId", id);
    attach.addProperty("flatten", true);
    session = ask("", "Target.attachToTarget", attach).get("sessionId").getAsString();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", new JsonObject());
    }
    JsonObject focus = new JsonObject();
    focus.addProperty("enabled", true);
    send("Emulation.setFocusEmulationEnabled", focus);
  }

  /** The program, if there is one. */
  public static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it with a profile of its own, which goes when it is closed. */
  public static Chromium start() throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread rest = new Thread(() -> said.lines().forEach(ignored -> {}), "chromium");
        rest.setDaemon(true);
        rest.start();
        return new Chromium(process, profile, URI.create(line.substring(LISTENING.length())));
      }
      lines.add(line);
    }
    process.destroy();
    throw new IOException("no DevTools: " + lines);
  }

  /** Loads a file and waits until its scripts have run. */
  public void load(Path file) throws IOException {
    loaded = new CompletableFuture<>();
    complaints.clear();
    requests.clear();
    JsonObject to = new JsonObject();
    to.addProperty("url", file.toUri().toString());
    send("Page.navigate", to);
    wait(loaded);
  }

  /** Evaluates an expression in the page; what it throws is thrown here. */
  public JsonElement evaluate(String expression) throws IOException {
    JsonObject run = new JsonObject();
    run.addProperty("expression", expression);
    run.addProperty("returnByValue", true);
    run.addProperty("awaitPromise", true);
    JsonObject answer = send("Runtime.evaluate", run);
    if (answer.has("exceptionDetails")) {
      throw new IOException(expression + ": " + answer.get("exceptionDetails"));
    }
    JsonObject result = answer.getAsJsonObject("result");
    return result.has("value") ? result.get("value") : com.google.gson.JsonNull.INSTANCE;
  }

  /** Errors and warnings on the console since the page was loaded, exceptions among them. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Everything but itself that the page asked for. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Sends a command of the protocol and waits for its answer. */
  public JsonObject send(String method, JsonObject parameters) throws IOException {
    return ask(session, method, parameters);
  }

  private JsonObject ask(String of, String method, JsonObject parameters) throws IOException {
    int id = last.incrementAndGet();
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", parameters);
    if (!of.isEmpty()) {
      message.addProperty("sessionId", of);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    asked.put(id, answer);
    wait(socket.sendText(message.toString(), true));
    JsonObject found = wait(answer);
    if (found.has("error")) {
      throw new IOException(method + ": " + found.get("error"));
    }
    return found.getAsJsonObject("result");
  }

  private static <T> T wait(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException("Chromium does not answer", e);
    }
  }

  private void take(JsonObject message) {
    if (message.has("id")) {
      CompletableFuture<JsonObject> answer = asked.remove(message.get("id").getAsInt());
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    JsonObject of = message.getAsJsonObject("params");
    switch (message.get("method").getAsString()) {
      case "Page.loadEventFired" -> loaded.complete(of);
      case "Runtime.exceptionThrown" -> complaints.add(of.toString());
      case "Runtime.consoleAPICalled" -> complaints.add(of.toString());
      case "Log.entryAdded" -> complaints.add(of.toString());
      case "Network.requestWillBeSent" -> {
        boolean isPage =
            of.has("type")
                && of.get("type").getAsString().equals("Document")
                && of.getAsJsonObject("request").get("url").getAsString().startsWith("file:");
        if (!isPage) {
          requests.add(of.getAsJsonObject("request").get("url").getAsString());
        }
      }
      default -> {}
    }
  }

  /** Puts the parts of messages together. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        take(message);
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(SECONDS, TimeUnit.SECONDS);
      deleteProfile();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  /** What its processes write while they end may stay. */
  private void deleteProfile() {
    try (Stream<Path> all = Files.walk(profile)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      profile.toFile().deleteOnExit();
    }
  }
}
