/**
 * A graph whose constants are tensors: a frozen GraphDef, a SavedModel, a MetaGraphDef.
 *
 * <pre>
 *   SavedModel           1 saved_model_schema_version   2 meta_graphs* MetaGraphDef
 *   MetaGraphDef         1 meta_info_def {4 tags*}      2 graph_def GraphDef
 *   GraphDef             1 node* NodeDef                2 library FunctionDefLibrary
 *   FunctionDefLibrary   1 function* FunctionDef
 *   FunctionDef          1 signature {1 name}           3 node_def* NodeDef
 *   NodeDef              1 name   2 op                  5 attr* {1 key, 2 value AttrValue}
 *   AttrValue            8 tensor TensorProto, or another of its fields
 *   TensorProto          1 dtype   2 tensor_shape   4 tensor_content   5 to 18 values by type
 * </pre>
 *
 * <p>None of these files says what it is: {@link io.github.tfckpt.tf.graph.GraphKind} recognizes
 * them by their fields. A constant is a node with op {@code Const} or {@code HostConst} and an
 * attribute {@code value}. It has the name of its node, {@code FUNCTION:NODE} in the body of a
 * function. Node names are unique within one graph only, so {@code @TAGS} follows those of a
 * SavedModel's second and later graphs.
 *
 * <p>Values that are left out repeat the last one, so a few bytes can stand for any number of
 * elements: {@link io.github.tfckpt.tf.graph.ConstantElements}. These files have no checksums.
 *
 * @see "tensorflow/core/framework/graph.proto, node_def.proto, attr_value.proto, function.proto"
 * @see "tensorflow/core/protobuf/saved_model.proto, meta_graph.proto"
 * @see "tensorflow/core/framework/tensor.cc, Tensor::FromProto"
 */
package io.github.tfckpt.tf.graph;
