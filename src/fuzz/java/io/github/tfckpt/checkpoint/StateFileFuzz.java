package io.github.tfckpt.checkpoint;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat.ParseException;
import com.google.protobuf.TextFormat.Parser;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Any text as a state file: what protobuf's own parser reads in it, we read too, and the same. */
public final class StateFileFuzz {

  private static final Descriptor STATE = state();
  private static final Parser PARSER = Parser.newBuilder().build();

  private StateFileFuzz() {}

  private static Descriptor state() {
    DescriptorProto state =
        DescriptorProto.newBuilder()
            .setName("CheckpointState")
            .addField(
                field(
                    1,
                    "model_checkpoint_path",
                    FieldDescriptorProto.Type.TYPE_STRING,
                    Label.LABEL_OPTIONAL))
            .addField(
                field(
                    2,
                    "all_model_checkpoint_paths",
                    FieldDescriptorProto.Type.TYPE_STRING,
                    Label.LABEL_REPEATED))
            .addField(
                field(
                    3,
                    "all_model_checkpoint_timestamps",
                    FieldDescriptorProto.Type.TYPE_DOUBLE,
                    Label.LABEL_REPEATED))
            .addField(
                field(
                    4,
                    "last_preserved_timestamp",
                    FieldDescriptorProto.Type.TYPE_DOUBLE,
                    Label.LABEL_OPTIONAL))
            .build();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder().setSyntax("proto3").addMessageType(state).build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().get(0);
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  private static FieldDescriptorProto field(
      int number, String name, FieldDescriptorProto.Type type, Label label) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(label)
        .build();
  }

  public static void fuzzerTestOneInput(byte[] bytes) {
    Optional<StateFile> ours = Optional.empty();
    String refusal = "";
    try {
      ours = Optional.of(StateFile.parse("checkpoint", Bytes.copyOf(bytes)));
    } catch (Corrupt e) {
      refusal = e.getMessage();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') < 0) {
      compare(text, ours, refusal);
    }
  }

  private static void compare(String text, Optional<StateFile> ours, String refusal) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(STATE);
    try {
      PARSER.merge(text, builder);
    } catch (ParseException e) {
      return;
    }
    Object latest = builder.getField(STATE.findFieldByNumber(1));
    Object all = builder.getField(STATE.findFieldByNumber(2));
    if (ours.isEmpty()) {
      throw new AssertionError("protobuf reads it, we do not: " + refusal);
    }
    StateFile state = ours.get();
    if (!state.latest().orElse("").equals(latest) || !List.copyOf(state.all()).equals(all)) {
      throw new AssertionError("protobuf reads " + builder + ", we " + state);
    }
  }
}
