// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.minimum;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sqrt;
import static io.github.inferj.graph.Elementwise.square;
import static io.github.inferj.graph.Elementwise.subtract;

import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.network.WeightLayout;

/**
 * One optimisation step after clipping the gradient's norm, followed by an exponential moving average
 * of the weights, as nodes of the training graph: Adam (Kingma and Ba 2015, algorithm 1), with
 * {@link Orthogonalisation} of the momentum in place of Adam's scaling for the matrices that allow it, and decay of all weights
 * besides (Loshchilov and Hutter 2019, algorithm 2).
 * State is flat vectors that go in and come out.
 */
final class Optimiser {

	static final String WEIGHTS = "weights";
	static final String MEAN = "mean";
	static final String SQUARE = "square";
	static final String AVERAGE = "average";
	static final String RATE = "rate";
	static final String MEAN_CORRECTION = "mean_correction";
	static final String SQUARE_CORRECTION = "square_correction";
	static final String AVERAGE_DECAY = "average_decay";
	/** Suffix of the outputs that replace the inputs of the same name. */
	static final String NEXT = "_next";

	static final double SQUARE_DECAY = 0.99;
	private static final double EPSILON = 1e-8;

	private Optimiser() {}

	/**
	 * @param layout says what the vector consists of
	 * @param weights the flat vector of weights, an input of the graph
	 * @param gradient its gradient
	 * @param largestNorm a gradient of larger norm is scaled down to it
	 * @param optimisation momentum and weight decay; the learning rate is an input of the graph
	 */
	static void addStep(final Graph graph, final WeightLayout layout, final Value weights, final Value gradient,
		final double largestNorm, final Optimisation optimisation)
	{
		final Shape shape = weights.shape();
		final double momentum = optimisation.momentum();
		final double decay = optimisation.weightDecay();
		final Value mean = graph.input(MEAN, ElementType.FLOAT, shape);
		final Value square = graph.input(SQUARE, ElementType.FLOAT, shape);
		final Value average = graph.input(AVERAGE, ElementType.FLOAT, shape);
		final Value rate = graph.input(RATE, ElementType.FLOAT, Shape.SCALAR);
		final Value meanCorrection = graph.input(MEAN_CORRECTION, ElementType.FLOAT, Shape.SCALAR);
		final Value squareCorrection = graph.input(SQUARE_CORRECTION, ElementType.FLOAT, Shape.SCALAR);
		final Value averageDecay = graph.input(AVERAGE_DECAY, ElementType.FLOAT, Shape.SCALAR);

		final Value norm = sqrt(Reduction.sum(square(gradient)));
		final Value clip = minimum(graph.constant(1), divide(graph.constant((float) largestNorm), add(norm, EPSILON)));
		final Value clipped = multiply(gradient, clip);
		final Value nextMean = add(multiply(mean, momentum), multiply(clipped, 1 - momentum));
		final Value nextSquare = add(multiply(square, SQUARE_DECAY), multiply(square(clipped), 1 - SQUARE_DECAY));
		final Value adam = divide(multiply(nextMean, meanCorrection), add(sqrt(multiply(nextSquare, squareCorrection)),
			EPSILON));
		final Value nesterov = add(multiply(nextMean, momentum), multiply(clipped, 1 - momentum));
		final Value step = Orthogonalisation.replace(layout, adam, nesterov);
		final Value nextWeights = subtract(weights, multiply(decay == 0 ? step : add(step, multiply(weights, decay)), rate));
		final Value nextAverage = add(nextWeights, multiply(subtract(average, nextWeights), averageDecay));
		graph.output(WEIGHTS + NEXT, nextWeights);
		graph.output(MEAN + NEXT, nextMean);
		graph.output(SQUARE + NEXT, nextSquare);
		graph.output(AVERAGE + NEXT, nextAverage);
	}
}
