// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.diffusion.GaussianApproximation;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.model.EmbeddingInputs;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.Standardisation;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.PlaceSelection;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.DependencyGraph;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * Standardised simulations, split at random into those to train on and those held out, and the
 * batches made of them. Batch k depends on the seed and k alone.
 */
final class TrainingData {

	/** Simulations of more columns are not asked whether they are normally distributed. */
	private static final int MOST_CORRELATED = 64;
	private static final long BATCH_STREAM = 0;

	private final ModelSpecification specification;
	private final PlaceSelection shownPlaces;
	private final int recordedColumns;
	private final float[] values;
	private final float[] rowValues;
	private final float[] rowNoise;
	private final Exchanges exchanges;
	/** The scaled index of each value of a function; 0 where a value has none. */
	private final float[] places;
	private final int[] functionColumns;
	private final int[] wholeColumns;
	private final PlaceSubsets placeSubsets;
	private final int columns;
	private final int[] dataColumns;
	private final SimulationSplit split;
	private final Optional<FocusRegion> focus;
	private final EmbeddedSamples embedded;
	private final ConditionMasks masks;
	private final MarginalTraining marginals;
	private final AttentionBias attention;
	private final Tokens tokens;
	private final Standardisation standardisation;
	private final Prediction prediction;
	private final Optional<GaussianApproximation> gaussian;
	private final NoiseLevels noise;
	private final boolean isAntithetic;
	private final long seed;

	/** @param start the model to go on from: its standardisation and preconditioning are kept */
	TrainingData(final Simulations simulations, final Optional<JointModel> start, final AttentionBias attention,
		final TrainingSettings settings)
	{
		specification = settings.shown(simulations.specification());
		shownPlaces = new PlaceSelection(simulations.specification(), specification);
		recordedColumns = simulations.specification().size();
		final Standardisation recorded = start.map(model -> model.standardisation().withPlaces(specification, simulations
			.specification())).orElseGet(() -> Standardisation.of(simulations));
		standardisation = recorded.withPlaces(simulations.specification(), specification);
		this.split = new SimulationSplit(simulations.count(), settings.seed());
		this.embedded = new EmbeddedSamples(simulations, specification);
		this.columns = specification.size();
		this.noise = settings.noise();
		this.seed = settings.seed();
		this.isAntithetic = settings.optimisation().isAntithetic();
		this.attention = attention;
		this.marginals = settings.conditionals().marginals();
		this.masks = new ConditionMasks(settings.conditionals(), specification);
		values = values(simulations, recorded);
		rowValues = new float[columns];
		rowNoise = new float[columns];
		exchanges = new Exchanges(specification);
		tokens = Tokens.of(specification, settings.edgeMasks());
		functionColumns = specification.functionColumns();
		wholeColumns = standardisation.whole().keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
		final Optional<Prediction> wanted = start.map(JointModel::prediction).or(settings::prediction);
		if (functionColumns.length > 0 && wanted.equals(Optional.of(Prediction.GAUSSIAN))) throw new InvalidInputException(
			"prediction GAUSSIAN: model " + specification.name() + " has functions, which it cannot treat; use F");
		if (!specification.embedded().isEmpty() && wanted.equals(Optional.of(Prediction.GAUSSIAN)))
			throw new InvalidInputException("prediction GAUSSIAN: model " + specification.name()
				+ " has embedded variables, which it cannot treat; use F");
		gaussian = start.isPresent() ? start.get().gaussian() : fitted(wanted, settings.edgeMasks());
		prediction = wanted.orElse(gaussian.isPresent() ? Prediction.GAUSSIAN : Prediction.F);
		places = places(simulations);
		placeSubsets = new PlaceSubsets(specification, settings.edgeMasks());
		dataColumns = specification.columnsOf(Role.DATA);
		focus = settings.focus().map(region -> new FocusRegion(region, specification));
		settings.focus().ifPresent(region -> requireSome(new FocusRegion(region, simulations.specification()), recorded));
	}

	private void requireSome(final FocusRegion region, final Standardisation recorded) {
		final BitSet all = new BitSet();
		all.set(0, recordedColumns);
		final IntPredicate isNear = row -> region.contains(all, c -> recorded.inverse(c, values[row * recordedColumns + c]),
			c -> placeOf(row, c));
		final long trained = Arrays.stream(split.allTrained()).filter(isNear).count();
		final long heldOut = Arrays.stream(split.allHeldOut()).filter(isNear).count();
		if (trained == 0 || heldOut == 0) throw new InvalidInputException("focus: " + (trained + heldOut) + " of " + (split
			.allTrained().length + split.heldOut()) + " simulations have such data; widen it or simulate more");
	}

	private static float[] values(final Simulations simulations, final Standardisation standardisation) {
		final int columns = simulations.specification().size();
		final float[] values = new float[simulations.count() * columns];
		for (int row = 0; row < simulations.count(); row++) for (int c = 0; c < columns; c++)
			values[row * columns + c] = (float) standardisation.forward(c, simulations.get(row, c));
		return values;
	}

	/** @return which simulations are held out */
	SimulationSplit split() {
		return split;
	}

	/** @return the normal distribution with the moments of the simulations, and the declared dependencies where masks follow them */
	private Optional<GaussianApproximation> fitted(final Optional<Prediction> wanted, final EdgeMasks masks) {
		final Optional<GaussianApproximation> all = wanted.isEmpty() ? ofNormalSimulations() : wanted.filter(
			Prediction.GAUSSIAN::equals).map(any -> GaussianApproximation.of(values, columns));
		return masks == EdgeMasks.DENSE ? all : all.map(normal -> normal.with(DependencyGraph.of(specification)));
	}

	private Optional<GaussianApproximation> ofNormalSimulations() {
		if (functionColumns.length > 0 || columns > MOST_CORRELATED || !specification.embedded().isEmpty())
			return Optional.empty();
		return Optional.of(GaussianApproximation.of(values, columns)).filter(normal -> normal.describes(values));
	}

	private static float[] places(final Simulations simulations) {
		final ModelSpecification specification = simulations.specification();
		final int[] functionColumns = specification.functionColumns();
		if (functionColumns.length == 0) return new float[0];
		final int[] placesInRow = specification.placesInRow();
		final float[] places = new float[simulations.count() * specification.size()];
		for (int row = 0; row < simulations.count(); row++) for (final int c : functionColumns) places[row * specification.size() + c] =
			(float) specification.components().get(c).variable().index().orElseThrow().scaled(simulations.get(row, placesInRow[c]));
		return places;
	}

	/** @return between the variables' units and the network's */
	Standardisation standardisation() {
		return standardisation;
	}

	/** @return what the network's output stands for */
	Prediction prediction() {
		return prediction;
	}

	/** @return what the network is preconditioned with, for {@link Prediction#GAUSSIAN} */
	Optional<GaussianApproximation> gaussian() {
		return gaussian;
	}

	/** @return the inputs of embedded variables for so many samples, if there are any */
	Optional<EmbeddingInputs> embeddingInputs(final int size) {
		return specification.embedded().isEmpty() ? Optional.empty() : Optional.of(new EmbeddingInputs(specification,
			standardisation, size));
	}

	/**
	 * A place in a batch.
	 *
	 * @param index of the sample in the batch
	 * @param sign of its noise, 1 or -1
	 */
	private record Slot(BatchTensors batch, int index, int sign) {}

	/**
	 * Fills a batch for an optimisation step, numbered from 1. With antithetic noise every sample has two slots; the last one of an
	 * odd batch has one.
	 *
	 * @param shards the parts of the batch, all of one size
	 */
	void fill(final List<BatchTensors> shards, final long step) {
		final SeededRandom rng = new SeededRandom(seed, BATCH_STREAM + step);
		final int each = shards.get(0).size();
		final int all = each * shards.size();
		final int copies = isAntithetic ? 2 : 1;
		final int samples = (all + copies - 1) / copies;
		for (int k = 0; k < samples; k++) {
			final List<Slot> slots = new ArrayList<>();
			for (int i = k * copies; i < Math.min((k + 1) * copies, all); i++) slots.add(new Slot(shards.get(i / each), i % each, i
				% copies == 0 ? 1 : -1));
			fillSlots(slots, (k + rng.nextDouble()) / samples, split.trainingRow((step - 1) * samples + k), split.allTrained(), rng);
		}
	}

	/**
	 * Fills a batch with held-out simulations, from a position on and around again at the end; the masks
	 * and the noise depend on the seed and the position alone.
	 */
	void fillHeldOut(final BatchTensors batch, final int position) {
		final SeededRandom rng = new SeededRandom(~seed, position);
		for (int i = 0; i < batch.size(); i++) fillSlots(List.of(new Slot(batch, i, 1)), (i + rng.nextDouble()) / batch.size(),
			split.heldOutRow(position + i), split.allHeldOut(), rng);
	}

	/**
	 * Draws a sample and puts it where it goes.
	 *
	 * @param next the simulation to take, unless the focus asks for another
	 * @param all those to choose another from
	 */
	private void fillSlots(final List<Slot> slots, final double quantile, final int next, final int[] all,
		final RandomGenerator rng)
	{
		final float[] mask = new float[specification.nodeCount()];
		masks.draw(rng, mask);
		final BitSet observed = observed(mask);
		final int[] shown = shownPlaces.draw(rng);
		final List<BitSet> groups = groups(rng);
		final Optional<BitSet> focused = focus.flatMap(region -> focused(observed, groups));
		int row = next;
		take(row, shown, rng);
		while (focused.isPresent() && !isNear(focused.get(), row, shown)) {
			row = all[rng.nextInt(all.length)];
			take(row, shown, rng);
		}
		for (final int c : wholeColumns) if (mask[c] == 0) rowValues[c] = (float) standardisation.dequantised(c, rowValues[c], rng
			.nextDouble());
		final float sigma = (float) noise.at(quantile);
		final Optional<GaussianApproximation.Conditional> normal = gaussian.map(approximation -> approximation.at(observed, groups
			.stream().map(tokens::columns).toList(), sigma));
		for (int c = 0; c < columns; c++) rowNoise[c] = (float) rng.nextGaussian();
		final List<int[]> members = embedded.shownMembers(row, mask, rng);
		final int simulation = row;
		for (final Slot slot : slots) {
			final BatchTensors batch = slot.batch;
			final int first = slot.index * columns;
			batch.x().data().put(first, rowValues);
			batch.observed().data().put(first, mask, 0, columns);
			batch.sigma().data().put(slot.index, sigma);
			for (int c = 0; c < columns; c++) batch.noise().data().put(first + c, slot.sign * rowNoise[c]);
			batch.bias().ifPresent(bias -> bias.data().put(slot.index * attention.tokens() * attention.tokens(), attention.of(observed,
				groups, placesOf(simulation, shown))));
			batch.normal().ifPresent(tensors -> tensors.put(slot.index, normal.orElseThrow()));
			batch.places().ifPresent(tensor -> putPlaces(tensor, first, simulation, shown));
			batch.embedded().ifPresent(inputs -> embedded.fill(inputs, slot.index, simulation, mask, members));
		}
	}

	private void take(final int row, final int[] shown, final RandomGenerator rng) {
		for (int c = 0; c < columns; c++) rowValues[c] = values[row * recordedColumns + shown[c]];
		exchanges.apply(rowValues, rng);
	}

	/** @return the columns beside all latent ones, if all data are observed and no latent ones are hidden from others */
	private Optional<BitSet> focused(final BitSet observed, final List<BitSet> groups) {
		for (final int column : dataColumns) if (!observed.get(column)) return Optional.empty();
		return groups.stream().map(tokens::columns).filter(group -> IntStream.range(0, columns).allMatch(c -> observed.get(c) || group
			.get(c))).findFirst();
	}

	private boolean isNear(final BitSet shownColumns, final int row, final int[] shown) {
		return focus.orElseThrow().contains(shownColumns, c -> standardisation.inverse(c, rowValues[c]), c -> placeOf(row, shown[c]));
	}

	private float placeOf(final int row, final int recordedColumn) {
		return places.length == 0 ? 0 : places[row * recordedColumns + recordedColumn];
	}

	private void putPlaces(final Tensor tensor, final int first, final int row, final int[] shown) {
		for (final int c : functionColumns) tensor.data().put(first + c, placeOf(row, shown[c]));
	}

	/** @return the scaled index of each token; 0 for scalars, vectors and embedded variables, nothing if no mask needs it */
	private double[] placesOf(final int row, final int[] shown) {
		if (!attention.followsPlaces()) return new double[0];
		final double[] all = new double[attention.tokens()];
		for (final int c : functionColumns) all[c] = placeOf(row, shown[c]);
		return all;
	}

	private List<BitSet> groups(final RandomGenerator rng) {
		return functionColumns.length > 0 ? placeSubsets.draw(rng) : marginals.draw(attention.tokens(), rng);
	}

	private static BitSet observed(final float[] mask) {
		final BitSet observed = new BitSet();
		for (int c = 0; c < mask.length; c++) observed.set(c, mask[c] == 1);
		return observed;
	}
}
