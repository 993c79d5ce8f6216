package io.github.tfckpt.objects;

import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The paths of objects, as keys of tensors spell them: {@code layer/.OPTIMIZER_SLOT/optimizer/m}.
 *
 * @see "tensorflow/python/trackable/trackable_utils.py, escape_local_name and slot_variable_key"
 */
final class KeyPaths {

  /** What stands for a path that is not spelled out. */
  private static final String LONG = "...";

  private final ObjectPlaces places;

  KeyPaths(ObjectPlaces places) {
    this.places = places;
  }

  /** See {@link ObjectTree#path}. */
  String of(int node) {
    if (isLong(node)) {
      return LONG;
    }
    List<String> names = new ArrayList<>();
    long bytes = 0;
    for (int at = node; places.parent(at) != ObjectPlaces.NOWHERE; at = places.parent(at)) {
      bytes += places.name(at).size();
      if (bytes > ObjectTree.MOST_PATH_BYTES) {
        return LONG;
      }
      names.add(escaped(places.name(at)));
      int keeper = places.keeper(at);
      if (keeper != ObjectPlaces.NOWHERE) {
        String slot = ".OPTIMIZER_SLOT/" + keeperPath(keeper);
        bytes += slot.length();
        names.add(slot);
      }
    }
    Collections.reverse(names);
    return String.join("/", names);
  }

  /** An optimizer that is itself a slot, and so on, is nothing that anybody saves. */
  private String keeperPath(int keeper) {
    if (isLong(keeper)) {
      return LONG;
    }
    for (int at = keeper; at != ObjectPlaces.NOWHERE; at = places.parent(at)) {
      if (places.keeper(at) != ObjectPlaces.NOWHERE) {
        return LONG;
      }
    }
    return of(keeper);
  }

  private boolean isLong(int node) {
    return !places.isPlaced(node) || places.depth(node) > ObjectTree.LONGEST_PATH;
  }

  /** A name as it stands in a key. */
  static String escaped(Bytes name) {
    return name.toString().replace(".", "..").replace("/", ".S");
  }
}
