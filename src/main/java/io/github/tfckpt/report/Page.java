package io.github.tfckpt.report;

import io.github.tfckpt.render.JsonDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page as it is written: everything before the data, the data, everything after it. The page
 * loads nothing, and its policy lets a browser run the scripts that are in it and no others.
 */
public final class Page {

  private static final List<String> SCRIPTS =
      List.of(
          "words.js", "histogram.js", "facts.js", "map.js", "curves.js", "table.js", "start.js");

  private static final String DATA = "@DATA@";

  /** Of the tensors; with all else a page stays below 10 MB. */
  private static final long MOST_BYTES = 8_000_000;

  private final OutputStream out;
  private final String rest;
  private final ScriptSafeStream safe;
  private final JsonDocument data;

  private Page(OutputStream out, String rest) throws IOException {
    this.out = out;
    this.rest = rest;
    this.safe = new ScriptSafeStream(out);
    this.data = new JsonDocument(false, safe);
  }

  /**
   * Writes what comes before the data.
   *
   * @param hasCurves true if the page draws curves, by a library that others need not carry
   */
  public static Page begin(OutputStream out, boolean hasCurves) throws IOException {
    StringBuilder script = new StringBuilder();
    for (String part : SCRIPTS) {
      script.append(resource(part));
    }
    Map<String, String> scripts = new LinkedHashMap<>();
    scripts.put("@LAYOUT@", resource("d3-hierarchy.min.js"));
    scripts.put("@PLOT@", hasCurves ? resource("uPlot.iife.min.js") : "");
    scripts.put("@SCRIPT@", script.toString());
    Map<String, String> styles = new LinkedHashMap<>();
    styles.put("@LIBRARY_STYLE@", hasCurves ? resource("uPlot.min.css") : "");
    styles.put("@STYLE@", resource("page.css"));
    String policy =
        "default-src 'none'; script-src "
            + hashes(scripts)
            + "; style-src "
            + hashes(styles)
            + "; img-src data:; base-uri 'none'; form-action 'none'";
    String page = resource("page.html").replace("@POLICY@", policy);
    for (Map<String, String> inline : List.of(styles, scripts)) {
      for (Map.Entry<String, String> each : inline.entrySet()) {
        page = page.replace(each.getKey(), each.getValue());
      }
    }
    int at = page.indexOf(DATA);
    out.write(page.substring(0, at).getBytes(StandardCharsets.UTF_8));
    return new Page(out, page.substring(at + DATA.length()));
  }

  /** Where the data is written: one object. */
  public JsonDocument data() {
    return data;
  }

  /** True if there is no room for more tensors, whatever their names are. */
  public boolean isFull() {
    return safe.count() > MOST_BYTES;
  }

  /** Writes what comes after the data. */
  public void end() throws IOException {
    data.flush();
    out.write(rest.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hashes(Map<String, String> inline) {
    return inline.values().stream().map(Page::hash).collect(Collectors.joining(" "));
  }

  /** What a policy calls an inline script or style: the hash of its bytes. */
  private static String hash(String content) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
