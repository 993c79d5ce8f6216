package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.store.MessageCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The variables that a graph trains, by the names that a checkpoint of it has: the collection
 * {@code trainable_variables} of {@code PREFIX.meta}. All else in that file is passed over.
 *
 * <pre>
 *   MetaGraphDef     4 collection_def* {1 key, 2 value CollectionDef}
 *   CollectionDef    2 bytes_list {1 value* VariableDef}
 *   VariableDef      1 variable_name ("dense/kernel:0")   4 save_slice_info_def {1 full_name}
 * </pre>
 *
 * @see "tensorflow/core/protobuf/meta_graph.proto"
 * @see "tensorflow/core/framework/variable.proto"
 */
final class TrainedVariables {

  private static final Bytes TRAINABLE = Bytes.utf8("trainable_variables");
  private static final String OUTPUT = ":0";
  private static final int MOST_FIELDS = 10_000;
  private static final int MOST_VARIABLES = 1 << 20;
  private static final int LONGEST_NAME = 1 << 12;

  private final Set<String> names = new HashSet<>();

  private TrainedVariables() {}

  /** The names; none if there is no such file, it does not say so, or it cannot be read. */
  static Set<String> beside(Location location) {
    Path first = location.first();
    Path meta = first.resolveSibling(location.prefix() + CheckpointPath.META);
    TrainedVariables found = new TrainedVariables();
    if (location.format() == Format.GRAPH || !Files.isRegularFile(meta)) {
      return Set.of();
    }
    try (FileSource file = FileSource.open(meta)) {
      found.metaGraph(file);
    } catch (IOException e) {
      // Half a list would say of the other half that it is not trained. 'info' says what is wrong.
      return Set.of();
    }
    return found.names;
  }

  private void metaGraph(ByteSource file) throws IOException {
    MessageCursor graph = new MessageCursor(file);
    for (int i = 0; i < MOST_FIELDS && graph.nextRun(4); i++) {
      MessageCursor collection = graph.inside();
      boolean wanted =
          collection.nextRun(1)
              && collection.size() == TRAINABLE.size()
              && collection.bytes().equals(TRAINABLE);
      if (wanted && collection.nextRun(2)) {
        collection(collection.inside());
      }
    }
  }

  private void collection(MessageCursor collection) throws IOException {
    while (collection.nextRun(2)) {
      MessageCursor variables = collection.inside();
      while (variables.nextRun(1) && names.size() < MOST_VARIABLES) {
        variable(variables.inside());
      }
    }
  }

  private void variable(MessageCursor variable) throws IOException {
    Bytes name = Bytes.EMPTY;
    while (variable.next()) {
      if (variable.is(1, MessageCursor.RUN)) {
        name = name(variable);
      } else if (variable.is(4, MessageCursor.RUN)) {
        MessageCursor slice = variable.inside();
        if (slice.nextRun(1)) {
          names.add(name(slice).toString());
        }
      }
    }
    String text = name.toString();
    names.add(text.endsWith(OUTPUT) ? text.substring(0, text.length() - OUTPUT.length()) : text);
  }

  private static Bytes name(MessageCursor field) throws IOException {
    return field.size() <= LONGEST_NAME ? field.bytes() : Bytes.EMPTY;
  }
}
