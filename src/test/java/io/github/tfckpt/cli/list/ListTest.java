package io.github.tfckpt.cli.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.tfckpt.cli.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs read of a listing; what people read is in the transcripts. */
final class ListTest {

  private static final String NAMES = "testdata/bundles/names-v2";

  @ParameterizedTest
  @ValueSource(
      strings = {NAMES, "testdata/vgg", "testdata/python/objects", "testdata/bundles/shapes-v1"})
  void jsonIsOneDocument(String checkpoint) {
    JsonObject list =
        JsonParser.parseString(Run.of("list", "-f", "json", checkpoint).out()).getAsJsonObject();
    assertEquals("tfckpt/list/1", list.get("schema").getAsString());
    JsonArray tensors = list.getAsJsonArray("tensors");
    JsonObject totals = list.getAsJsonObject("totals");
    assertEquals(tensors.size(), totals.get("tensors").getAsInt());
    long tensorsByRole = 0;
    for (String role :
        List.of(
            "weights", "optimizer", "average", "counters", "bookkeeping", "constant", "aliases")) {
      tensorsByRole += totals.getAsJsonObject(role).get("tensors").getAsLong();
    }
    assertEquals(tensors.size(), tensorsByRole);
    List<JsonElement> lines = new ArrayList<>();
    Run.of("list", "-f", "jsonl", checkpoint)
        .out()
        .lines()
        .forEach(line -> lines.add(JsonParser.parseString(line)));
    assertEquals(tensors.asList(), lines);
  }

  @Test
  void csvHoldsTheSameNames() {
    List<String> names = new ArrayList<>();
    for (CsvRecord row :
        CsvReader.builder().ofCsvRecord(Run.of("list", "-f", "csv", NAMES).out())) {
      names.add(row.getField(0));
      assertEquals(11, row.getFieldCount());
    }
    names.remove(0);
    assertEquals(Run.of("list", "-1", NAMES).out().lines().toList(), names);
    List<String> fromTsv = new ArrayList<>();
    Run.of("list", "-f", "tsv", NAMES)
        .out()
        .lines()
        .skip(1)
        .forEach(line -> fromTsv.add(line.substring(0, line.indexOf('\t'))));
    assertEquals(names, fromTsv);
  }

  @Test
  void everyNameThatIsListedIsUnderstood() {
    for (String name : Run.of("list", "-1", NAMES).out().lines().toList()) {
      if (!name.startsWith("-")) {
        Run run = Run.of("list", "-1", NAMES, name);
        assertEquals(0, run.code(), name + run.err());
        String dump = Run.of("dump", NAMES, name).out();
        assertEquals(name + "  int32  [2]", dump.substring(0, dump.indexOf('\n')));
      }
    }
  }

  @Test
  void listingNeverSteersATerminal() {
    Run run = Run.of("list", NAMES);
    assertEquals(0, run.code());
    run.out().chars().forEach(c -> assertFalse(c != '\n' && Character.isISOControl(c)));
    Run missing = Run.of("list", "src/no\u001b[31m\nsuch");
    assertEquals("tfckpt: src/no\\x1b[31m\\x0asuch: no such checkpoint\n", missing.err());
  }

  @Test
  void colourIsForTerminalsOrOnDemand() {
    assertFalse(Run.of("list", "testdata/vgg").out().contains("\u001b"));
    // A test's streams are plain, as with NO_COLOR: --color always wins.
    assertTrue(Run.of("list", "--color=always", "testdata/vgg").out().contains("\u001b"));
  }
}
