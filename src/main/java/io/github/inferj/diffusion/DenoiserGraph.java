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
import io.github.inferj.network.JointNetwork.Places;
import io.github.inferj.network.Weights;

/**
 * The graphs made of a preconditioned network: the denoiser, and its training loss.
 *
 * @param network the network, with {@link Prediction#hints()}
 * @param attention which tokens may read which
 * @param prediction what the network's output stands for
 * @param gaussian of the network's columns; present for {@link Prediction#GAUSSIAN} and for nothing else
 */
public record DenoiserGraph(JointNetwork network, AttentionBias attention, Prediction prediction,
	Optional<GaussianApproximation> gaussian)
{

	/** Name of the input (B, C) with the noisy or observed standardised variables. */
	public static final String X = "x";
	/** Name of the input (B, C): 1 where observed, 0 where latent. */
	public static final String OBSERVED = "observed";
	/** Name of the input (B, 1) with the noise levels. */
	public static final String SIGMA = "sigma";
	/** Name of the input (B, C) with the index of functions, scaled to -1 ... 1; for networks that have functions. */
	public static final String PLACES = "places";
	/** Name of the input (B, F, width) with what the tokens of functions owe to their places, in the place of {@link #PLACES}. */
	public static final String PLACE_TOKENS = "place_tokens";
	/** Name of the input (B, E, width) with the tokens of embedded variables; for networks that have some. */
	public static final String EMBEDDED = "embedded";
	/** Name of the input (B, C) with standard normal noise; for training. */
	public static final String NOISE = "noise";
	/** Name of the input (B, C, C) with {@link GaussianApproximation.Conditional#innovation}, for {@link Prediction#GAUSSIAN}. */
	public static final String INNOVATION = "innovation";
	/** Name of the input (B, C) with {@link GaussianApproximation.Conditional#gain}, for {@link Prediction#GAUSSIAN}. */
	public static final String GAIN = "gain";
	/** Name of the input (B, C) with {@link GaussianApproximation.Conditional#spread}, for {@link Prediction#GAUSSIAN}. */
	public static final String SPREAD = "spread";
	/** Name of the output (B, C) with the denoised estimate. */
	public static final String DENOISED = "denoised";
	/** Name of the input (B, C) with the vectors v of {@link #addVectorJacobian}. */
	public static final String VECTOR = "vector";
	/** Name of the output (B, C) of {@link #addVectorJacobian}. */
	public static final String VECTOR_JACOBIAN = "vector_jacobian";

	public DenoiserGraph {
		if (gaussian.isPresent() != (prediction == Prediction.GAUSSIAN)) throw new IllegalArgumentException("prediction " + prediction
			+ (gaussian.isPresent() ? " with" : " without") + " a Gaussian approximation");
	}

	/** A graph without a Gaussian approximation. */
	public DenoiserGraph(final JointNetwork network, final AttentionBias attention, final Prediction prediction) {
		this(network, attention, prediction, Optional.empty());
	}

	/**
	 * Adds the denoiser with its inputs and its output to a graph. What does not change while an observation is answered is an
	 * input: the tokens of embedded variables, and those of places.
	 */
	public void addDenoiser(final Graph graph, final Weights weights) {
		final Optional<Places> places = network.functionTokens() == 0 ? Optional.empty() : Optional.of(new Places.Embedded(graph.input(
			PLACE_TOKENS, ElementType.FLOAT, Shape.batch(network.functionTokens(), network.width()))));
		addDenoiser(graph, places, network.embeddings().count() == 0 ? Optional.empty() : Optional.of(graph.input(EMBEDDED,
			ElementType.FLOAT, Shape.batch(network.embeddings().count(), network.width()))), weights);
	}

	/** The same with the networks of embedded variables and of places, whose values are inputs. */
	public void addWhole(final Graph graph, final Weights weights) {
		addDenoiser(graph, places(graph, Shape.batch(network.columns())), network.embeddings().addTo(graph, Dim.BATCH, network.width(),
			weights), weights);
	}

	private Optional<Places> places(final Graph graph, final Shape columns) {
		return network.functionTokens() == 0 ? Optional.empty() : Optional.of(new Places.Indices(graph.input(PLACES, ElementType.FLOAT,
			columns)));
	}

	private void addDenoiser(final Graph graph, final Optional<Places> places, final Optional<Value> embedded, final Weights weights) {
		final int columns = network.columns();
		final Value x = graph.input(X, ElementType.FLOAT, Shape.batch(columns));
		final Value observed = graph.input(OBSERVED, ElementType.FLOAT, Shape.batch(columns));
		final Value sigma = graph.input(SIGMA, ElementType.FLOAT, Shape.batch(1));
		final Preconditioning preconditioning = preconditioning(graph, x, sigma);
		final Value latent = subtract(graph.constant(1), observed);
		final Value output = output(graph, preconditioning, x, observed, latent, sigma, places, embedded, weights);
		graph.output(DENOISED, add(multiply(latent, preconditioning.denoised(output)), multiply(observed, x)));
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
	 * @param batch number of samples, B
	 * @return the loss, a scalar
	 */
	public Value addLoss(final Graph graph, final int batch, final Weights weights) {
		final int columns = network.columns();
		final Optional<Value> embedded = network.embeddings().addTo(graph, Dim.of(batch), network.width(), weights);
		final Value clean = graph.input(X, ElementType.FLOAT, Shape.of(batch, columns));
		final Value observed = graph.input(OBSERVED, ElementType.FLOAT, Shape.of(batch, columns));
		final Value sigma = graph.input(SIGMA, ElementType.FLOAT, Shape.of(batch, 1));
		final Value noise = graph.input(NOISE, ElementType.FLOAT, Shape.of(batch, columns));
		final Value latent = subtract(graph.constant(1), observed);
		final Value noisy = add(clean, multiply(multiply(sigma, noise), latent));
		final Preconditioning preconditioning = preconditioning(graph, noisy, sigma);
		final Value output = output(graph, preconditioning, noisy, observed, latent, sigma, places(graph, clean.shape()), embedded, weights);
		final Value error = multiply(latent, subtract(output, preconditioning.target(clean)));
		return Reduction.mean(divide(Reduction.sum(square(error), false, 1), Reduction.sum(latent, false, 1)));
	}

	private Preconditioning preconditioning(final Graph graph, final Value x, final Value sigma) {
		return gaussian.<Preconditioning>map(normal -> new GaussianPreconditioning(graph, normal.mean(), x, sigma)).orElseGet(
			() -> new IndependentPreconditioning(prediction, x, sigma));
	}

	private Value output(final Graph graph, final Preconditioning preconditioning, final Value x, final Value observed,
		final Value latent, final Value sigma, final Optional<Places> places, final Optional<Value> embedded, final Weights weights)
	{
		final Value values = add(multiply(latent, preconditioning.input()), multiply(observed, x));
		return network.apply(values, observed, preconditioning.hints().stream().map(hint -> multiply(latent, hint)).toList(), places,
			embedded, Preconditioning.noise(sigma), attention.addTo(graph, x.shape().dim(0)), weights);
	}
}
