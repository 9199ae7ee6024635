// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.gradient.Gradients;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Elementwise;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.model.EmbeddingInputs;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.runtime.Workers;

/**
 * One optimisation step. The batch is cut into shards: the loss and gradient of each is one run of an
 * ONNX graph on one thread, several of them at once, and a second graph adds the gradients in order
 * and takes the step of {@link Optimiser}. So the result does not depend on the number of threads,
 * and threads wait for each other once per step, not once per operator. On a GPU the batch is one shard. The flat state vectors exist
 * twice and swap roles at every step, so that nothing is copied.
 */
final class TrainingStep implements AutoCloseable {

	private static final int MOST_SHARDS = 8;
	private static final int FEW_SHARDS = 4;
	/** Where a shard would have fewer tokens, what each operator costs by itself outweighs that its values fit into the cache. */
	private static final int LEAST_TOKENS = 400;
	private static final String LOSS = "loss";
	private static final String GRADIENT = "gradient";
	private static final double LARGEST_NORM = 1;
	private static final List<String> STATE = List.of(Optimiser.WEIGHTS, Optimiser.MEAN, Optimiser.SQUARE, Optimiser.AVERAGE);
	private static final List<String> SCALARS = List.of(Optimiser.RATE, Optimiser.MEAN_CORRECTION,
		Optimiser.SQUARE_CORRECTION, Optimiser.AVERAGE_DECAY);

	private final Session differentiation;
	private final Session update;
	private final List<Shard> shards;
	private final Map<String, Tensor> scalars = new HashMap<>();
	private final List<Map<String, Tensor>> states;
	private final Session.Bindings[] bindings = new Session.Bindings[2];
	private final Workers workers;
	private final double momentum;
	private int current;

	/**
	 * @param embedded makes the inputs of embedded variables for so many samples
	 * @param settings batch size, threads, device and how weights follow gradients
	 */
	TrainingStep(final DenoiserGraph denoiser, final WeightLayout layout,
		final IntFunction<Optional<EmbeddingInputs>> embedded, final TrainingSettings settings)
	{
		final int batchSize = settings.batchSize();
		final int threads = settings.threads();
		final int count = settings.device() == Device.CPU ? shards(batchSize, denoiser.attention().tokens()) : 1;
		momentum = settings.optimisation().momentum();
		differentiation = new Session(OnnxWriter.write(differentiation(denoiser, layout, batchSize / count),
			"InferJ loss and gradient", Map.of()).toByteArray(), 1, settings.device());
		update = new Session(OnnxWriter.write(update(layout, count, settings.optimisation()), "InferJ optimisation step", Map.of())
			.toByteArray(), threads, settings.device());
		for (final String name : SCALARS) scalars.put(name, new Tensor());
		states = List.of(stateVectors(layout.count()), stateVectors(layout.count()));
		shards = Stream.generate(() -> new Shard(BatchTensors.of(batchSize / count, denoiser, embedded.apply(batchSize / count)),
			layout.count()))
			.limit(count).toList();
		for (int i = 0; i < 2; i++) bindings[i] = new Session.Bindings(inputs(states.get(i)), outputs(states.get(1 - i)));
		workers = new Workers("InferJ training", Math.min(threads, count));
	}

	private static int shards(final int batchSize, final int tokens) {
		int count = batchSize * tokens < MOST_SHARDS * LEAST_TOKENS ? FEW_SHARDS : MOST_SHARDS;
		while (batchSize % count != 0) count--;
		return count;
	}

	private static Graph differentiation(final DenoiserGraph denoiser, final WeightLayout layout, final int size) {
		final Graph graph = new Graph();
		final Value weights = graph.input(Optimiser.WEIGHTS, ElementType.FLOAT, Shape.of(layout.count()));
		final Value loss = denoiser.addLoss(graph, size, layout.cut(weights));
		graph.output(LOSS, loss);
		graph.output(GRADIENT, Gradients.of(loss, List.of(weights)).get(0));
		return graph;
	}

	private static Graph update(final WeightLayout layout, final int shards, final Optimisation optimisation) {
		final Graph graph = new Graph();
		final Shape shape = Shape.of(layout.count());
		final Value weights = graph.input(Optimiser.WEIGHTS, ElementType.FLOAT, shape);
		Value sum = graph.input(GRADIENT + 0, ElementType.FLOAT, shape);
		for (int i = 1; i < shards; i++) sum = Elementwise.add(sum, graph.input(GRADIENT + i, ElementType.FLOAT, shape));
		Optimiser.addStep(graph, layout, weights, Elementwise.multiply(sum, 1.0 / shards), LARGEST_NORM, optimisation);
		return graph;
	}

	private static Map<String, Tensor> stateVectors(final int count) {
		final Map<String, Tensor> state = new HashMap<>();
		for (final String name : STATE) state.put(name, new Tensor(count));
		return state;
	}

	private Map<String, Tensor> inputs(final Map<String, Tensor> state) {
		final Map<String, Tensor> inputs = new HashMap<>(state);
		inputs.putAll(scalars);
		for (int i = 0; i < shards.size(); i++) inputs.put(GRADIENT + i, shards.get(i).gradient);
		return inputs;
	}

	private static Map<String, Tensor> outputs(final Map<String, Tensor> state) {
		final Map<String, Tensor> outputs = new HashMap<>();
		state.forEach((name, tensor) -> outputs.put(name + Optimiser.NEXT, tensor));
		return outputs;
	}

	/** @return the tensors to fill before each step, one after another */
	List<BatchTensors> batch() {
		return shards.stream().map(shard -> shard.batch).toList();
	}

	/** @return where the steps are computed */
	Device device() {
		return differentiation.device();
	}

	/** @return on how many threads of the CPU gradients are computed */
	int threads() {
		return workers.count();
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
		set(Optimiser.MEAN_CORRECTION, 1 / (1 - Math.pow(momentum, step)));
		set(Optimiser.SQUARE_CORRECTION, 1 / (1 - Math.pow(Optimiser.SQUARE_DECAY, step)));
		set(Optimiser.AVERAGE_DECAY, averageDecay);
		workers.run(shards);
		update.run(bindings[current]);
		current = 1 - current;
		return (float) shards.stream().mapToDouble(shard -> shard.loss.data().get(0)).average().orElseThrow();
	}

	private void set(final String scalar, final double value) {
		scalars.get(scalar).data().put(0, (float) value);
	}

	@Override
	public void close() {
		workers.close();
		differentiation.close();
		update.close();
		shards.forEach(Shard::close);
		scalars.values().forEach(Tensor::close);
		states.forEach(state -> state.values().forEach(Tensor::close));
	}

	/** A part of the batch, with its loss and gradient. */
	private final class Shard implements Runnable, AutoCloseable {

		private final BatchTensors batch;
		private final Tensor loss = new Tensor();
		private final Tensor gradient;
		private final Session.Bindings[] bindings = new Session.Bindings[2];

		Shard(final BatchTensors batch, final int weights) {
			this.batch = batch;
			gradient = new Tensor(weights);
			for (int i = 0; i < 2; i++) {
				final Map<String, Tensor> inputs = new HashMap<>(batch.byName());
				inputs.put(Optimiser.WEIGHTS, states.get(i).get(Optimiser.WEIGHTS));
				bindings[i] = new Session.Bindings(inputs, Map.of(LOSS, loss, GRADIENT, gradient));
			}
		}

		@Override
		public void run() {
			differentiation.run(bindings[current]);
		}

		@Override
		public void close() {
			batch.close();
			loss.close();
			gradient.close();
		}
	}
}
