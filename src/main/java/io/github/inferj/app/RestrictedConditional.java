// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.constraint.Conditions;
import io.github.inferj.reference.ConditionalReference;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulator;

/**
 * A conditional of a task in which some of the latent columns are known to lie in intervals, with exact draws by rejection.
 *
 * @param exact what is given, and draws of the latent columns that lie in the intervals
 * @param conditions the intervals
 */
record RestrictedConditional(ReferenceConditional exact, Conditions conditions) {

	private static final int MOST_INTERVALS = 3;
	private static final int PILOT_DRAWS = 5_000;
	private static final int MOST_BLOCKS = 1_000;

	/**
	 * Restricts conditionals of {@link RandomConditionals}: one to three latent columns get an interval around a value from the
	 * conditional, which holds 10 to 20 % of its marginal distribution on either side.
	 *
	 * @param count number of conditionals
	 * @param draws number of exact draws of each
	 */
	static List<RestrictedConditional> of(final Simulator simulator, final ConditionalReference reference, final int count,
		final int draws)
	{
		final double[][] given = RandomConditionals.given(simulator, count);
		return IntStream.range(0, count).mapToObj(k -> of(reference, given[k], new SeededRandom(SeedStream.CONDITION_MASKS.seed(1),
			k), k, count, draws)).toList();
	}

	private static RestrictedConditional of(final ConditionalReference reference, final double[] given,
		final RandomGenerator rng, final int number, final int count, final int draws)
	{
		final List<Integer> latent = IntStream.range(0, given.length).filter(c -> Double.isNaN(given[c])).boxed().collect(Collectors
			.toCollection(ArrayList::new));
		Collections.shuffle(latent, new Random(rng.nextLong()));
		final double[][] pilot = reference.sample(given, PILOT_DRAWS, SeedStream.REFERENCE_DRAWS.seed(number));
		final double[] centre = pilot[rng.nextInt(pilot.length)];
		final String intervals = latent.subList(0, 1 + rng.nextInt(Math.min(MOST_INTERVALS, latent.size()))).stream().map(
			column -> reference.specification().columnNames().get(column) + "=" + interval(pilot, column, centre[column], rng)).collect(
				Collectors.joining(";"));
		final Conditions conditions = Conditions.parse(reference.specification(), intervals, "");
		final List<double[]> inside = new ArrayList<>();
		for (int block = 1; inside.size() < draws; block++) {
			if (block > MOST_BLOCKS) throw new IllegalStateException(conditions + " is too improbable for rejection");
			Arrays.stream(reference.sample(given, draws, SeedStream.REFERENCE_DRAWS.seed(block * count + number))).filter(row -> holds(
				conditions, row)).forEach(inside::add);
		}
		return new RestrictedConditional(ReferenceConditional.of(given, inside.stream().limit(draws)), conditions);
	}

	private static String interval(final double[][] pilot, final int column, final double centre, final RandomGenerator rng) {
		final double[] sorted = Arrays.stream(pilot).mapToDouble(row -> row[column]).sorted().toArray();
		final int place = Math.abs(Arrays.binarySearch(sorted, centre));
		final int below = (int) (sorted.length * rng.nextDouble(0.1, 0.2));
		final int above = (int) (sorted.length * rng.nextDouble(0.1, 0.2));
		return String.format(Locale.ROOT, "%.9g..%.9g", sorted[Math.max(0, place - below)], sorted[Math.min(sorted.length - 1, place
			+ above)]);
	}

	private static boolean holds(final Conditions conditions, final double[] row) {
		return conditions.intervals().entrySet().stream().allMatch(interval -> interval.getValue().contains(row[interval.getKey()]));
	}

	/**
	 * @param samples {@code draws x latent columns}
	 * @return the largest distance of any of them from an interval, as a share of its width
	 */
	double outside(final double[][] samples) {
		final int[] latent = exact.latent();
		return conditions.intervals().entrySet().stream().mapToDouble(interval -> {
			final int column = Arrays.binarySearch(latent, interval.getKey());
			final double lower = interval.getValue().lower();
			final double upper = interval.getValue().upper();
			return Arrays.stream(samples).mapToDouble(row -> Math.max(0, Math.max(lower - row[column], row[column] - upper))).max()
				.orElse(0) / (upper - lower);
		}).max().orElseThrow();
	}
}
