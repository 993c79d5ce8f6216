package io.github.tfckpt.cli;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help whose descriptions break lines only at spaces and hyphens. Left to itself the parser also
 * breaks after other marks, which tears {@code .h5} and {@code ARCHIVE!/PATH} apart.
 */
final class UnbrokenHelp extends Help {

  private static final String MARKS = ".:/!,";

  /** The first of the characters that stand in for {@link #MARKS}; lines do not break at them. */
  private static final char STAND_IN = '\ue000';

  UnbrokenHelp(CommandSpec command, ColorScheme colours) {
    super(command, colours);
  }

  @Override
  public String description(Object... params) {
    UsageMessageSpec message = commandSpec().usageMessage();
    String[] paragraphs = message.description();
    for (int i = 0; i < paragraphs.length; i++) {
      paragraphs[i] = standIns(paragraphs[i]);
    }
    boolean wide = message.adjustLineBreaksForWideCJKCharacters();
    StringBuilder lines = new StringBuilder();
    return restored(join(ansi(), message.width(), wide, paragraphs, lines, params).toString());
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer renderer = super.createDefaultOptionRenderer();
    return (option, label, colours) -> joined(renderer.render(option, label, colours));
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer renderer = super.createDefaultParameterRenderer();
    return (argument, label, colours) -> joined(renderer.render(argument, label, colours));
  }

  @Override
  public String optionList() {
    return restored(super.optionList());
  }

  @Override
  public String parameterList() {
    return restored(super.parameterList());
  }

  /** Puts stand-ins into the last cell of each row, which is the description and has no style. */
  private Text[][] joined(Text[][] rows) {
    for (Text[] row : rows) {
      int last = row.length - 1;
      row[last] = colorScheme().text(standIns(row[last].toString()));
    }
    return rows;
  }

  /** A stand-in for each mark that is inside a word: what follows it is no space. */
  private static String standIns(String text) {
    StringBuilder result = new StringBuilder(text);
    for (int i = 0; i + 1 < text.length(); i++) {
      int mark = MARKS.indexOf(text.charAt(i));
      if (mark >= 0 && !Character.isWhitespace(text.charAt(i + 1))) {
        result.setCharAt(i, (char) (STAND_IN + mark));
      }
    }
    return result.toString();
  }

  private static String restored(String text) {
    String result = text;
    for (int mark = 0; mark < MARKS.length(); mark++) {
      result = result.replace((char) (STAND_IN + mark), MARKS.charAt(mark));
    }
    return result;
  }
}
