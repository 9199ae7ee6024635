// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.exp;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sigmoid;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.inferj.graph.Value;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/**
 * The map between the variables' own units and the network's: each column's transform, then its {@link Scale}. After the
 * columns come the scales of embedded variables: all samples of a signal share one, and so does each value of
 * the members of a set.
 *
 * @param transforms one per column, and per scale of embedded variables
 * @param scales as many
 * @param lowest smallest simulated values in the variables' own units
 * @param highest largest simulated values in the variables' own units
 */
public record Standardisation(Transform[] transforms, Scale[] scales, double[] lowest, double[] highest) {

	private static final double MARGIN = 0.1;
	private static final double ROUNDING = 1e-9;
	/** Quantiles of embedded variables are those of so many values at most. */
	private static final int MOST_SORTED = 1 << 20;

	/**
	 * @return the standardisation of simulations; a column that never varies gets the scale 1, and those of a function and
	 *         those of exchangeable variables share theirs
	 */
	public static Standardisation of(final Simulations simulations) {
		final ModelSpecification specification = simulations.specification();
		final int scales = specification.scaleOf(specification.embedded().size());
		final Standardisation result = new Standardisation(transforms(specification), new Scale[scales], new double[scales],
			new double[scales]);
		for (final int[] together : sharing(specification)) result.measure(simulations, together);
		for (int e = 0; e < specification.embedded().size(); e++) result.measureEmbedded(simulations, e);
		return result;
	}

	/** @return the transforms of all columns, and of the scales of embedded variables */
	static Transform[] transforms(final ModelSpecification specification) {
		return Stream.concat(specification.components().stream().map(c -> c.variable().transform()), specification.embedded().stream()
			.flatMap(v -> Collections.nCopies(v.embedding().orElseThrow().each(), v.transform()).stream())).toArray(
				Transform[]::new);
	}

	/** @return sets of columns that share their scales, each column once */
	private static Collection<int[]> sharing(final ModelSpecification specification) {
		final Map<String, String> leaders = new HashMap<>();
		for (final List<String> group : specification.exchangeable()) for (final String name : group) leaders.put(name, group.get(0));
		final Map<String, int[]> sets = new LinkedHashMap<>();
		for (int c = 0; c < specification.size(); c++) {
			final Component component = specification.components().get(c);
			final Variable variable = component.variable();
			final String leader = leaders.getOrDefault(variable.name(), variable.name());
			sets.merge(leader + (variable.isFunction() ? "" : " " + component.index()), new int[] { c }, (all, one) -> IntStream
				.concat(Arrays.stream(all), Arrays.stream(one)).toArray());
		}
		return sets.values();
	}

	/** Fills in the scales of columns that share theirs. */
	private void measure(final Simulations simulations, final int[] together) {
		final Transform transform = transforms[together[0]];
		final double[] sorted = new double[simulations.count() * together.length];
		for (int i = 0; i < sorted.length; i++) sorted[i] = transform.forward(simulations.get(i / together.length, together[i
			% together.length]));
		Arrays.sort(sorted);
		final double mean = Arrays.stream(sorted).average().orElseThrow();
		final double sd = Math.sqrt(Arrays.stream(sorted).map(z -> square(z - mean)).average().orElseThrow());
		final Scale scale = Scale.of(sorted, mean, sd);
		for (final int c : together) {
			lowest[c] = transform.inverse(sorted[0]);
			highest[c] = transform.inverse(sorted[sorted.length - 1]);
			scales[c] = scale;
		}
	}

	/** Fills in the scales of an embedded variable without a copy of all its values. */
	private void measureEmbedded(final Simulations simulations, final int number) {
		final ModelSpecification specification = simulations.specification();
		final Variable variable = specification.embedded().get(number);
		final int each = variable.embedding().orElseThrow().each();
		final int from = specification.embeddedOffset(number) - specification.embeddedOffset(0);
		for (int i = 0; i < each; i++) {
			final EmbeddedValues values = new EmbeddedValues(simulations, variable, from + i, each);
			final int scale = specification.scaleOf(number) + i;
			final double mean = values.stream().average().orElseThrow();
			final double sd = Math.sqrt(values.stream().map(z -> square(z - mean)).average().orElseThrow());
			lowest[scale] = variable.transform().inverse(values.stream().min().orElseThrow());
			highest[scale] = variable.transform().inverse(values.stream().max().orElseThrow());
			scales[scale] = Scale.withoutScores(values.some(MOST_SORTED).sorted().toArray(), mean, sd);
		}
	}

	/** The transformed values of one scale of an embedded variable in all simulations, those of absent members left out. */
	private record EmbeddedValues(Simulations simulations, Variable variable, int from, int each) {

		DoubleStream stream() {
			return IntStream.range(0, simulations.count()).boxed().flatMapToDouble(row -> values(row, 1));
		}

		/** @return values at equal distances, at most so many */
		DoubleStream some(final int most) {
			final long all = (long) simulations.count() * (variable.size() / each);
			final int step = (int) ((all + most - 1) / most);
			return IntStream.range(0, simulations.count()).boxed().flatMapToDouble(row -> values(row, step));
		}

		private DoubleStream values(final int row, final int step) {
			final float[] values = simulations.rows().embedded(row);
			return IntStream.iterate(row % step, i -> i < variable.size() / each, i -> i + step).mapToDouble(i -> values[from + i
				* each]).filter(x -> !Double.isNaN(x)).map(variable.transform()::forward);
		}
	}

	/**
	 * @param from the model of this standardisation
	 * @param to the same model with its functions at other numbers of places, or its sets with other numbers of members
	 */
	public Standardisation withPlaces(final ModelSpecification from, final ModelSpecification to) {
		final int[] source = IntStream.concat(to.components().stream().mapToInt(c -> from.indexOf(c.variable().isFunction() ? c
			.variable().componentName(0) : c.name())), IntStream.range(from.size(), scales.length)).toArray();
		return new Standardisation(Arrays.stream(source).mapToObj(c -> transforms[c]).toArray(Transform[]::new), Arrays.stream(source)
			.mapToObj(c -> scales[c]).toArray(Scale[]::new), at(lowest, source), at(highest, source));
	}

	private static double[] at(final double[] values, final int[] places) {
		return Arrays.stream(places).mapToDouble(c -> values[c]).toArray();
	}

	private static double square(final double x) {
		return x * x;
	}

	/** @return a value of a column in the network's units */
	public double forward(final int column, final double x) {
		return scales[column].forward(transforms[column].forward(x));
	}

	/** @return a value of a column in its own units */
	public double inverse(final int column, final double y) {
		return transforms[column].inverse(scales[column].inverse(y));
	}

	/** @return graph nodes of {@link #inverse(int, double)}, of the shape of {@code y} */
	public Value inverse(final int column, final Value y) {
		final Value z = scales[column].inverse(y);
		if (transforms[column] instanceof Transform.Log) return exp(z);
		if (transforms[column] instanceof Transform.Logit logit) return add(multiply(sigmoid(z), logit.upper() - logit.lower()),
			logit.lower());
		return z;
	}

	/** @return log |d forward / dx| of a column at {@code x} */
	public double logDerivative(final int column, final double x) {
		return transforms[column].logDerivative(x) + scales[column].logDerivative(transforms[column].forward(x));
	}

	/**
	 * @param support in the column's own units
	 * @return the support in the network's units
	 */
	public Support forward(final int column, final Support support) {
		return new Support(forward(column, support.lower()), forward(column, support.upper()));
	}

	/**
	 * Whether a value lies so far from all simulated ones that the network extrapolates: beyond the smallest or the
	 * largest by more than a tenth of the range between them, measured in the network's units. In those the range is the
	 * one that the network was trained on, whatever the transform: a positive column with a logarithm is left towards 0
	 * as it is towards large values, which in its own units it never could be; and where tails are heavy the margin
	 * grows with them, as the extremes of a repetition would.
	 * <p>
	 * Without a margin, a draw of the simulator itself would lie outside n of its simulations with probability
	 * 2 / (n + 1), and a table of many rows would always be warned of. With a margin of a share f of the range the
	 * probability falls to Gamma(2 + f) n^-(1 + f) at the end of an exponential tail, which is 4e-5 for f = 0.1 and
	 * n = 10,000, to less in a Gaussian tail, and to nothing where a column is bounded.
	 *
	 * @param x a value of a column in its own units; never far outside if NaN
	 */
	public boolean isFarOutside(final int column, final double x) {
		final double lower = forward(column, lowest[column]);
		final double upper = forward(column, highest[column]);
		final double margin = MARGIN * (upper - lower) + ROUNDING;
		final double y = forward(column, x);
		return y < lower - margin || y > upper + margin;
	}
}
