package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.tf.graph.GraphFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What files beside a checkpoint tell of its making: {@code saved_model.pb} and {@code
 * fingerprint.pb} above the variables of a SavedModel, or {@code PREFIX.meta}; of a graph its own
 * file. Of these only the few fields are read, wherever in the file they are.
 *
 * <pre>
 *   SavedModel       2 meta_graphs*      MetaGraphDef
 *   MetaGraphDef     1 meta_info_def     {4 tags*   5 tensorflow_version   6 tensorflow_git_version}
 *                    5 signature_def*    see SignatureReader
 *   FingerprintDef   1 saved_model_checksum    2 graph_def_program_hash   3 signature_def_hash
 *                    4 saved_object_graph_hash 5 checkpoint_hash          (all u64)   7 uuid
 * </pre>
 *
 * @param tensorflow version of the TensorFlow that wrote the graph
 * @param git the revision it was built from
 * @param tags of the first graph of a SavedModel
 * @param signatures ways to call it, in the order of their names
 * @param variables the index of the variables that a {@code saved_model.pb} has beside it, if that
 *     was opened itself: its weights are there
 * @param source the file that told these; empty if none did
 * @param fingerprint the hashes by name, as unsigned decimals, and the uuid; empty if there is none
 * @param remarks files that should tell and cannot be read, a message each
 * @see "tensorflow/core/protobuf/meta_graph.proto"
 * @see "tensorflow/core/protobuf/fingerprint.proto"
 */
public record Provenance(
    Optional<String> tensorflow,
    Optional<String> git,
    List<String> tags,
    List<Signature> signatures,
    Optional<String> variables,
    Optional<String> source,
    Map<String, String> fingerprint,
    List<String> remarks) {

  static final String FINGERPRINT = "fingerprint.pb";
  private static final String VARIABLES = "variables";
  private static final List<String> HASHES =
      List.of(
          "",
          "saved_model_checksum",
          "graph_def_program_hash",
          "signature_def_hash",
          "saved_object_graph_hash",
          "checkpoint_hash");
  private static final int UUID = 7;

  /** A message may have any number of fields; what we look for stands among the first. */
  private static final int MOST_FIELDS = 10_000;

  /** Facts whose lists do not change any more. */
  public Provenance {
    tags = List.copyOf(tags);
    signatures = List.copyOf(signatures);
    remarks = List.copyOf(remarks);
  }

  /** Takes what the files of one checkpoint tell. */
  private static final class Reader {
    private Optional<String> tensorflow = Optional.empty();
    private Optional<String> git = Optional.empty();
    private final List<String> tags = new ArrayList<>();
    private final SignatureReader signatures = new SignatureReader();
    private Optional<String> variables = Optional.empty();
    private Optional<String> source = Optional.empty();
    private final Map<String, String> fingerprint = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    private void read(Path path, Reading reading) {
      if (!Files.isRegularFile(path)) {
        return;
      }
      try (FileSource file = FileSource.open(path)) {
        reading.read(file);
      } catch (IOException e) {
        remarks.add(e.getMessage());
      }
    }

    private void savedModel(ByteSource file) throws IOException {
      MessageCursor model = new MessageCursor(file);
      for (int i = 0; i < MOST_FIELDS && model.next(); i++) {
        if (model.is(2, MessageCursor.RUN)) {
          metaGraph(model.run());
          return;
        }
      }
    }

    private void meta(Path beside, String prefix) {
      String meta = prefix + CheckpointPath.META;
      read(beside.resolveSibling(meta), this::metaGraph);
      source = tensorflow.map(version -> Bytes.utf8(meta).toString());
    }

    private void graph(ByteSource file) throws IOException {
      Optional<ByteSource> graph = GraphFile.metaGraph(file);
      if (graph.isPresent()) {
        metaGraph(graph.get());
      }
    }

    private void metaGraph(ByteSource run) throws IOException {
      MessageCursor graph = new MessageCursor(run);
      for (int i = 0; i < MOST_FIELDS && graph.next(); i++) {
        if (graph.is(1, MessageCursor.RUN)) {
          metaInfo(graph.run());
        } else if (graph.is(5, MessageCursor.RUN)) {
          signatures.add(graph);
        }
      }
    }

    private void metaInfo(ByteSource run) throws IOException {
      MessageCursor info = new MessageCursor(run);
      for (int i = 0; i < MOST_FIELDS && info.next(); i++) {
        if (info.is(4, MessageCursor.RUN)) {
          tags.add(SignatureReader.text(info));
        } else if (info.is(5, MessageCursor.RUN)) {
          tensorflow = Optional.of(SignatureReader.text(info));
        } else if (info.is(6, MessageCursor.RUN)) {
          git = Optional.of(SignatureReader.text(info));
        }
      }
    }

    /** A model's weights are not in its graph. */
    private void variables(Path graph) {
      Path index = graph.resolveSibling(VARIABLES).resolve(VARIABLES + Location.INDEX);
      boolean isModel = graph.getFileName().toString().equals(CheckpointDirectory.SAVED_MODEL);
      if (isModel && Files.isRegularFile(index)) {
        variables = Optional.of(VARIABLES + "/" + VARIABLES + Location.INDEX);
      }
    }

    private void fingerprint(ByteSource file) throws IOException {
      MessageCursor print = new MessageCursor(file);
      for (int i = 0; i < MOST_FIELDS && print.next(); i++) {
        int field = print.field();
        if (field < HASHES.size() && print.wireType() == MessageCursor.VARINT) {
          fingerprint.put(HASHES.get(field), Long.toUnsignedString(print.number()));
        } else if (print.is(UUID, MessageCursor.RUN)) {
          fingerprint.put("uuid", SignatureReader.text(print));
        }
      }
    }
  }

  private interface Reading {
    void read(ByteSource file) throws IOException;
  }

  /** What there is beside the files of a checkpoint. */
  static Provenance beside(Location location) {
    Reader reader = new Reader();
    Path file = location.first().toAbsolutePath();
    String prefix = location.prefix();
    Optional<Path> model = model(file, prefix);
    if (location.format() == Format.GRAPH) {
      reader.read(location.first(), reader::graph);
      reader.source =
          reader.tensorflow.map(version -> Bytes.utf8(file.getFileName().toString()).toString());
      reader.variables(file);
    } else if (model.isPresent()) {
      reader.read(model.get().resolve(CheckpointDirectory.SAVED_MODEL), reader::savedModel);
      reader.read(model.get().resolve(FINGERPRINT), reader::fingerprint);
      reader.source = reader.tensorflow.map(version -> CheckpointDirectory.SAVED_MODEL);
    } else {
      reader.meta(file, prefix);
    }
    return new Provenance(
        reader.tensorflow,
        reader.git,
        reader.tags,
        reader.signatures.all(),
        reader.variables,
        reader.source,
        reader.fingerprint,
        reader.remarks);
  }

  /** The directory of the SavedModel whose variables an index is of. */
  private static Optional<Path> model(Path index, String prefix) {
    Path variables = index.getParent();
    boolean named =
        prefix.equals(VARIABLES)
            && variables.getFileName() != null
            && variables.getFileName().toString().equals(VARIABLES);
    return named ? Optional.ofNullable(variables.getParent()) : Optional.empty();
  }
}
