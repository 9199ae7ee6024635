// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.HashMap;
import java.util.Map;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;

/** The loss on held-out simulations, always with the same masks and noise. */
final class Validation implements AutoCloseable {

	private static final int LEAST_SAMPLES = 2_048;

	private final TrainingData data;
	private final Session session;
	private final BatchTensors batch;
	private final Tensor loss = new Tensor();

	/** @param settings batch size, threads and device */
	Validation(final DenoiserGraph denoiser, final WeightLayout layout, final TrainingData data, final TrainingSettings settings) {
		final int batchSize = settings.batchSize();
		this.data = data;
		final Graph graph = new Graph();
		final Value weights = graph.input(Optimiser.WEIGHTS, ElementType.FLOAT, Shape.of(layout.count()));
		graph.output("loss", denoiser.addLoss(graph, batchSize, layout.cut(weights)));
		session = new Session(OnnxWriter.write(graph, "InferJ validation", Map.of()).toByteArray(), settings.threads(), settings.device());
		batch = BatchTensors.of(batchSize, denoiser, data.embeddingInputs(batchSize));
	}

	/** @return the mean loss of a flat vector of weights */
	double loss(final Tensor weights) {
		final Map<String, Tensor> inputs = new HashMap<>(batch.byName());
		inputs.put(Optimiser.WEIGHTS, weights);
		final Session.Bindings bindings = new Session.Bindings(inputs, Map.of("loss", loss));
		final int samples = Math.max(LEAST_SAMPLES, data.split().heldOut());
		double sum = 0;
		int batches = 0;
		for (int position = 0; position < samples; position += batch.size()) {
			data.fillHeldOut(batch, position);
			session.run(bindings);
			sum += loss.data().get(0);
			batches++;
		}
		return sum / batches;
	}

	@Override
	public void close() {
		session.close();
		batch.close();
		loss.close();
	}
}
