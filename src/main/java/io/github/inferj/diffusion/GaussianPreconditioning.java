// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.log;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sqrt;
import static io.github.inferj.graph.Elementwise.square;
import static io.github.inferj.graph.Elementwise.subtract;

import java.util.List;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * All variables together, as if they were normal: D(x, sigma) = m(x, sigma) + s(sigma) f, where m and s are
 * mean and standard deviation of the clean variables given the noisy and the observed ones under a
 * {@link GaussianApproximation}. So the network learns only what is not normal and linear, on the scale of
 * what is left unknown. With independent variables of unit variance this is the F prediction of Karras
 * et al. (2022), equation 7.
 */
final class GaussianPreconditioning implements Preconditioning {

	/** Number of {@link #hints}. */
	static final int HINTS = 3;

	private final Value x;
	private final Value innovations;
	private final Value estimate;
	private final Value spread;
	private final Value sigma;
	private final Value scale;

	/**
	 * Adds the inputs {@link DenoiserGraph#INNOVATION}, {@link DenoiserGraph#GAIN} and {@link DenoiserGraph#SPREAD} to
	 * a graph.
	 *
	 * @param mean of the approximation, one for each column
	 * @param x the noisy values, (B, C)
	 * @param sigma the noise level of each sample, (B, 1)
	 */
	GaussianPreconditioning(final Graph graph, final double[] mean, final Value x, final Value sigma) {
		final Dim batch = x.shape().dim(0);
		final Dim columns = Dim.of(mean.length);
		final Value innovation = graph.input(DenoiserGraph.INNOVATION, ElementType.FLOAT, new Shape(List.of(batch, columns,
			columns)));
		final Value gain = graph.input(DenoiserGraph.GAIN, ElementType.FLOAT, x.shape());
		spread = graph.input(DenoiserGraph.SPREAD, ElementType.FLOAT, x.shape());
		this.x = x;
		this.sigma = sigma;
		scale = sqrt(add(square(sigma), 1));
		final float[] means = new float[mean.length];
		for (int i = 0; i < means.length; i++) means[i] = (float) mean[i];
		final Value difference = Layout.reshape(subtract(x, graph.constant(means, Shape.of(means.length))), new Shape(List.of(
			batch, columns, Dim.ONE)));
		innovations = Layout.reshape(LinearAlgebra.matMul(innovation, difference), x.shape());
		estimate = subtract(x, multiply(gain, innovations));
	}

	@Override
	public Value input() {
		return divide(x, scale);
	}

	/**
	 * How far each value is from its prediction from all others, the estimate, and the logarithm of its standard deviation
	 * over that of a variable of unit variance by itself.
	 */
	@Override
	public List<Value> hints() {
		final Value alone = divide(sigma, scale);
		return List.of(innovations, estimate, multiply(log(divide(spread, alone)), 0.5));
	}

	@Override
	public Value denoised(final Value output) {
		return add(estimate, multiply(spread, output));
	}

	@Override
	public Value target(final Value clean) {
		return divide(subtract(clean, estimate), spread);
	}
}
