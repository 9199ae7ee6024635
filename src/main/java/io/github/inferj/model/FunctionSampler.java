// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import io.github.inferj.Progress;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Draws the values of functions at any number of places, given observations: at each place their
 * marginal distribution. The scalars are drawn before, and each draw of a function is made given one of theirs. That is the
 * same distribution, and needs fewer evaluations of the network. The places go through the network in parts, so that memory is
 * that of one part. For paths through all places together, which need them all at once, use {@link FurtherPlaces} and a
 * {@link ConditionalSampler}.
 */
public final class FunctionSampler {

	/** Evaluations of the network per draw where the scalars are known; with 60, draws are the same. */
	private static final int EVALUATIONS = 12;
	/** So many times the places of a simulation are drawn at once where the scalars are known. */
	private static final int TIMES_SIMULATED = 2;
	/** Values, of all draws for as many observations as are answered at once. */
	private static final int MOST_VALUES = 1 << 23;

	private final JointModel trained;
	private final ModelSpecification observed;
	private final Map<String, double[]> places;

	/** Takes the draws of a function at one place. */
	@FunctionalInterface
	public interface Listener {

		/**
		 * @param observation from 0
		 * @param function name of the function
		 * @param place from 0, in the order in which places were asked for
		 * @param draws as many as asked for, in the function's own unit; the listener's to keep or change
		 */
		void accept(int observation, String function, int place, double[] draws);
	}

	/**
	 * @param trained the model, with the places of its simulations
	 * @param observed its specification with the places of the observations
	 * @param places where functions are wanted, by name
	 */
	public FunctionSampler(final JointModel trained, final ModelSpecification observed, final Map<String, double[]> places) {
		this.trained = trained;
		this.observed = observed;
		this.places = Map.copyOf(places);
	}

	/**
	 * @param observations rows of the specification with the places of the observations, as
	 *          {@link ConditionalSampler#sample} takes them
	 * @param known draws of columns of that specification, scalars or not, for each observation; of functions as many are made.
	 *          No column if the network was not trained for such questions, then all is drawn together
	 * @param seed seed of the random numbers
	 * @param progress told the number of draws done; may cancel
	 * @param listener told the draws, part after part
	 * @throws CancellationException if cancelled
	 */
	public void sample(final double[][] observations, final Draws known, final long seed, final Progress progress,
		final Listener listener)
	{
		final boolean isKnown = known.columns().length > 0;
		final Map<String, Integer> sizes = partSizes(observations, isKnown);
		final int parts = places.entrySet().stream().mapToInt(f -> parts(f.getValue().length, sizes.get(f.getKey()))).max()
			.orElse(0);
		if (parts == 0) return;
		final ModelSpecification specification = part(0, sizes).specification();
		final Draws moved = moved(known, specification);
		try (ConditionalSampler sampler = sampler(trained.at(specification), isKnown)) {
			for (int part = 0; part < parts; part++) {
				final FurtherPlaces further = part(part, sizes);
				final double[][] rows = Arrays.stream(observations).map(further::extend).toArray(double[][]::new);
				final int[] columns = further.columns();
				final int block = (int) Math.max(1, MOST_VALUES / ((long) known.draws() * specification.size()));
				final Progress whole = new PartProgress(progress, part, parts);
				for (int from = 0; from < rows.length; from += block) {
					final int to = Math.min(rows.length, from + block);
					tell(isKnown ? sampler.sample(rows, from, to, moved, columns, seed, whole) : sampler.sample(rows, from, to, columns,
						known.draws(), seed, whole), from, part, sizes, listener);
				}
			}
		}
	}

	private static ConditionalSampler sampler(final JointModel model, final boolean isKnown) {
		return isKnown ? new ConditionalSampler(model, new DefaultSolver(model).ode(EVALUATIONS)) : new ConditionalSampler(model);
	}

	/** @return draws of the same columns of a specification that has more places */
	private static Draws moved(final Draws known, final ModelSpecification to) {
		final int[] columns = IntStream.range(0, known.columns().length).map(k -> to.indexOf(known.name(k))).toArray();
		return new Draws(to, columns, known.observations(), known.draws(), known.values());
	}

	/**
	 * @param simulated number of places of a function in each simulation
	 * @param observed number of its places in an observation
	 * @return how many further ones can be drawn at once with scalars that are not known: a network that is shown far more
	 *         tokens than it was trained on answers worse, and not only about the further ones
	 */
	public static int together(final int simulated, final int observed) {
		return Math.max(1, Math.max(simulated - observed, simulated / 2));
	}

	/**
	 * @param simulated number of places of a function in each simulation
	 * @return how many can be drawn at once with parameters that are known, or drawn before as {@link ConditionalSampler} does:
	 *         however many places the network sees beside them, the parameters tell it what the function is
	 */
	public static int givenParameters(final int simulated) {
		return TIMES_SIMULATED * simulated;
	}

	/** @return the size of parts that are about equally large, none of more than the most */
	private static int evenSize(final int count, final int most) {
		return parts(count, Math.max(1, parts(count, most)));
	}

	private static int parts(final int count, final int size) {
		return (count + size - 1) / Math.max(1, size);
	}

	private void tell(final Draws drawn, final int from, final int part, final Map<String, Integer> sizes,
		final Listener listener)
	{
		int column = 0;
		for (final Variable variable : observed.columnVariables()) {
			if (!places.containsKey(variable.name())) continue;
			final int size = sizes.get(variable.name());
			final int present = Math.min(size, places.get(variable.name()).length - part * size);
			for (int i = 0; i < present; i++) for (int row = 0; row < drawn.observations(); row++)
				listener.accept(from + row, variable.name(), part * size + i, drawn.column(row, column + i));
			column += size;
		}
	}

	/** @return the places of a part, padded with absent ones so that all parts have the same shape */
	private FurtherPlaces part(final int part, final Map<String, Integer> sizes) {
		final Map<String, double[]> some = new HashMap<>();
		places.forEach((name, all) -> {
			final int size = sizes.get(name);
			some.put(name, IntStream.range(part * size, (part + 1) * size).mapToDouble(i -> i < all.length ? all[i] : Double.NaN)
				.toArray());
		});
		return new FurtherPlaces(observed, some);
	}

	private Map<String, Integer> partSizes(final double[][] observations, final boolean isKnown) {
		final Map<String, Integer> sizes = new HashMap<>();
		final Map<String, Integer> simulated = trained.specification().places();
		int place = observed.size();
		for (final Variable variable : observed.columnVariables()) {
			if (!variable.isFunction()) continue;
			final int first = place;
			final int last = place += variable.size();
			if (!places.containsKey(variable.name())) continue;
			final int most = (int) Arrays.stream(observations).mapToLong(row -> Arrays.stream(row, first, last).filter(Double::isFinite)
				.count()).max().orElse(0);
			final int trainedOn = simulated.get(variable.name());
			sizes.put(variable.name(), evenSize(places.get(variable.name()).length, isKnown ? givenParameters(trainedOn) : together(
				trainedOn, most)));
		}
		return sizes;
	}

	/** The progress of one of several parts. */
	private record PartProgress(Progress whole, int part, int parts) implements Progress {

		@Override
		public void report(final String stage, final long done, final long total) {
			whole.report(stage + " functions", part * total + done, parts * total);
		}

		@Override
		public boolean cancelled() {
			return whole.cancelled();
		}
	}
}
