package io.github.tfckpt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One declaration of columns, and what each format makes of it. */
final class RecordPrinterTest {

  /** Rows are numbers. */
  private static final Columns<Double> COLUMNS =
      new Columns<Double>()
          .field("name", value -> "tab\\x09")
          .field("value", value -> value)
          .shown("VALUE", value -> RoundedNumber.of(value))
          .right()
          .field("positive", value -> value > 0 ? Optional.of(true) : Optional.empty())
          .field("shape", value -> Shape.of(2, 3))
          .field("most", value -> new BigInteger("18446744073709551615"))
          .field("inner", value -> JsonDocument.object("a", List.of(value, 1L)))
          .jsonOnly()
          .field("inner_a", value -> List.of(value, 1L))
          .rowsOnly();

  private interface Format {
    RecordPrinter<Double> of(ByteArrayOutputStream out) throws IOException;
  }

  private static String printed(Format format, Double... rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.of(out).printAll(List.of(rows));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void jsonHasARecordALine() throws IOException {
    assertEquals(
        """
        {"schema":"s/1","rows":[
        {"name":"tab\\\\x09","value":0.1,"positive":true,"shape":[2,3],"most":18446744073709551615,"inner":{"a":[0.1,1]}},
        {"name":"tab\\\\x09","value":"-Infinity","shape":[2,3],"most":18446744073709551615,"inner":{"a":["-Infinity",1]}}
        ]}
        """,
        printed(
            out -> RecordPrinter.json(COLUMNS, JsonDocument.object("schema", "s/1"), "rows", out),
            0.1,
            Double.NEGATIVE_INFINITY));
  }

  @Test
  void jsonLinesAreTheSameObjects() throws IOException {
    assertEquals(
        "{\"name\":\"tab\\\\x09\",\"value\":\"NaN\",\"shape\":[2,3],"
            + "\"most\":18446744073709551615,\"inner\":{\"a\":[\"NaN\",1]}}\n",
        printed(out -> RecordPrinter.jsonLines(COLUMNS, out), Double.NaN));
  }

  @Test
  void halfACharacterIsAQuestionMark() {
    assertEquals("{\"a\":\"?\"}", JsonDocument.text(JsonDocument.object("a", "\ud800")));
  }

  @Test
  void csvQuotesWhatHoldsCommasAndTsvNothing() throws IOException {
    String titles = "name,value,positive,shape,most,inner_a\n";
    assertEquals(
        titles + "tab\\x09,Infinity,true,\"[2, 3]\",18446744073709551615,\"[Infinity, 1]\"\n",
        printed(out -> RecordPrinter.csv(COLUMNS, true, out), Double.POSITIVE_INFINITY));
    assertEquals(
        titles.replace(',', '\t') + "tab\\x09\t-0.5\t\t[2, 3]\t18446744073709551615\t[-0.5, 1]\n",
        printed(out -> RecordPrinter.tsv(COLUMNS, true, out), -0.5));
  }

  @Test
  void textShowsWhatHasATitle() throws IOException {
    assertEquals(
        "VALUE\n0.333\n  inf\n",
        printed(
            out ->
                RecordPrinter.table(
                    new TextTable<>(COLUMNS), new TextOut(out), TextStyle.endless(false)),
            1.0 / 3,
            Double.POSITIVE_INFINITY));
  }
}
