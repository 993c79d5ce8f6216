package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.Bytes;
import java.io.IOException;

/** The links of a group, in turn. */
interface Links {

  /**
   * Hands the next link to a sink.
   *
   * @return false after the last
   * @throws IOException if it cannot be read; the one after it may still be
   */
  boolean next(LinkSink sink) throws IOException;

  /** Takes links. */
  interface LinkSink {

    /** Takes the name of an object here. */
    void hard(Bytes name, long header) throws IOException;

    /** Takes the name of what is found by another name, or in another file. */
    void soft(Bytes name) throws IOException;
  }
}
