package io.github.tfckpt.tf.graph;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.store.FormatVersion;
import io.github.tfckpt.store.MessageCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Goes down from the file through graphs and functions to the constants. What is damaged becomes a
 * finding; what lies beside it is found all the same, also in a file that is cut short.
 */
final class GraphWalk {

  private static final int WINDOW = 1 << 16;

  /** The longest name that is taken, as in tables. */
  private static final int LONGEST_NAME = 1 << 16;

  /** A VersionDef takes a few bytes. */
  private static final int LONGEST_VERSION = 1 << 16;

  /** Bounds for memory: each constant takes some hundred bytes. */
  private static final int MOST_CONSTANTS = 1 << 20;

  private static final long MOST_NAME_BYTES = 1 << 27;

  private static final Bytes CONST = Bytes.utf8("Const");
  private static final Bytes HOST_CONST = Bytes.utf8("HostConst");

  private final ByteSource file;
  private final FindingSink findings;
  private final Map<Bytes, Constant> constants = new LinkedHashMap<>();
  private final GraphUses uses = new GraphUses();
  private Optional<FormatVersion> version = Optional.empty();
  private long nameBytes;
  private boolean isCut;

  /** A walk through a file; what is damaged goes to {@code findings}. */
  GraphWalk(ByteSource file, FindingSink findings) {
    this.file = file;
    this.findings = findings;
  }

  /**
   * All constants of a file, in the order they are stored.
   *
   * @throws Unsupported if there are more than we keep in memory
   */
  Collection<Constant> constants(GraphKind kind) throws IOException {
    MessageCursor fields = new MessageCursor(file, WINDOW);
    switch (kind) {
      case GRAPH_DEF -> graph(fields, "");
      case META_GRAPH_DEF -> metaGraph(fields, 1);
      case SAVED_MODEL -> savedModel(fields);
    }
    return constants.values();
  }

  /** That of the first graph that has one, once its constants were found. */
  Optional<FormatVersion> version() {
    return version;
  }

  /** What the constants are used for, once they were found. */
  GraphUses uses() {
    return uses;
  }

  /** What is done with a field that is a message. */
  private interface Visit {
    void to(MessageCursor field) throws IOException;
  }

  /** Visits all fields with a length of a message; an error in it ends it, not the walk. */
  private void each(MessageCursor message, Visit visit) throws IOException {
    try {
      message.allowCut();
      while (message.next()) {
        if (message.isCut() && !isCut) {
          isCut = true;
          findings.add(Finding.error(file.description(), overrun(message)));
        }
        if (message.wireType() == MessageCursor.RUN) {
          visit.to(message);
        }
      }
    } catch (Corrupt e) {
      if (!isCut) {
        findings.add(Finding.of(e));
      }
    }
  }

  private String overrun(MessageCursor field) {
    return field.start() + field.size() == file.size()
        ? "ends within a field of the graph (truncated?)"
        : "byte " + field.start() + ": a field runs past the end of what holds it";
  }

  private void savedModel(MessageCursor model) throws IOException {
    int[] graphs = {0};
    each(
        model,
        field -> {
          if (field.field() == 2) {
            metaGraph(field.inside(), ++graphs[0]);
          }
        });
  }

  private void metaGraph(MessageCursor meta, int ordinal) throws IOException {
    StringBuilder tags = new StringBuilder();
    each(
        meta,
        field -> {
          if (field.field() == 1 && ordinal > 1) {
            readTags(field.inside(), tags);
          } else if (field.field() == 2) {
            String suffix = tags.isEmpty() ? "@" + ordinal : "@" + tags;
            graph(field.inside(), ordinal == 1 ? "" : suffix);
          }
        });
  }

  private void readTags(MessageCursor info, StringBuilder tags) throws IOException {
    each(
        info,
        field -> {
          if (field.field() == 4 && field.size() + tags.length() < LONGEST_NAME) {
            tags.append(tags.isEmpty() ? "" : ",");
            tags.append(new String(field.bytes().toArray(), StandardCharsets.UTF_8));
          }
        });
  }

  private void graph(MessageCursor graph, String suffix) throws IOException {
    each(
        graph,
        field -> {
          if (field.field() == 1) {
            node(field, Bytes.EMPTY, suffix);
          } else if (field.field() == 2) {
            each(
                field.inside(),
                function -> {
                  if (function.field() == 1) {
                    function(function, suffix);
                  }
                });
          } else if (field.field() == 4 && version.isEmpty()) {
            FormatVersion found = new FormatVersion();
            field.read(found, LONGEST_VERSION);
            version = Optional.of(found);
          }
        });
  }

  private void function(MessageCursor field, String suffix) throws IOException {
    // The name is in the signature, which may come after the nodes.
    Bytes name = functionName(field.inside().allowCut());
    each(
        field.inside(),
        part -> {
          if (part.field() == 3) {
            node(part, name, suffix);
          }
        });
  }

  private static Bytes functionName(MessageCursor function) throws IOException {
    Bytes name = Bytes.EMPTY;
    try {
      while (function.nextRun(1)) {
        MessageCursor signature = function.inside();
        if (signature.nextRun(1)) {
          name = name(signature);
        }
      }
    } catch (Corrupt e) {
      // Reported when the nodes are walked, if it is more than a signature without a name.
      return name;
    }
    return name;
  }

  private void node(MessageCursor field, Bytes function, String suffix) throws IOException {
    try {
      Bytes name = Bytes.EMPTY;
      boolean constant = false;
      for (MessageCursor node = field.inside(); node.next(); ) {
        if (node.is(1, MessageCursor.RUN)) {
          name = name(node);
        } else if (node.is(2, MessageCursor.RUN)) {
          constant = isConstant(node);
        }
      }
      if (constant) {
        Bytes key = key(function, name, suffix);
        count(key);
        add(Constant.read(field.inside(), key, file));
      } else {
        uses.add(field.inside(), beside -> key(function, beside, suffix));
      }
    } catch (Corrupt e) {
      // Of a node that the end of the file cuts, that is reported already.
      if (!field.isCut()) {
        findings.add(Finding.of(e));
      }
    }
  }

  private static boolean isConstant(MessageCursor op) throws IOException {
    if (op.size() != CONST.size() && op.size() != HOST_CONST.size()) {
      return false;
    }
    Bytes name = op.bytes();
    return name.equals(CONST) || name.equals(HOST_CONST);
  }

  private static Bytes name(MessageCursor field) throws IOException {
    if (field.size() > LONGEST_NAME) {
      throw Corrupt.at(
          field.run().description(), "a name of %d bytes, at most 65536 fit", field.size());
    }
    return field.bytes();
  }

  private static Bytes key(Bytes function, Bytes node, String suffix) {
    byte[] end = suffix.getBytes(StandardCharsets.UTF_8);
    int before = function.size() == 0 ? 0 : function.size() + 1;
    byte[] key = new byte[before + node.size() + end.length];
    if (before > 0) {
      function.copyTo(key, 0);
      key[before - 1] = ':';
    }
    node.copyTo(key, before);
    System.arraycopy(end, 0, key, before + node.size(), end.length);
    return Bytes.of(key, 0, key.length);
  }

  private void count(Bytes key) throws Unsupported {
    nameBytes += key.size();
    if (constants.size() == MOST_CONSTANTS || nameBytes > MOST_NAME_BYTES) {
      throw Unsupported.at(
          file.description(),
          "a graph of more than %d constants or %d bytes of their names",
          MOST_CONSTANTS,
          MOST_NAME_BYTES);
    }
  }

  private void add(Constant constant) {
    Bytes key = constant.entry().key();
    if (constants.putIfAbsent(key, constant) != null) {
      String what = key.quoted() + ": two nodes of this name; the first is shown";
      findings.add(Finding.error(file.description(), what, key));
    }
  }
}
