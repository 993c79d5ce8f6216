package io.github.tfckpt.tf.graph;

import io.github.tfckpt.store.MessageCursor;
import java.io.IOException;

/**
 * The version of the operations that a graph is written in.
 *
 * <pre>
 *   VersionDef   1 producer   2 min_consumer
 * </pre>
 *
 * @see "tensorflow/core/framework/versions.proto"
 */
record GraphVersion(int producer, int minConsumer) {

  static GraphVersion read(MessageCursor versions) throws IOException {
    int producer = 0;
    int minConsumer = 0;
    while (versions.next()) {
      if (versions.is(1, MessageCursor.VARINT)) {
        producer = (int) versions.number();
      } else if (versions.is(2, MessageCursor.VARINT)) {
        minConsumer = (int) versions.number();
      }
    }
    return new GraphVersion(producer, minConsumer);
  }
}
