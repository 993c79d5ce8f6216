package io.github.tfckpt.objects;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.TensorEntry;

/** What an object is. */
public enum ObjectKind {
  /** It has one tensor. */
  VARIABLE("variable", "variables"),
  /** It has keys and values. */
  TABLE("table", "tables"),
  /** It stands somewhere in a data set. */
  ITERATOR("iterator", "iterators"),
  /** It is saved by a function that was registered for its class. */
  SAVER("object with a saver", "objects with a saver"),
  /** It has values of another kind. */
  STATE("other state", "other states"),
  /** It only holds others. */
  OBJECT("object", "objects");

  private final String one;
  private final String many;

  ObjectKind(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /**
   * {@return the word for them: {@code variable}, {@code variables}}
   *
   * @param count how many are spoken of
   */
  public String label(long count) {
    return count == 1 ? one : many;
  }

  static ObjectKind of(ObjectNode object, ObjectTree tree) {
    if (object.saver().isPresent()) {
      return SAVER;
    }
    ObjectKind kind = OBJECT;
    for (ObjectNode.Attribute attribute : object.attributes()) {
      String name = attribute.name().toString();
      if (name.equals("VARIABLE_VALUE")) {
        return VARIABLE;
      }
      kind = name.startsWith("ITERATOR") ? ITERATOR : isTable(attribute, tree) ? TABLE : STATE;
    }
    return kind;
  }

  private static boolean isTable(ObjectNode.Attribute attribute, ObjectTree tree) {
    for (TensorEntry tensor : tree.tensors(attribute)) {
      if (tensor.name().endsWith("-keys")) {
        return true;
      }
    }
    return attribute.name().toString().startsWith("table");
  }
}
