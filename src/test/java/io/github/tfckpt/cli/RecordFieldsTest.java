package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command names a tensor by its key, its full name and its role. */
final class RecordFieldsTest {

  private static final String KERAS = "testdata/python/keras-checkpoint";
  private static final String KEY = "optimizer/_iterations/.ATTRIBUTES/VARIABLE_VALUE";

  /** What Keras calls the variable, and that it counts: known from Keras, not from us. */
  private static final Map<String, String> FIELDS =
      Map.of("name", KEY, "full_name", "adam/iteration", "role", "counters");

  private static List<String> line(String command, String format) {
    List<String> line = new ArrayList<>(List.of(command, "-f", format, KERAS));
    if (command.equals("diff")) {
      line.add(KERAS);
    }
    line.add(KEY);
    return line;
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "stats", "digest", "diff", "find"})
  void jsonAndRowsCarryNameFullNameAndRole(String command) {
    String json = Run.of(line(command, "jsonl").toArray(new String[0])).out();
    JsonObject object =
        JsonParser.parseString(json.lines().findFirst().orElse("")).getAsJsonObject();
    List<String> rows = Run.of(line(command, "tsv").toArray(new String[0])).out().lines().toList();
    List<String> titles = List.of(rows.get(0).split("\t", -1));
    List<String> cells = List.of(rows.get(1).split("\t", -1));
    FIELDS.forEach(
        (field, value) -> {
          assertEquals(value, object.get(field).getAsString(), field);
          assertEquals(value, cells.get(titles.indexOf(field)), field);
        });
  }
}
