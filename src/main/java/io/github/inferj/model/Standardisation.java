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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.inferj.constraint.Interval;
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
 * <p>
 * Columns of which all simulated values are whole numbers are learned as if each were anywhere within a quarter of itself
 * (uniform dequantisation; Uria et al. 2013, with half their width), and values drawn near it are rounded: the probability of a
 * whole number is then that of the interval around it. As no network is exact at the ends of what it learned, whole numbers that can
 * only end there do: at 0 if none is negative, and where at least a hundredth of all simulations are.
 *
 * @param transforms one per column, and per scale of embedded variables
 * @param scales as many
 * @param lowest smallest simulated values in the variables' own units
 * @param highest largest simulated values in the variables' own units
 * @param whole for each column of whole numbers what rounds to those that it can be, in its own units
 */
public record Standardisation(Transform[] transforms, Scale[] scales, double[] lowest, double[] highest,
	Map<Integer, Support> whole)
{

	private static final double MARGIN = 0.1;
	private static final double ROUNDING = 1e-9;
	/** The share of simulations at the largest or smallest whole number that makes it an end. */
	private static final double END = 0.01;
	/** Of the interval around a whole number in which it is learned. */
	private static final double WIDTH = 0.5;
	private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;
	/** Quantiles of embedded variables are those of so many values at most. */
	private static final int MOST_SORTED = 1 << 20;

	/** A standardisation without whole numbers. */
	public Standardisation(final Transform[] transforms, final Scale[] scales, final double[] lowest, final double[] highest) {
		this(transforms, scales, lowest, highest, Map.of());
	}

	/**
	 * @return the standardisation of simulations; a column that never varies gets the scale 1, and those of a function and
	 *         those of exchangeable variables share theirs
	 */
	public static Standardisation of(final Simulations simulations) {
		final ModelSpecification specification = simulations.specification();
		final int scales = specification.scaleOf(specification.embedded().size());
		final Standardisation result = new Standardisation(transforms(specification), new Scale[scales], new double[scales],
			new double[scales], new TreeMap<>());
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
		final boolean isWhole = areWhole(simulations, together);
		for (int i = 0; i < sorted.length; i++) sorted[i] = transform.forward(simulations.get(i / together.length, together[i
			% together.length]) + (isWhole ? spread(i) : 0));
		Arrays.sort(sorted);
		final double mean = Arrays.stream(sorted).average().orElseThrow();
		final double sd = Math.sqrt(Arrays.stream(sorted).map(z -> square(z - mean)).average().orElseThrow());
		final Scale scale = Scale.of(sorted, mean, sd);
		for (final int c : together) {
			if (isWhole) whole.put(c, Support.REAL);
			lowest[c] = rounded(c, transform.inverse(sorted[0]));
			highest[c] = rounded(c, transform.inverse(sorted[sorted.length - 1]));
			scales[c] = scale;
			if (isWhole) whole.put(c, range(lowest[c], highest[c], transform.inverse(Scale.quantile(sorted, END)), transform.inverse(Scale.quantile(
				sorted, 1 - END))));
		}
	}

	/**
	 * @param lowest the smallest whole number
	 * @param highest the largest one
	 * @param low the quantile of {@link #END}
	 * @param high the quantile of 1 - {@link #END}
	 */
	private static Support range(final double lowest, final double highest, final double low, final double high) {
		final double first = low < lowest + 0.5 ? lowest : lowest >= 0 ? 0 : Double.NEGATIVE_INFINITY;
		final double last = high > highest - 0.5 ? highest : Double.POSITIVE_INFINITY;
		return new Support(first - 0.5, last + 0.5);
	}

	/** @return whether all values are whole numbers, whose halves up and down have a transform */
	private boolean areWhole(final Simulations simulations, final int[] columns) {
		final Transform transform = transforms[columns[0]];
		for (int row = 0; row < simulations.count(); row++) for (final int c : columns) {
			final double x = simulations.get(row, c);
			if (x != Math.rint(x) || !Double.isFinite(transform.forward(x - 0.5)) || !Double.isFinite(transform.forward(x + 0.5)))
				return false;
		}
		return true;
	}

	/** @return evenly spread numbers between -1/2 and 1/2 (multiples of the golden ratio), which leave no gaps between whole numbers */
	private static double spread(final int i) {
		final double multiple = i * GOLDEN_RATIO;
		return multiple - Math.floor(multiple) - 0.5;
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
		if (from.equals(to)) return this;
		final int[] source = IntStream.concat(to.components().stream().mapToInt(c -> from.indexOf(c.variable().isFunction() ? c
			.variable().componentName(0) : c.name())), IntStream.range(from.size(), scales.length)).toArray();
		return new Standardisation(Arrays.stream(source).mapToObj(c -> transforms[c]).toArray(Transform[]::new), Arrays.stream(source)
			.mapToObj(c -> scales[c]).toArray(Scale[]::new), at(lowest, source), at(highest, source), IntStream.range(0, source.length)
				.filter(c -> whole.containsKey(source[c])).boxed().collect(Collectors.toMap(c -> c, c -> whole.get(source[c]))));
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

	/** @return whether a column's values are whole numbers */
	public boolean isWhole(final int column) {
		return whole.containsKey(column);
	}

	/** @return the nearest whole number of a column to a value in its own units, if the column has whole numbers; else the value */
	public double rounded(final int column, final double x) {
		final Support range = whole.get(column);
		return range == null ? x : Math.min(range.upper() - 0.5, Math.max(range.lower() + 0.5, Math.floor(x + 0.5)));
	}

	/**
	 * @param y a whole number of a column in the network's units
	 * @param share from 0 to 1
	 * @return a place in the interval in which that number is learned, from its lower end to its upper one, in the network's units
	 */
	public double dequantised(final int column, final double y, final double share) {
		return forward(column, rounded(column, inverse(column, y)) + WIDTH * (share - 0.5));
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
	 * @return the logarithm of what turns a density in the network's units at a value of a column into one in its own units, or for
	 *         a whole number into its probability
	 */
	public double logVolume(final int column, final double x) {
		return logDerivative(column, x) + (isWhole(column) ? Math.log(WIDTH) : 0);
	}

	/**
	 * @param interval in the column's own units; for a column of whole numbers not without any
	 * @return the values in the network's units that lie there, or after rounding are whole numbers there
	 */
	public Support forward(final int column, final Interval interval) {
		final Support support = isWhole(column) ? rounding(column, interval).orElseThrow() : interval.support();
		return new Support(forward(column, support.lower()), forward(column, support.upper()));
	}

	/** @return what rounds to the whole numbers of a column that lie in an interval in its own units; empty if there are none */
	public Optional<Support> rounding(final int column, final Interval interval) {
		return transformable(column, interval).roundingToWhole().flatMap(support -> {
			final double lower = Math.max(support.lower(), whole.get(column).lower());
			final double upper = Math.min(support.upper(), whole.get(column).upper());
			return lower < upper ? Optional.of(new Support(lower, upper)) : Optional.empty();
		});
	}

	/** @return the interval without ends that the column's transform takes to infinity */
	private Interval transformable(final int column, final Interval interval) {
		final Transform transform = transforms[column];
		return new Interval(interval.lower(), interval.upper(), interval.hasLower() && Double.isFinite(transform.forward(interval
			.lower())), interval.hasUpper() && Double.isFinite(transform.forward(interval.upper())));
	}

	/** @return the values in the network's units that a column with this support in its own units can take */
	public Support forward(final int column, final Support support) {
		return forward(column, new Interval(support.lower(), support.upper()));
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
