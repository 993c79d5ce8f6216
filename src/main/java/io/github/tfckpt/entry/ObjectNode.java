package io.github.tfckpt.entry;

import io.github.tfckpt.io.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One object of a TF2 object graph, as stored: what it refers to may not be there.
 *
 * @param children the objects that it holds, in the order of saving
 * @param attributes the values that were saved of it
 * @param slots of an optimizer, what it keeps for variables
 * @param saver how it was saved, if by a function that was registered for it
 * @see "tensorflow/core/protobuf/trackable_object_graph.proto"
 */
public record ObjectNode(
    List<Child> children, List<Attribute> attributes, List<Slot> slots, Optional<Saver> saver) {

  /** An object whose lists do not change any more. */
  public ObjectNode {
    children = List.copyOf(children);
    attributes = List.copyOf(attributes);
    slots = List.copyOf(slots);
  }

  /**
   * An object under the name that its owner has for it.
   *
   * @param name {@code layer}, or an index in a list
   * @param node its number; any number may be stored
   */
  public record Child(Bytes name, int node) {}

  /**
   * A value that was saved.
   *
   * @param name {@code VARIABLE_VALUE} for a variable
   * @param fullName the variable's name in its graph; may be empty, or that of others too
   * @param key where the value is; of tables and iterators a label that no tensor has
   */
  public record Attribute(Bytes name, Bytes fullName, Bytes key) {}

  /**
   * What an optimizer keeps for a variable.
   *
   * @param variable the number of the variable's object
   * @param name for example {@code m}
   * @param node the number of the object that holds the value
   */
  public record Slot(int variable, Bytes name, int node) {}

  /**
   * A function that was registered to save objects of a class.
   *
   * @param name of the function
   * @param object the name that was made up for the object, unique in its graph
   */
  public record Saver(Bytes name, Bytes object) {}
}
