package io.github.tfckpt.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The constants of a type as they are typed: in lower case. Nothing is done until it is asked. */
final class Choices<E extends Enum<E>> implements Iterable<String> {

  private final Class<E> type;

  Choices(Class<E> type) {
    this.type = type;
  }

  @Override
  public Iterator<String> iterator() {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return words.iterator();
  }
}
