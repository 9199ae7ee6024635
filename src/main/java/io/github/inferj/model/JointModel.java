// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.file.Path;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.NoiseSchedule;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.graph.Graph;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;

/**
 * A trained network with everything a query needs: the variables, their standardisation, the noise
 * levels and where the model came from. Immutable; {@link ConditionalSampler} runs it.
 *
 * @param specification the variables
 * @param standardisation between their units and the network's
 * @param architecture size of the network
 * @param edgeMasks which tokens of the network may read which
 * @param noise the noise levels it was trained on and is sampled with
 * @param prediction what the network's output stands for
 * @param provenance how it came about
 * @param weights all weights in the network's layout; not to be changed
 */
public record JointModel(ModelSpecification specification, Standardisation standardisation, Architecture architecture,
	EdgeMasks edgeMasks, NoiseLevels noise, Prediction prediction, Provenance provenance, float[] weights)
{

	public JointModel {
		final int expected = new JointNetwork(architecture, Tokens.of(specification, edgeMasks)).layout().count();
		if (weights.length != expected) throw new IllegalArgumentException(weights.length + " weights for a network of "
			+ expected);
	}

	/**
	 * Reads and checks a model file.
	 *
	 * @throws io.github.inferj.InvalidInputException if there is no such file, or it is not a model that
	 *           this version can use; the message says which
	 */
	public static JointModel load(final Path file) {
		return ModelFile.read(file);
	}

	/**
	 * Writes the model as an ONNX file, to a temporary file beside the target first.
	 *
	 * @throws io.github.inferj.InvalidInputException if the file cannot be written; nothing is left behind
	 */
	public void save(final Path file) {
		ModelFile.write(this, file);
	}

	/** @return this network, sampled at the noise levels of another schedule */
	public JointModel withSampling(final NoiseSchedule schedule) {
		return new JointModel(specification, standardisation, architecture, edgeMasks, noise.with(noise.training(), schedule),
			prediction, provenance, weights);
	}

	/** @return the attention biases of the denoiser's graph, a new object */
	public AttentionBias attention() {
		return new AttentionBias(edgeMasks, specification);
	}

	/**
	 * @return a graph of the denoiser with the weights as constants, for any batch size; with directed edge
	 *         masks it has an input {@link AttentionBias#INPUT}
	 */
	public Graph denoiser() {
		final Graph graph = new Graph();
		final JointNetwork network = new JointNetwork(architecture, Tokens.of(specification, edgeMasks));
		final WeightLayout layout = network.layout();
		DenoiserGraph.addDenoiser(graph, network, attention(), prediction, layout.constants(graph, weights));
		return graph;
	}
}
