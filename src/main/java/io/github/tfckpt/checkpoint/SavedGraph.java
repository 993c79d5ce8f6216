package io.github.tfckpt.checkpoint;

import io.github.tfckpt.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The graph of a SavedModel, as far as the names of its operations tell. */
final class SavedGraph {

  /** What a variable is in a graph: its operation, after the length of that word. */
  private static final List<String> VARIABLES =
      List.of("\013VarHandleOp", "\012VariableV2", "\010Variable");

  private static final long MOST_LOOKED_AT = 256 << 20;
  private static final int PIECE = 1 << 16;
  private static final int OVERLAP = 16;

  private SavedGraph() {}

  /** True if a graph has variables. */
  static boolean hasVariables(Path model) throws IOException {
    try (FileSource file = FileSource.open(model)) {
      long end = Math.min(file.size(), MOST_LOOKED_AT);
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      for (long at = 0; at < end; at += PIECE - OVERLAP) {
        int size = (int) Math.min(PIECE, end - at);
        file.read(at, piece.clear().limit(size));
        String text = new String(piece.array(), 0, size, StandardCharsets.ISO_8859_1);
        if (VARIABLES.stream().anyMatch(text::contains)) {
          return true;
        }
      }
      return false;
    }
  }
}
