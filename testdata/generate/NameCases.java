package io.github.tfckpt.generate;

import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What tensors may be called, and how many there may be. */
final class NameCases {

  private NameCases() {}

  static void namesV2(Folder folder) {
    List<Variable> variables = names();
    variables.add(raw(0x66, 0xff, 0x6f));
    variables.add(raw(0x00, 0x77));
    variables.add(raw(0x00, 0x77, 0x00, 0x01, 0x01));
    variables.add(raw(0xed, 0xa0, 0x80));
    folder.v2("model.ckpt", variables);
  }

  static void namesV1(Folder folder) {
    List<Variable> variables = names();
    variables.add(raw(0x6e, 0x00, 0x6c));
    folder.v1("model.ckpt", variables);
  }

  private static List<Variable> names() {
    List<Variable> variables = new ArrayList<>();
    String[] names = {
      "w",
      "w[0]",
      "w[0][1:2]",
      "layer_2/w",
      "layer_10/w",
      "a/b/c",
      "/leading",
      "trailing/",
      "two//slashes",
      "../outside",
      "C:\\windows",
      "literal\\x1b",
      "*",
      "wh?t",
      "{a,b}",
      "-f",
      "sp ace",
      " ",
      "tab\there",
      "line\nbreak",
      "carriage\rreturn",
      "\u001b[31mred\u001b[0m",
      "\u001b]0;title\u0007",
      "bell\u0007",
      "delete\u007f",
      "c1\u009b31m",
      "gr\u00fc\u00dfe",
      "gru\u0308\u00dfe",
      "\u4e16\u754c/\u91cd\u307f",
      "\ud83d\ude80",
      "right\u202eleft",
      "zero\u200bwidth",
      "line\u2028separator",
      "\"quoted\"",
      "'single'",
      "comma,semicolon;",
      "=1+1",
      "%s%d%n",
      "$HOME",
      "<b>",
      "x".repeat(300),
      "dense/kernel/.ATTRIBUTES/VARIABLE_VALUE",
    };
    for (String name : names) {
      variables.add(Variable.whole(name, numbered(variables.size())));
    }
    return variables;
  }

  private static Variable raw(int... name) {
    byte[] bytes = new byte[name.length];
    for (int i = 0; i < name.length; i++) {
      bytes[i] = (byte) name[i];
    }
    return new Variable(Bytes.copyOf(bytes), numbered(1000 + name.length), List.of());
  }

  private static Value numbered(int number) {
    return Bits.row(Type.INT32, number, -number);
  }

  /** So many keys, each so much of its own, that the index has three blocks. */
  static void many(Folder folder) {
    String scope = "/encoder/transformer/layer/attention/self/query/kernel/and/a/good/way/further";
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      String number = String.format(Locale.ROOT, "%04d", i);
      variables.add(
          Variable.whole(number + scope + scope + number, Bits.row(Type.INT32, i).reshaped()));
    }
    folder.saver().v2(folder.file("model.ckpt-3000"), Variable.items(variables));
    folder.expected().many("V2", variables, "model.ckpt-3000", ".");
  }

  /** Paths that are patterns, if somebody takes them for such. */
  static void globPrefix(Folder folder) {
    folder.v2("model[2].ckpt", List.of(Variable.whole("w", numbered(2))));
    folder.v1("model[1].ckpt", List.of(Variable.whole("w", numbered(1))));
  }
}
