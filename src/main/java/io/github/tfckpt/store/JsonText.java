package io.github.tfckpt.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.SourceStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON of any length, read token by token within bounds for depth, names and texts. */
public final class JsonText {

  /** The longest name that is taken, as in tables. */
  private static final int LONGEST_NAME = 1 << 16;

  private static final int LONGEST_TEXT = 1 << 24;
  private static final int DEEPEST = 100;

  /** Names are kept elsewhere, and a million of them are not looked up. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private JsonText() {}

  /** What is done with a document. */
  @FunctionalInterface
  public interface Reading {
    void read(JsonParser json) throws IOException;
  }

  /**
   * Reads one document, after which there may be white space only.
   *
   * @throws Corrupt where it is not JSON in UTF-8
   */
  public static void read(ByteSource text, Reading reading) throws IOException {
    try (Reader characters =
            new InputStreamReader(new SourceStream(text), StandardCharsets.UTF_8.newDecoder());
        JsonParser json = FACTORY.createParser(characters)) {
      try {
        reading.read(json);
        if (json.nextToken() != null) {
          throw Corrupt.at(text.description(), "something follows the JSON");
        }
      } catch (JsonEOFException e) {
        throw Corrupt.at(text.description(), "the JSON has no end (truncated?)");
      } catch (JsonProcessingException e) {
        throw Corrupt.at(
            text.description(),
            "not JSON at character %d: %s",
            Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getCharOffset()),
            String.valueOf(e.getOriginalMessage()).replaceAll("\\p{Cntrl}+", " "));
      } catch (CharacterCodingException e) {
        throw Corrupt.at(text.description(), "the JSON is not UTF-8");
      }
    }
  }

  /** Moves to the first token, which has to begin an object. */
  public static void requireObject(JsonParser json, ByteSource text) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new Corrupt(text.description(), "is not a JSON object");
    }
  }
}
