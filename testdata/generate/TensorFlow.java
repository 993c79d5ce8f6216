package io.github.tfckpt.generate;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteTensorHandle;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_Execute;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewContext;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewContextOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewTensorHandle;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpAddInput;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpAddInputList;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpSetAttrTypeList;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_TensorHandleResolve;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_AllocateTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Dim;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NumDims;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TString_Copy;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TString_GetDataPointer;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TString_GetSize;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TString_Init;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorData;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Version;

import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_Op;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_TString;
import org.tensorflow.internal.c_api.TF_Tensor;

/**
 * TensorFlow in this process, through its C interface: it takes names of any bytes and element
 * types that the typed interface has no classes for.
 */
public final class TensorFlow {

  /** Bytes of one string element in memory. */
  private static final int TSTRING = 24;

  private final TF_Status status = TF_NewStatus();
  private final TFE_Context context;

  /** Starts TensorFlow. It stays until the process ends. */
  public TensorFlow() {
    context = TFE_NewContext(TFE_NewContextOptions(), status);
    demand("context");
  }

  /** TensorFlow's version. */
  public static String version() {
    return TF_Version().getString();
  }

  /** Runs an operation without a result; the last input is a list of tensors. */
  void save(String operation, List<Value> inputs, List<Value> list) {
    execute(operation, inputs, list, "", List.of());
  }

  /** Runs an operation without a result. */
  void run(String operation, List<Value> inputs) {
    execute(operation, inputs, List.of(), "", List.of());
  }

  /** Runs an operation whose result is one string. */
  String ask(String operation, List<Value> inputs) {
    List<Value> answer = execute(operation, inputs, List.of(), "", List.of(Type.STRING));
    return answer.get(0).elements().get(0).toString();
  }

  /** Runs an operation whose attribute {@code dtypes} says of which types its results are. */
  List<Value> restore(String operation, List<Value> inputs, List<Type> results) {
    return execute(operation, inputs, List.of(), "dtypes", results);
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private List<Value> execute(
      String operation,
      List<Value> inputs,
      List<Value> list,
      String attribute,
      List<Type> results) {
    List<TFE_TensorHandle> handles = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      TFE_Op op = TFE_NewOp(context, operation, status);
      demand(operation);
      for (Value input : inputs) {
        handles.add(handle(input));
        TFE_OpAddInput(op, handles.get(handles.size() - 1), status);
        demand(operation);
      }
      if (!list.isEmpty()) {
        PointerPointer<TFE_TensorHandle> pointers = new PointerPointer<>(list.size());
        for (int i = 0; i < list.size(); i++) {
          handles.add(handle(list.get(i)));
          pointers.put(i, handles.get(handles.size() - 1));
        }
        TFE_OpAddInputList(op, pointers, list.size(), status);
        demand(operation);
      }
      if (!attribute.isEmpty()) {
        int[] numbers = results.stream().mapToInt(type -> type.number).toArray();
        TFE_OpSetAttrTypeList(
            op, new BytePointer(attribute), new IntPointer(numbers), numbers.length);
      }
      PointerPointer<TFE_TensorHandle> answers = new PointerPointer<>(Math.max(1, results.size()));
      TFE_Execute(op, answers, new IntPointer(new int[] {results.size()}), status);
      TFE_DeleteOp(op);
      demand(operation);
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        values.add(value(answers.get(TFE_TensorHandle.class, i), results.get(i)));
      }
      return values;
    } finally {
      handles.forEach(handle -> TFE_DeleteTensorHandle(handle));
    }
  }

  private TFE_TensorHandle handle(Value value) {
    TF_Tensor tensor = allocate(value);
    TFE_TensorHandle handle = TFE_NewTensorHandle(tensor, status);
    TF_DeleteTensor(tensor);
    demand(value.type() + " tensor");
    return handle;
  }

  private static TF_Tensor allocate(Value value) {
    Type type = value.type();
    long[] extents = value.extents();
    int count = value.elements().size();
    int width = type == Type.STRING ? TSTRING : type.width;
    TF_Tensor tensor =
        TF_AllocateTensor(type.number, extents, extents.length, (long) count * width);
    if (type == Type.STRING) {
      TF_TString strings = new TF_TString(TF_TensorData(tensor));
      for (int i = 0; i < count; i++) {
        TF_TString string = strings.getPointer(i);
        byte[] element = value.elements().get(i).toArray();
        try (BytePointer bytes = new BytePointer(Math.max(1, element.length))) {
          bytes.put(element);
          TF_TString_Init(string);
          TF_TString_Copy(string, bytes, element.length);
        }
      }
    } else if (count > 0) {
      new BytePointer(TF_TensorData(tensor)).put(value.canonical());
    }
    return tensor;
  }

  private Value value(TFE_TensorHandle handle, Type type) {
    TF_Tensor tensor = TFE_TensorHandleResolve(handle, status);
    demand("result");
    long[] extents = new long[TF_NumDims(tensor)];
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = TF_Dim(tensor, axis);
    }
    int count = Math.toIntExact(LongStream.of(extents).reduce(1, Math::multiplyExact));
    List<Bytes> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(Bytes.copyOf(element(tensor, type, i)));
    }
    TF_DeleteTensor(tensor);
    TFE_DeleteTensorHandle(handle);
    return Value.of(type, extents, elements);
  }

  private static byte[] element(TF_Tensor tensor, Type type, int index) {
    byte[] bytes;
    if (type == Type.STRING) {
      TF_TString string = new TF_TString(TF_TensorData(tensor)).getPointer(index);
      bytes = new byte[Math.toIntExact(TF_TString_GetSize(string))];
      TF_TString_GetDataPointer(string).get(bytes);
    } else {
      bytes = new byte[type.width];
      new BytePointer(TF_TensorData(tensor)).position((long) index * type.width).get(bytes);
    }
    return bytes;
  }

  private void demand(String what) {
    if (TF_GetCode(status) != 0) {
      throw new IllegalStateException(what + ": " + TF_Message(status).getString());
    }
  }
}
