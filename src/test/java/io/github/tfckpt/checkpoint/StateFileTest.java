package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.TextFormat;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form of a CheckpointState, as google.protobuf.text_format reads it. */
final class StateFileTest {

  private static StateFile parse(String text) throws Corrupt {
    return StateFile.parse("checkpoint", Bytes.utf8(text));
  }

  private static String latest(String text) throws Corrupt {
    return parse("model_checkpoint_path: " + text).latest().orElseThrow();
  }

  @Test
  void readsWhatTensorFlowWrites() throws Corrupt {
    StateFile state =
        parse(
            """
            model_checkpoint_path: "ck-2"
            all_model_checkpoint_paths: "ck-1"
            all_model_checkpoint_paths: "ck-2"
            all_model_checkpoint_timestamps: 1700000000.25
            all_model_checkpoint_timestamps: 1.7e+09
            last_preserved_timestamp: -1
            """);
    assertEquals(new StateFile(Optional.of("ck-2"), List.of("ck-1", "ck-2")), state);
  }

  @Test
  void readsQuotesAndEscapes() throws Corrupt {
    assertEquals("a\"b", latest("'a\"b'"));
    assertEquals("é\n\\", latest("\"\\303\\251\\n\\\\\""));
    assertEquals("é", latest("\"\\xc3\\xa9\""));
    assertEquals("it's", latest("\"it\\'s\""));
    assertEquals("é", latest("\"é\""));
    assertEquals("ab", latest("\"a\"  'b' # joined"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\1234", "\\12", "\\18", "\\0", "\\778", "\\x4142", "\\x4g"})
  void readsAsManyDigitsAsProtobuf(String escaped) throws Exception {
    assertEquals(TextFormat.unescapeBytes(escaped).toStringUtf8(), latest("'" + escaped + "'"));
  }

  @Test
  void lastOfRepeatedScalarWins() throws Corrupt {
    assertEquals("b", latest("'a'; model_checkpoint_path: 'b'"));
  }

  @Test
  void readsListsSeparatorsAndComments() throws Corrupt {
    StateFile state =
        parse(
            "# all\nall_model_checkpoint_paths: ['a', 'b'], all_model_checkpoint_paths: [];"
                + "all_model_checkpoint_timestamps: [1, 2.5]");
    assertEquals(new StateFile(Optional.empty(), List.of("a", "b")), state);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model_checkpoint_path",
        "model_checkpoint_path \"a\"",
        "model_checkpoint_path: a",
        "model_checkpoint_path: \"a",
        "model_checkpoint_path: \"a\n\"",
        "model_checkpoint_path: []",
        "all_model_checkpoint_paths: ['a'",
        "unknown: 1",
        "\u0000",
        "{"
      })
  void refusesOtherText(String text) {
    assertThrows(Corrupt.class, () -> parse(text));
  }
}
