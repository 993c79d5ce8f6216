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
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_TensorHandleResolve;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_AllocateTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TString_Copy;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TString_GetDataPointer;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TString_GetSize;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TString_Init;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorData;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Version;

import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
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
    execute(operation, inputs, list, false);
  }

  /** Runs an operation without a result. */
  void run(String operation, List<Value> inputs) {
    execute(operation, inputs, List.of(), false);
  }

  /** Runs an operation whose result is one string. */
  String ask(String operation, List<Value> inputs) {
    return execute(operation, inputs, List.of(), true);
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private String execute(
      String operation, List<Value> inputs, List<Value> list, boolean hasResult) {
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
      PointerPointer<TFE_TensorHandle> results = new PointerPointer<>(1);
      int[] count = {hasResult ? 1 : 0};
      try (org.bytedeco.javacpp.IntPointer counted = new org.bytedeco.javacpp.IntPointer(count)) {
        TFE_Execute(op, results, counted, status);
      }
      TFE_DeleteOp(op);
      demand(operation);
      return hasResult ? text(results.get(TFE_TensorHandle.class, 0)) : "";
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

  private String text(TFE_TensorHandle handle) {
    TF_Tensor tensor = TFE_TensorHandleResolve(handle, status);
    demand("result");
    TF_TString string = new TF_TString(TF_TensorData(tensor));
    byte[] bytes = new byte[Math.toIntExact(TF_TString_GetSize(string))];
    TF_TString_GetDataPointer(string).get(bytes);
    TF_DeleteTensor(tensor);
    TFE_DeleteTensorHandle(handle);
    return Bytes.copyOf(bytes).toString();
  }

  private void demand(String what) {
    if (TF_GetCode(status) != 0) {
      throw new IllegalStateException(what + ": " + TF_Message(status).getString());
    }
  }
}
