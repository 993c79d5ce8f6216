package io.github.tfckpt.cli.export;

import io.github.tfckpt.cli.export.ExportPlace.Container;
import io.github.tfckpt.io.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which names an export takes. Those of a checkpoint may be anything, and may want to get out. */
final class ExportNames {

  private static final int LONGEST_COMPONENT = 255;
  private static final int LONGEST_PATH = 4000;
  private static final String SUFFIX = ".npy";

  private final Container container;

  /** Each name that was seen, and the key that has it. */
  private final Map<String, String> seen = new HashMap<>();

  /** Names that several have. */
  private final Set<String> told = new HashSet<>();

  ExportNames(Container container) {
    this.container = container;
  }

  /** Adds a name; why it is refused, if it is. */
  Optional<String> refusal(String typed, String key) {
    // In a bundle a name stands for the bytes that are shown so, however they are spelled.
    String name = container == Container.BUNDLE ? Bytes.unescape(typed).toString() : typed;
    Optional<String> reason =
        switch (container) {
          case NPZ -> Optional.empty();
          case BUNDLE ->
              name.isEmpty() ? Optional.of("a checkpoint has its header there") : Optional.empty();
          case SAFETENSORS ->
              name.equals("__metadata__")
                  ? Optional.of("safetensors reserves that name")
                  : Optional.empty();
          case FOLDER -> notAFile(name);
        };
    String other = seen.putIfAbsent(name, key);
    if (other == null || reason.isPresent() || !told.add(name)) {
      return reason;
    }
    return Optional.of(
        "\"" + other + "\" and \"" + key + "\" would both have that name; use -x or --map");
  }

  /** Why two names would come out as one, now that all were added; empty if no two do. */
  Optional<String> collision() {
    if (container == Container.SAFETENSORS || container == Container.BUNDLE) {
      return Optional.empty();
    }
    for (String name : seen.keySet()) {
      // In an npz "a.npy" is another spelling of "a"; in a folder a file cannot be a folder too.
      String spelling = name + SUFFIX;
      boolean clash = container == Container.NPZ && seen.containsKey(spelling);
      for (int at = name.indexOf(SUFFIX + "/");
          container == Container.FOLDER && at >= 0 && !clash; ) {
        spelling = name.substring(0, at);
        clash = seen.containsKey(spelling);
        at = name.indexOf(SUFFIX + "/", at + 1);
      }
      if (clash) {
        return Optional.of(
            "\"" + name + "\" and \"" + spelling + "\" cannot both exist; use -x or --map");
      }
    }
    return Optional.empty();
  }

  /** True if a member of an archive would leave the folder into which the archive is unpacked. */
  static boolean leavesFolder(String name) {
    int depth = 0;
    int least = 0;
    String path = name.replace('\\', '/');
    for (String component : path.split("/", -1)) {
      depth += component.equals("..") ? -1 : component.isEmpty() || component.equals(".") ? 0 : 1;
      least = Math.min(least, depth);
    }
    return least < 0 || path.startsWith("/") || path.matches("(?s)[A-Za-z]:.*");
  }

  private static Optional<String> notAFile(String name) {
    String[] components = name.split("/", -1);
    for (String component : components) {
      if (component.isEmpty() || component.equals(".") || component.equals("..")) {
        return Optional.of("cannot be a file inside the folder; npz accepts it");
      }
      int bytes = (component + SUFFIX).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_COMPONENT) {
        return Optional.of(
            "a file name of " + bytes + " bytes, at most 255 are possible; npz accepts it");
      }
    }
    if (name.length() > LONGEST_PATH) {
      return Optional.of("too long for the path of a file; npz accepts it");
    }
    try {
      Path path = Path.of(name + SUFFIX);
      boolean same = path.getNameCount() == components.length && path.normalize().equals(path);
      return same && !path.isAbsolute() && path.getRoot() == null
          ? Optional.empty()
          : Optional.of("cannot be a file inside the folder; npz accepts it");
    } catch (InvalidPathException e) {
      return Optional.of("cannot be a file name here: " + e.getReason() + "; npz accepts it");
    }
  }
}
