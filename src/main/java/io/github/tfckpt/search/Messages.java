package io.github.tfckpt.search;

import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages of TensorFlow, Keras and libraries around them about a tensor that could not be
 * restored, and what each says about the tensor.
 *
 * @see "tensorflow/core/kernels/save_restore_v2_ops.cc"
 * @see "tensorflow/python/checkpoint/checkpoint.py"
 * @see "tensorflow/python/training/checkpoint_utils.py"
 */
final class Messages {

  // Every repetition is bounded: a log may be one word of a million letters.
  private static final String SHAPE = "(" + Shapes.PATTERN + ")";
  private static final String ROOT = "\\(root\\)((?:\\.[^\\s:,;]{1,2000})?)";

  private record Phrase(Pattern pattern, Function<Matcher, Query> meaning) {}

  /** What a phrase found, and where. */
  private record Mention(int start, Query subject) {}

  private static final Phrase SLOT =
      phrase(
          ROOT + "'s state '([^'\\n]{1,2000})' for " + ROOT,
          m -> slot(m.group(1), m.group(2), m.group(3)));

  /** The key of a slot, of which Keras 3 has none. */
  private static final Pattern SLOT_KEY =
      Pattern.compile(
          "([^\\s]{1,2000})/\\.OPTIMIZER_SLOT/([^\\s]{1,2000}?)/([^\\s/]{1,2000})"
              + "(?:/\\.ATTRIBUTES/VARIABLE_VALUE)?");

  private static final Phrase OBJECT = phrase(ROOT, m -> object(m.group(1)));

  private static final Phrase STORED_KEY =
      phrase("checkpoint_key: *\"([^\"\\n]{1,2000})\"", m -> named(m.group(1)));

  private static final List<Phrase> NAMED =
      List.of(
          phrase("\\bKey ([^\\n]{1,2000}?) not found in checkpoint", m -> named(m.group(1))),
          phrase(
              "\\bTensor (?:name )?\"([^\"\\n]{1,2000})\" (?:is )?not found in",
              m -> named(m.group(1))),
          phrase(
              "\\bTensor ([^\\s\"]{1,2000}) (?:\\([^\\n]{0,2000}?\\) )?(?:is )?not found in",
              m -> named(m.group(1))),
          phrase(
              "(?:^|\\s)(?!Key )([^\\s\":]{1,2000}) not found in checkpoint",
              m -> named(m.group(1))),
          phrase(
              "doesn't match with shape of\\s+tensor (\\S{1,2000}) \\(" + SHAPE + "\\)",
              m -> named(m.group(1)).with(Shapes.parse(m.group(2)))),
          phrase(
              "incompatible tensor with shape " + SHAPE + "[^\\n]{0,300}? name (\\S{1,2000})",
              m -> named(m.group(2)).with(Shapes.parse(m.group(1)))),
          phrase(
              "\\btensor_name = ([^\\s;\"]{1,2000})(?:; shape in shape_and_slice spec "
                  + SHAPE
                  + " does not match the shape stored in checkpoint: "
                  + SHAPE
                  + ")?",
              m -> named(m.group(1)).with(shape(m, 3))),
          phrase(
              "\\bVariable\\s+\\[([^\\]\\n]{1,2000})\\]\\s+is\\s+(?:not\\s+)?available\\s+in\\s+checkpoint"
                  + "(?:[^\\[]{1,200}Checkpoint\\s+shape:\\s+\\["
                  + SHAPE
                  + "\\])?",
              m -> named(m.group(1)).with(shape(m, 2))),
          phrase(
              "\\bVariable (\\S{1,2000}) (?:missing in checkpoint|in checkpoint not found in)",
              m -> named(m.group(1))),
          phrase(
              "for weight (\\S{1,2000}?)\\. Weight expects shape "
                  + SHAPE
                  + "\\. Received saved weight with shape "
                  + SHAPE,
              m -> named(m.group(1)).with(Shapes.parse(m.group(3)))),
          phrase(
              "value\\.shape="
                  + SHAPE
                  + "\\. Target variable: <(?:Keras)?Variable [^>\\n]{0,300}?\\bpath=([^\\s,>]{1,2000})",
              m -> named(m.group(2)).with(Shapes.parse(m.group(1)))),
          phrase("`set_weights\\(weights\\)` on layer '([^'\\n]{1,2000})'", m -> named(m.group(1))),
          phrase(
              "\\bLayer (\\S{1,2000}) weight shape " + SHAPE + " is not compatible with provided",
              m -> named(m.group(1)).with(Shapes.parse(m.group(2)))),
          phrase("\\bNo such layer: ([^\\s,]{1,2000}?)\\. Existing", m -> named(m.group(1))),
          phrase(
              "\\bSkipping variable loading for optimizer '[^'\\n]{1,2000}'",
              m -> named("optimizer")),
          phrase(
              "\\bInput \\d{1,9} (?:with name '[^'\\n]{0,2000}' )?of layer \"?'?([^\\s'\"]{1,2000}?)'?\"? is incompatible",
              m -> named(m.group(1))),
          phrase(
              "\\bLayer '([^'\\n]{1,2000})' (?:expected \\d+ variables|was never built)",
              m -> named(m.group(1))),
          phrase(
              "<tf\\.Variable '([^'\\n]{1,2000})' shape=" + SHAPE,
              m -> named(m.group(1)).with(Shapes.parse(m.group(2)))),
          phrase(
              "<(?:Keras)?Variable [^>\\n]{0,300}?\\bpath=([^\\s,>]{1,2000})",
              m -> named(m.group(1))));

  /** Names in a row: {@code not found in the checkpoint: a, b}. */
  private static final Pattern LIST =
      Pattern.compile(
          "(?:variables are in the graph, but not found in the checkpoint"
              + "|Existing variables not in the checkpoint): ([^\\n]{1,100000})");

  /** The part of a message that identifies a tensor only by its checksum or shape. */
  private static final List<Phrase> NAMELESS =
      List.of(
          phrase(
              "(?i)\\b(?:checksum does not match:|crc32c is [0-9a-f]{8} \\(\\d{1,10}\\),) stored "
                  + Sums.PATTERN
                  + "\\b",
              m -> summed(m.group(1))),
          phrase(
              "\\bShapes " + SHAPE + " and " + SHAPE + " are (?:incompatible|not compatible)",
              m -> Query.named("").with(Shapes.parse(m.group(2)))));

  /** Layers of Keras that a message only lists. */
  private static final Phrase LAYER =
      phrase("<\\w{1,100} name=([^\\s,>]{1,2000}), built=", m -> named(m.group(1)));

  /** Messages about files, which {@code verify} is for. */
  private static final Pattern ABOUT_FILES =
      Pattern.compile(
          "(?i)\\bchecksum (?:does not match|mismatch)|\\b(?:block|length) checksum"
              + "|\\bRead (?:less|fewer) bytes than requested|\\bUnable to open table file"
              + "|\\bnot an sstable|\\bfile is too short to be an sstable|\\btruncated block read"
              + "|\\bbad magic number|\\bcorrupted compressed block|\\bTensorBundle at ");

  /** Messages about a program and what it called: what they quote is no tensor. */
  private static final Pattern ABOUT_CODE =
      Pattern.compile(
          "\\bcould not be deserialized|\\bCould not locate (?:class|function)"
              + "|\\bFile format not supported|\\bdoes not have a `\\w{1,200}` method"
              + "|\\b(?:unexpected|Unrecognized) keyword argument|\\bhas no attribute '"
              + "|\\bNo module named|\\bUnknown (?:layer|optimizer|loss|metric)\\b"
              + "|\\b__array__ implementation");

  private static final Pattern ASSIGN =
      Pattern.compile("\\blhs shape= ?" + SHAPE + "\\s+rhs shape= ?" + SHAPE);

  private static final Pattern SAVE_FILE = Pattern.compile("save file shape: " + SHAPE);

  /** Where an assignment says what it assigns to; the first that is there counts. */
  private static final List<Pattern> TARGETS =
      List.of(
          Pattern.compile("\\]\\(([^\\s,()]{1,2000}), [^\\s()]{0,2000}(?:RestoreV2|restore_slice)"),
          Pattern.compile("_class=\\[\"loc:@([^\"\\n]{1,2000})\"\\]"),
          Pattern.compile(
              "Input Source operations connected to node [^\\n]{0,2000}:\\s+(\\S{1,2000}) \\(defined"));

  private Messages() {}

  private static Phrase phrase(String pattern, Function<Matcher, Query> meaning) {
    return new Phrase(Pattern.compile(pattern), meaning);
  }

  private static Query named(String name) {
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    Matcher slot = SLOT_KEY.matcher(plain);
    if (slot.matches()) {
      return Query.slot(slot.group(2), slot.group(3), slot.group(1).replace('/', '.'));
    }
    return Query.named(plain.endsWith(":0") ? plain.substring(0, plain.length() - 2) : plain);
  }

  private static Query object(String dotted) {
    String path = dotted.startsWith(".") ? dotted.substring(1) : dotted;
    return path.isEmpty()
        ? Query.named("")
        : Query.object(path.endsWith(".") ? path.substring(0, path.length() - 1) : path);
  }

  private static Query slot(String optimizer, String slot, String variable) {
    return Query.slot(object(optimizer).path(), slot, object(variable).path());
  }

  private static Optional<Shape> shape(Matcher match, int group) {
    return match.group(group) == null ? Optional.empty() : Shapes.parse(match.group(group));
  }

  private static Query summed(String number) {
    List<Integer> sums = Sums.of(number);
    return sums.isEmpty() ? Query.named("") : Query.summed("", sums);
  }

  /** True if a text is of damaged or missing files. */
  static boolean isAboutFiles(String text) {
    return ABOUT_FILES.matcher(text).find();
  }

  /** True if a text is of a program, not of tensors, as far as nothing else in it is. */
  static boolean isAboutCode(String text) {
    return ABOUT_CODE.matcher(text).find();
  }

  /** What a text says in one of these phrases, in order; empty if it is in none. */
  static List<Query> subjects(String text) {
    List<Mention> found = new ArrayList<>();
    NAMED.forEach(phrase -> collect(phrase, text, found));
    list(text, found);
    assignment(text, found);
    int before = found.size();
    collect(STORED_KEY, text, found);
    if (found.size() == before) {
      collect(SLOT, text, found);
      collect(OBJECT, SLOT.pattern().matcher(text).replaceAll(" "), found);
    }
    if (found.isEmpty()) {
      NAMELESS.forEach(phrase -> collect(phrase, text, found));
    }
    if (found.isEmpty()) {
      collect(LAYER, text, found);
    }
    found.sort(Comparator.comparingInt(Mention::start));
    Map<String, Query> subjects = new LinkedHashMap<>();
    for (Mention one : found) {
      subjects.merge(one.subject().shown(), one.subject(), Messages::moreOf);
    }
    return new ArrayList<>(subjects.values());
  }

  /** Of two that tell of one tensor, that which tells its shape. */
  private static Query moreOf(Query first, Query second) {
    return first.shape().isEmpty() ? second : first;
  }

  private static void collect(Phrase phrase, String text, List<Mention> found) {
    Matcher match = phrase.pattern().matcher(text);
    while (match.find()) {
      Query subject = phrase.meaning().apply(match);
      if (!subject.equals(Query.named(""))) {
        found.add(new Mention(match.start(), subject));
      }
    }
  }

  private static void list(String text, List<Mention> found) {
    Matcher match = LIST.matcher(text);
    while (match.find()) {
      for (String name : match.group(1).split(", ", -1)) {
        String plain = name.endsWith("...") ? name.substring(0, name.length() - 3) : name;
        if (!plain.isBlank()) {
          found.add(new Mention(match.start(), named(plain.strip())));
        }
      }
    }
  }

  /** An assignment tells the checkpoint's shape, and mostly the variable. */
  private static void assignment(String text, List<Mention> found) {
    Matcher shapes = ASSIGN.matcher(text);
    Matcher saved = SAVE_FILE.matcher(text);
    boolean assigned = shapes.find();
    if (!assigned && !saved.find()) {
      return;
    }
    int start = assigned ? shapes.start() : saved.start();
    Optional<Shape> shape = Shapes.parse(assigned ? shapes.group(2) : saved.group(1));
    for (Pattern target : TARGETS) {
      Matcher name = target.matcher(text);
      if (name.find(start)) {
        found.add(new Mention(start, named(name.group(1)).with(shape)));
        return;
      }
    }
    if (shape.isPresent()) {
      found.add(new Mention(start, Query.named("").with(shape)));
    }
  }
}
