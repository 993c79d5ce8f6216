package io.github.tfckpt.render;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.SourceStream;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.NumberText;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Single elements as JSON. */
@FunctionalInterface
interface JsonValues {

  /** Writes the element at a row-major index. */
  void write(long index, JsonGenerator json) throws IOException;

  static JsonValues of(Tensor tensor) {
    if (tensor.elements() instanceof StringElements strings) {
      StringElements forward = strings.forward();
      return (index, json) -> string(forward.at(index), json);
    }
    FixedElements elements = (FixedElements) tensor.elements();
    NumberReader reader = new NumberReader(elements);
    NumberText text = new NumberText(elements);
    AsciiBuffer digits = new AsciiBuffer();
    return switch (tensor.dtype().kind()) {
      case BOOL -> (index, json) -> json.writeBoolean(reader.integer(index) != 0);
      case INT -> (index, json) -> json.writeNumber(reader.integer(index));
      case COMPLEX ->
          (index, json) -> {
            json.writeStartArray();
            text.appendReal(index, digits);
            number(reader.real(index), digits, json);
            text.appendImaginary(index, digits);
            number(reader.imaginary(index), digits, json);
            json.writeEndArray();
          };
      case UINT ->
          (index, json) -> {
            text.append(index, digits);
            number(0, digits, json);
          };
      default ->
          (index, json) -> {
            text.append(index, digits);
            number(reader.real(index), digits, json);
          };
    };
  }

  private static void number(double value, AsciiBuffer digits, JsonGenerator json)
      throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(digits.toString());
    } else {
      json.writeString(Double.toString(value));
    }
    digits.clear();
  }

  private static void string(ByteSource bytes, JsonGenerator json) throws IOException {
    if (isUtf8(bytes)) {
      json.writeString(reader(bytes), -1);
    } else {
      json.writeStartObject();
      json.writeFieldName("base64");
      json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, new SourceStream(bytes), -1);
      json.writeEndObject();
    }
  }

  private static Reader reader(ByteSource bytes) {
    return new InputStreamReader(
        new SourceStream(bytes),
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static boolean isUtf8(ByteSource bytes) throws IOException {
    try (Reader text = reader(bytes)) {
      text.transferTo(Writer.nullWriter());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
