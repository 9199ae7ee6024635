// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.square;
import static io.github.inferj.graph.Elementwise.subtract;

import java.util.List;
import java.util.Optional;

import io.github.inferj.gradient.Gradients;
import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Weights;

/**
 * The graphs made of a preconditioned network: the denoiser, and its training loss.
 */
public final class DenoiserGraph {

	/** Name of the input (B, C) with the noisy or observed standardised variables. */
	public static final String X = "x";
	/** Name of the input (B, C): 1 where observed, 0 where latent. */
	public static final String OBSERVED = "observed";
	/** Name of the input (B, 1) with the noise levels. */
	public static final String SIGMA = "sigma";
	/** Name of the input (B, C) with the index of functions, scaled to -1 ... 1; for networks that have functions. */
	public static final String PLACES = "places";
	/** Name of the input (B, E, width) with the tokens of embedded variables; for networks that have some. */
	public static final String EMBEDDED = "embedded";
	/** Name of the input (B, C) with standard normal noise; for training. */
	public static final String NOISE = "noise";
	/** Name of the output (B, C) with the denoised estimate. */
	public static final String DENOISED = "denoised";
	/** Name of the input (B, C) with the vectors v of {@link #addVectorJacobian}. */
	public static final String VECTOR = "vector";
	/** Name of the output (B, C) of {@link #addVectorJacobian}. */
	public static final String VECTOR_JACOBIAN = "vector_jacobian";

	private DenoiserGraph() {}

	/**
	 * Adds the denoiser with its inputs and its output to a graph.
	 *
	 * @param network the network; the tokens of its embedded variables are an input
	 * @param attention which tokens may read which
	 * @param prediction what the network's output stands for
	 */
	public static void addDenoiser(final Graph graph, final JointNetwork network, final AttentionBias attention,
		final Prediction prediction, final Weights weights)
	{
		addDenoiser(graph, network, attention, prediction, network.embeddings().count() == 0 ? Optional.empty() : Optional.of(graph
			.input(EMBEDDED, ElementType.FLOAT, Shape.batch(network.embeddings().count(), network.width()))), weights);
	}

	/**
	 * The same with the tokens of embedded variables from the graph itself.
	 *
	 * @param embedded (B, E, width), if there are any
	 */
	public static void addDenoiser(final Graph graph, final JointNetwork network, final AttentionBias attention,
		final Prediction prediction, final Optional<Value> embedded, final Weights weights)
	{
		final int columns = network.columns();
		final Value x = graph.input(X, ElementType.FLOAT, Shape.batch(columns));
		final Value observed = graph.input(OBSERVED, ElementType.FLOAT, Shape.batch(columns));
		final Value sigma = graph.input(SIGMA, ElementType.FLOAT, Shape.batch(1));
		final Preconditioning preconditioning = new Preconditioning(prediction, sigma);
		final Value latent = subtract(graph.constant(1), observed);
		final Value output = network.apply(inputs(preconditioning, x, observed, latent), observed, places(graph, network, x.shape()),
			embedded, preconditioning.noise(), attention.addTo(graph, Dim.BATCH), weights);
		graph.output(DENOISED, add(multiply(latent, preconditioning.denoised(x, output)), multiply(observed, x)));
	}

	/**
	 * Adds the products v^T dD/dx of given vectors with each sample's Jacobian of the denoiser, by
	 * reverse-mode differentiation.
	 *
	 * @param graph has the input {@link #X} and the output {@link #DENOISED}, both (B, C)
	 */
	public static void addVectorJacobian(final Graph graph) {
		final Value x = graph.inputs().stream().filter(input -> input.name().equals(X)).findFirst().orElseThrow();
		final Value denoised = graph.outputs().get(DENOISED);
		final Value vector = graph.input(VECTOR, ElementType.FLOAT, denoised.shape());
		graph.output(VECTOR_JACOBIAN, Gradients.of(Reduction.sum(multiply(denoised, vector)), List.of(x)).get(0));
	}

	/**
	 * Adds the loss with its inputs to a graph: the squared error of the network's output, averaged over
	 * each sample's latent variables and then over the batch (Gloeckler et al. 2024, equation 3, with
	 * the weighting of noise levels that {@link Prediction} names). So every conditional counts alike,
	 * however few variables it leaves latent.
	 *
	 * @param network the network
	 * @param attention which tokens may read which
	 * @param prediction what the network's output stands for
	 * @param batch number of samples, B
	 * @return the loss, a scalar
	 */
	public static Value addLoss(final Graph graph, final JointNetwork network, final AttentionBias attention,
		final Prediction prediction, final int batch, final Weights weights)
	{
		final int columns = network.columns();
		final Optional<Value> embedded = network.embeddings().addTo(graph, Dim.of(batch), network.width(), weights);
		final Value clean = graph.input(X, ElementType.FLOAT, Shape.of(batch, columns));
		final Value observed = graph.input(OBSERVED, ElementType.FLOAT, Shape.of(batch, columns));
		final Value sigma = graph.input(SIGMA, ElementType.FLOAT, Shape.of(batch, 1));
		final Value noise = graph.input(NOISE, ElementType.FLOAT, Shape.of(batch, columns));
		final Preconditioning preconditioning = new Preconditioning(prediction, sigma);
		final Value latent = subtract(graph.constant(1), observed);
		final Value noisy = add(clean, multiply(multiply(sigma, noise), latent));
		final Value output = network.apply(inputs(preconditioning, noisy, observed, latent), observed, places(graph, network, clean
			.shape()), embedded, preconditioning.noise(), attention.addTo(graph, Dim.of(batch)), weights);
		final Value error = multiply(latent, subtract(output, preconditioning.target(clean, noisy)));
		return Reduction.mean(divide(Reduction.sum(square(error), false, 1), Reduction.sum(latent, false, 1)));
	}

	private static Optional<Value> places(final Graph graph, final JointNetwork network, final Shape shape) {
		return network.hasFunctions() ? Optional.of(graph.input(PLACES, ElementType.FLOAT, shape)) : Optional.empty();
	}

	private static Value inputs(final Preconditioning preconditioning, final Value x, final Value observed, final Value latent) {
		return add(multiply(latent, preconditioning.input(x)), multiply(observed, x));
	}
}
