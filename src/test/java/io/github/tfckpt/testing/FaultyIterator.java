package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.util.Iterator;

/** Walks through a folder until {@link Faults} says that it cannot be read to its end. */
final class FaultyIterator implements Iterator<Path> {

  private final Iterator<Path> sound;
  private final Faults faults;

  FaultyIterator(Iterator<Path> sound, Faults faults) {
    this.sound = sound;
    this.faults = faults;
  }

  @Override
  public boolean hasNext() {
    try {
      faults.call();
    } catch (IOException e) {
      throw new DirectoryIteratorException(e);
    }
    return sound.hasNext();
  }

  @Override
  public Path next() {
    return sound.next();
  }
}
