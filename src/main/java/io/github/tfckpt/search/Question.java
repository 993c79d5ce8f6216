package io.github.tfckpt.search;

import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text asks for.
 *
 * @param subjects in the order of the text, at most {@value #MOST}
 * @param more how many more there were
 * @param isAboutFiles true if the text is a message about damaged or missing files
 * @param isEmpty true if the text is empty
 */
public record Question(List<Query> subjects, int more, boolean isAboutFiles, boolean isEmpty) {

  static final int MOST = 1000;

  /** A longer text is cut: a name that is looked for does not come so late. */
  private static final int LONGEST = 1 << 20;

  /** Up to this many words may be parts of one name. */
  private static final int FEW_WORDS = 3;

  /** Up to this many, if none of them looks like a name. */
  private static final int MOST_WORDS = 8;

  /** What may be a name: with a letter, and nothing that calls are written with. */
  private static final Pattern NAME =
      Pattern.compile("(?=[^a-zA-Z]{0,100}[a-zA-Z])[^\\s()\\[\\]{}<>=,;`]{1,500}");

  private static final Set<String> LITTLE =
      Set.of(
          "is", "are", "was", "were", "be", "has", "have", "the", "a", "an", "of", "to", "in", "on",
          "not", "no", "and", "or", "but", "for", "with", "from", "that", "this", "does", "do",
          "could", "cannot", "which", "than");

  private static final Pattern QUOTED = Pattern.compile("[\"'`]([^\"'`\\s]{2,500})[\"'`]");

  /** A question whose list does not change any more. */
  public Question {
    subjects = List.copyOf(subjects);
  }

  /**
   * {@return what a text asks for, taken apart}
   *
   * @param text a message of TensorFlow's, a name or some words of one, with a shape or without;
   *     what follows its first 1,048,576 characters is not read
   */
  public static Question of(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    List<Query> subjects = Messages.subjects(cut);
    boolean files = Messages.isAboutFiles(cut);
    if (subjects.isEmpty() && !files && !Messages.isAboutCode(cut)) {
      subjects = plain(cut);
    }
    int kept = Math.min(MOST, subjects.size());
    return new Question(subjects.subList(0, kept), subjects.size() - kept, files, cut.isBlank());
  }

  /** No message that we know: names, or words of one, and perhaps a shape. */
  private static List<Query> plain(String text) {
    Optional<Shape> shape = Shapes.in(text);
    List<Query> subjects = new ArrayList<>();
    for (String name : names(Shapes.without(text).strip())) {
      Query subject = Sums.isSum(name) ? Query.summed(name, Sums.of(name)) : Query.named(name);
      subjects.add(shape.isPresent() ? subject.only(shape.get()) : subject);
    }
    if (subjects.isEmpty() && shape.isPresent()) {
      subjects.add(Query.shaped(shape.get()));
    }
    return subjects;
  }

  private static List<String> names(String text) {
    String[] words = text.isEmpty() ? new String[0] : text.split("\\s+", -1);
    if (words.length <= FEW_WORDS) {
      return words.length == 0 ? List.of() : List.of(String.join("/", words));
    }
    boolean sentence = isSentence(words);
    List<String> names = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      if (NAME.matcher(quoted.group(1)).matches()) {
        names.add(quoted.group(1));
      }
    }
    for (int i = 0; i < words.length && names.isEmpty(); i++) {
      String word = words[i].replaceAll("^[\"'`(]+|[\"'`),.;:]+$", "");
      boolean name = NAME.matcher(word).matches() && (word.indexOf('/') > 0 || sentence);
      if (name && isMade(word) && !word.endsWith(".py") && !word.startsWith("job:")) {
        names.add(word);
      }
    }
    if (names.isEmpty() && words.length <= MOST_WORDS && !sentence) {
      names.add(String.join("/", words));
    }
    return names;
  }

  /** True of words that no name has among its parts. */
  private static boolean isSentence(String[] words) {
    if (words.length > MOST_WORDS) {
      return true;
    }
    for (String word : words) {
      if (word.endsWith(":") || LITTLE.contains(word.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /** True if a word is put together as names are, and as words of a language are not. */
  private static boolean isMade(String word) {
    return word.chars().anyMatch(c -> c == '_' || c == '/' || Character.isDigit(c));
  }
}
