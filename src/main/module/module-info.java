/**
 * TensorFlow checkpoints, read without TensorFlow: {@link io.github.tfckpt.checkpoint.Checkpoint}
 * is where to begin.
 */
module io.github.tfckpt {
  requires com.fasterxml.jackson.core;
  requires com.google.protobuf;
  requires org.xerial.snappy;
  requires re2j;

  exports io.github.tfckpt.change;
  exports io.github.tfckpt.check;
  exports io.github.tfckpt.checkpoint;
  exports io.github.tfckpt.diff;
  exports io.github.tfckpt.entry;
  exports io.github.tfckpt.history;
  exports io.github.tfckpt.io;
  exports io.github.tfckpt.stats;
  exports io.github.tfckpt.tensor;
  exports io.github.tfckpt.verify;
}
