// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.gradient.Gradients;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;

/**
 * One optimisation step as a single ONNX graph: forward pass, loss, gradient and Adam. The flat state
 * vectors exist twice and swap roles at every step, so that nothing is copied.
 */
final class TrainingStep implements AutoCloseable {

	private static final String LOSS = "loss";
	private static final double LARGEST_NORM = 1;
	private static final List<String> STATE = List.of(Optimiser.WEIGHTS, Optimiser.MEAN, Optimiser.SQUARE, Optimiser.AVERAGE);
	private static final List<String> SCALARS = List.of(Optimiser.RATE, Optimiser.MEAN_CORRECTION,
		Optimiser.SQUARE_CORRECTION, Optimiser.AVERAGE_DECAY);

	private final BatchTensors batch;
	private final Session session;
	private final Tensor loss = new Tensor();
	private final Map<String, Tensor> scalars = new HashMap<>();
	private final List<Map<String, Tensor>> states;
	private final Session.Bindings[] bindings = new Session.Bindings[2];
	private int current;

	TrainingStep(final JointNetwork network, final WeightLayout layout, final AttentionBias attention,
		final int batchSize, final int threads)
	{
		final Graph graph = new Graph();
		final Value weights = graph.input(Optimiser.WEIGHTS, ElementType.FLOAT, Shape.of(layout.count()));
		final Value lossValue = DenoiserGraph.addLoss(graph, network, attention, batchSize, layout.cut(weights));
		graph.output(LOSS, lossValue);
		Optimiser.addStep(graph, weights, Gradients.of(lossValue, List.of(weights)).get(0), LARGEST_NORM);
		session = new Session(OnnxWriter.write(graph, "InferJ training step", Map.of()).toByteArray(), threads);
		batch = BatchTensors.of(batchSize, attention);
		for (final String name : SCALARS) scalars.put(name, new Tensor());
		states = List.of(stateVectors(layout.count()), stateVectors(layout.count()));
		for (int i = 0; i < 2; i++) bindings[i] = new Session.Bindings(inputs(states.get(i)), outputs(states.get(1 - i)));
	}

	private static Map<String, Tensor> stateVectors(final int count) {
		final Map<String, Tensor> state = new HashMap<>();
		for (final String name : STATE) state.put(name, new Tensor(count));
		return state;
	}

	private Map<String, Tensor> inputs(final Map<String, Tensor> state) {
		final Map<String, Tensor> inputs = new HashMap<>(state);
		inputs.putAll(scalars);
		inputs.putAll(batch.byName());
		return inputs;
	}

	private Map<String, Tensor> outputs(final Map<String, Tensor> state) {
		final Map<String, Tensor> outputs = new HashMap<>();
		state.forEach((name, tensor) -> outputs.put(name + Optimiser.NEXT, tensor));
		outputs.put(LOSS, loss);
		return outputs;
	}

	/** @return the tensors to fill before each step */
	BatchTensors batch() {
		return batch;
	}

	/** @return where the steps are computed */
	Device device() {
		return session.device();
	}

	/** @return a state vector as it is now: one of the names in {@link Optimiser} */
	Tensor state(final String name) {
		return states.get(current).get(name);
	}

	/**
	 * Takes a step.
	 *
	 * @param step number of the step, from 1
	 * @param rate learning rate
	 * @param averageDecay how much of the moving average of the weights is kept
	 * @return the loss before the step
	 */
	float run(final long step, final double rate, final double averageDecay) {
		set(Optimiser.RATE, rate);
		set(Optimiser.MEAN_CORRECTION, 1 / (1 - Math.pow(Optimiser.MEAN_DECAY, step)));
		set(Optimiser.SQUARE_CORRECTION, 1 / (1 - Math.pow(Optimiser.SQUARE_DECAY, step)));
		set(Optimiser.AVERAGE_DECAY, averageDecay);
		session.run(bindings[current]);
		current = 1 - current;
		return loss.data().get(0);
	}

	private void set(final String scalar, final double value) {
		scalars.get(scalar).data().put(0, (float) value);
	}

	@Override
	public void close() {
		session.close();
		batch.close();
		loss.close();
		scalars.values().forEach(Tensor::close);
		states.forEach(state -> state.values().forEach(Tensor::close));
	}
}
