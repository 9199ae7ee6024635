// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * Writes a {@link Graph} as an ONNX model (IR version 8, operator set 18), keeping only what the
 * outputs depend on. Known multiples of the batch size are written as named extents, {@code B},
 * {@code 4B}, and so on.
 */
public final class OnnxWriter {

	/** The ONNX operator set the graphs are written in. */
	public static final int OPERATOR_SET = 18;
	private static final int IR_VERSION = 8;

	private OnnxWriter() {}

	/**
	 * @param graph has at least one output
	 * @param name name of the graph
	 * @param metadata entries for the model's metadata
	 * @return the model
	 */
	public static ModelProto write(final Graph graph, final String name, final Map<String, String> metadata) {
		final GraphProto.Builder proto = GraphProto.newBuilder().setName(name);
		final Set<Value> needed = needed(graph);
		for (final Value input : graph.inputs()) proto.addInput(info(input.name(), input));
		for (final Graph.Initializer initializer : graph.initializers()) if (needed.contains(initializer.value()))
			proto.addInitializer(TensorProto.newBuilder().setName(initializer.value().name())
				.setDataType(initializer.value().type().onnx().getNumber())
				.addAllDims(Arrays.stream(initializer.value().shape().sizes(1)).boxed().toList())
				.setRawData(ByteString.copyFrom(initializer.elements().duplicate())));
		final Map<Value, String> names = new HashMap<>();
		graph.outputs().forEach((key, value) -> { if (value.operation().isPresent()) names.putIfAbsent(value, key); });
		for (final Operation operation : graph.operations())
			if (operation.outputs().stream().anyMatch(needed::contains)) proto.addNode(node(operation, names));
		graph.outputs().forEach((key, value) -> {
			final String source = names.getOrDefault(value, value.name());
			if (!source.equals(key)) proto.addNode(NodeProto.newBuilder().setOpType("Identity").addInput(source).addOutput(key));
			proto.addOutput(info(key, value));
		});
		final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("InferJ")
			.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET)).setGraph(proto);
		metadata.forEach((key, value) -> model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
		return model.build();
	}

	private static Set<Value> needed(final Graph graph) {
		final Set<Value> needed = new HashSet<>(graph.outputs().values());
		final List<Operation> operations = graph.operations();
		for (int i = operations.size() - 1; i >= 0; i--) {
			final Operation operation = operations.get(i);
			if (operation.outputs().stream().anyMatch(needed::contains)) needed.addAll(operation.inputs());
		}
		return needed;
	}

	private static NodeProto node(final Operation operation, final Map<Value, String> names) {
		final NodeProto.Builder node = NodeProto.newBuilder().setOpType(operation.operator());
		for (final Value input : operation.inputs()) node.addInput(names.getOrDefault(input, input.name()));
		for (final Value output : operation.outputs()) node.addOutput(names.getOrDefault(output, output.name()));
		operation.attributes().entrySet().stream().sorted(Map.Entry.comparingByKey())
			.forEach(entry -> node.addAttribute(attribute(entry.getKey(), entry.getValue())));
		return node.build();
	}

	private static AttributeProto attribute(final String name, final Object value) {
		final AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
		if (value instanceof Long number) return attribute.setType(AttributeProto.AttributeType.INT).setI(number).build();
		if (value instanceof Float number) return attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number).build();
		if (value instanceof String text) return attribute.setType(AttributeProto.AttributeType.STRING)
			.setS(ByteString.copyFromUtf8(text)).build();
		return attribute.setType(AttributeProto.AttributeType.INTS)
			.addAllInts(Arrays.stream((long[]) value).boxed().collect(Collectors.toList())).build();
	}

	private static ValueInfoProto info(final String name, final Value value) {
		final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
		for (final Dim dim : value.shape().dims()) shape.addDim(dim.batch() ? TensorShapeProto.Dimension.newBuilder()
			.setDimParam(dim.toString()) : TensorShapeProto.Dimension.newBuilder().setDimValue(dim.size()));
		return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor
			.newBuilder().setElemType(value.type().onnx().getNumber()).setShape(shape))).build();
	}
}
