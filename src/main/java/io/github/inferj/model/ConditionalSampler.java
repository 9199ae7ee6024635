// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.github.inferj.Progress;
import io.github.inferj.graph.Graph;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Workers;
import io.github.inferj.sample.Sampler;
import io.github.inferj.sample.Start;
import io.github.inferj.variable.Support;

/**
 * Draws from any conditional of a {@link JointModel}. A draw of which a variable ends outside its support, because the
 * network cannot know exactly where a prior cuts, is drawn again, a few times at most, so that draws follow the network's density
 * restricted to the support; the rest are mirrored at the end they crossed. Where many draws are wanted, those that
 * are made stand in for the network where they can ({@link LearningRounds}). Where functions are wanted together with the
 * parameters they depend on, the parameters come first ({@link ParametersFirst}). Not safe for use from several threads; close it to
 * free ONNX Runtime's sessions.
 */
public final class ConditionalSampler implements AutoCloseable {

	/** How often something is drawn until it is mirrored instead. */
	private static final int ATTEMPTS = 4;

	/** Values, and pairs of tokens that attend to each other, that go through the network at once: 500 draws of 65 columns. */
	private static final int CHUNK_VALUES = 32_768;
	private static final int CHUNK_PAIRS = 1 << 21;

	private final Marginal marginal;
	private final Support[] supports;
	private final DenoiserNetworks networks;
	private final Workers workers;
	private final Embedder embedder;
	private final Sampler sampler;
	private final Start start;
	private final boolean usesPilots;
	private final Optional<ParametersFirst> parametersFirst;

	/** A sampler on the preferred device, with all cores and the {@link DefaultSolver}. */
	public ConditionalSampler(final JointModel model) {
		this(Marginal.whole(model));
	}

	/** The same for a model with variables left out. */
	public ConditionalSampler(final Marginal marginal) {
		this(marginal, new DenoiserNetworks(marginal, Device.preferred()), new DefaultSolver(marginal.model()).sde(), Start.AT_MEAN, true,
			ParametersFirst.of(marginal), Runtime.getRuntime().availableProcessors(), Device.preferred());
	}

	/**
	 * @param model the trained network
	 * @param sampler how to follow the denoiser, from the model's largest noise level
	 * @param threads number of CPU threads
	 * @param device where the network runs
	 */
	public ConditionalSampler(final JointModel model, final Sampler sampler, final int threads, final Device device) {
		this(model, sampler, Start.AT_ZERO, threads, device);
	}

	/**
	 * @param model the trained network
	 * @param sampler how to follow the denoiser, from the model's largest noise level
	 * @param start where to start
	 * @param threads number of CPU threads
	 * @param device where the network runs
	 */
	public ConditionalSampler(final JointModel model, final Sampler sampler, final Start start, final int threads,
		final Device device)
	{
		this(Marginal.whole(model), sampler, start, threads, device);
	}

	/**
	 * @param marginal the trained network, with variables left out
	 * @param sampler how to follow the denoiser, from the model's largest noise level
	 * @param start where to start
	 * @param threads number of CPU threads
	 * @param device where the network runs
	 */
	public ConditionalSampler(final Marginal marginal, final Sampler sampler, final Start start, final int threads,
		final Device device)
	{
		this(marginal, new DenoiserNetworks(marginal, device), sampler, start, false, Optional.empty(), threads, device);
	}

	/** All that is latent is drawn together; pilot draws stand in for the network where they can. */
	ConditionalSampler(final JointModel model, final Sampler sampler) {
		this(Marginal.whole(model), new DenoiserNetworks(Marginal.whole(model), Device.preferred()), sampler, Start.AT_MEAN, true,
			Optional.empty(), Runtime.getRuntime().availableProcessors(), Device.preferred());
	}

	/** @param denoiser takes the place of the model's own */
	ConditionalSampler(final JointModel model, final Graph denoiser, final Sampler sampler, final Start start,
		final int threads, final Device device)
	{
		this(model, denoiser, sampler, start, false, threads, device);
	}

	/**
	 * @param denoiser takes the place of the model's own
	 * @param usesPilots whether {@link LearningRounds} stand in for it where they can
	 */
	ConditionalSampler(final JointModel model, final Graph denoiser, final Sampler sampler, final Start start,
		final boolean usesPilots, final int threads, final Device device)
	{
		this(Marginal.whole(model), new DenoiserNetworks(Marginal.whole(model), denoiser, device), sampler, start, usesPilots, Optional
			.empty(), threads, device);
	}

	private ConditionalSampler(final Marginal marginal, final DenoiserNetworks networks, final Sampler sampler, final Start start,
		final boolean usesPilots, final Optional<ParametersFirst> parametersFirst, final int threads, final Device device)
	{
		this.marginal = marginal;
		this.start = start;
		this.usesPilots = usesPilots;
		this.parametersFirst = parametersFirst;
		this.supports = marginal.standardisedSupports();
		this.sampler = sampler;
		this.networks = networks;
		this.workers = new Workers("InferJ sampling", threads);
		this.embedder = new Embedder(marginal, threads, device);
	}

	/**
	 * Draws the latent variables of each observation given its observed ones. Draw i of observation j
	 * depends on the seed, i, j and the number of draws alone.
	 *
	 * @param observations one row per observation with one entry per column of the model: the observed
	 *          values, NaN where latent or left out; then the places of functions, NaN for those an
	 *          observation does not have; then the values of embedded variables, NaN for those that are not given
	 * @param wanted the columns to return, ascending; observed ones repeat their value, and places that an
	 *          observation does not have are NaN
	 * @param draws number of draws for each observation
	 * @param seed seed of the random numbers
	 * @param progress told the number of draws done; may cancel, which it is asked before each evaluation of the network
	 * @return the draws, all of them inside the variables' supports
	 * @throws CancellationException if cancelled
	 * @throws io.github.inferj.InvalidInputException if a column that is left out is wanted or has a value
	 */
	public Draws sample(final double[][] observations, final int[] wanted, final int draws, final long seed,
		final Progress progress)
	{
		return sample(observations, 0, observations.length, wanted, draws, seed, progress);
	}

	/**
	 * The same for some of the observations, so that many can be answered one part after the other; the draws
	 * are those of all of them together.
	 *
	 * @param from index of the first observation to answer
	 * @param to index behind the last one
	 * @return draws for {@code to - from} observations
	 */
	public Draws sample(final double[][] observations, final int from, final int to, final int[] wanted, final int draws,
		final long seed, final Progress progress)
	{
		final Given[] given = new Given[observations.length];
		for (int i = from; i < to; i++) given[i] = Given.of(marginal, embedder, observations[i], i);
		return new Draws(marginal.model().specification(), wanted, to - from, draws, sampleInStages(given, from, to, wanted, draws, seed,
			progress));
	}

	/** Draws what is wanted, and what {@link ParametersFirst} postpones after that, given each draw of the parameters. */
	private double[] sampleInStages(final Given[] given, final int from, final int to, final int[] wanted, final int draws,
		final long seed, final Progress progress)
	{
		final int[] positions = marginal.positions(wanted);
		final BitSet postponed = new BitSet();
		parametersFirst.ifPresent(first -> IntStream.range(from, to).filter(i -> first.matters(given[i], positions)).forEach(
			postponed::set));
		if (postponed.isEmpty()) return sample(new DrawBatch.Question(given, draws, seed), from, to, wanted, progress);
		final ParametersFirst first = parametersFirst.orElseThrow();
		final Given[] without = given.clone();
		postponed.stream().forEach(i -> without[i] = first.withoutFunctions(given[i]));
		final int[] columns = IntStream.concat(Arrays.stream(wanted), Arrays.stream(first.columns())).distinct().sorted().toArray();
		final Draws drawn = new Draws(marginal.model().specification(), columns, to - from, draws, sample(new DrawBatch.Question(
			without, draws, seed), from, to, columns, progress.part(0, 2)));
		final Draws parameters = drawn.of(first.columns());
		final double[] values = drawn.of(wanted).values();
		final Progress last = progress.part(1, 2);
		final Given[] known = new Given[Math.multiplyExact(given.length, draws)];
		for (int i = from; i < to; i++) {
			if (postponed.get(i)) {
				putKnown(given[i], first.parameters(), parameters, i - from, known, i * draws);
				final double[] some = sample(new DrawBatch.Question(known, draws, first.parameters(), ~seed), i, i + 1, wanted, last);
				System.arraycopy(some, 0, values, (i - from) * some.length, some.length);
				Arrays.fill(known, i * draws, (i + 1) * draws, null);
			}
			else last.report("sampling", (i + 1L) * draws, known.length);
		}
		return values;
	}

	/**
	 * @param positions of the known columns among the kept ones
	 * @param observation number of the observation among the known draws
	 * @param each receives what is observed with each of its draws, from an index on
	 */
	private static void putKnown(final Given observed, final int[] positions, final Draws known, final int observation,
		final Given[] each, final int first)
	{
		for (int d = 0; d < known.draws(); d++) each[first + d] = observed.with(positions, known.row(observation, d));
	}

	/**
	 * Draws once given each of some draws of other variables, as if these were observed too.
	 *
	 * @param observations as in {@link #sample(double[][], int[], int, long, Progress)}
	 * @param from index of the first observation to answer
	 * @param to index behind the last one
	 * @param known draws of columns of this model for all observations
	 * @param wanted the columns to return, ascending
	 * @param seed seed of the random numbers
	 * @param progress told the number of draws done; may cancel
	 * @return as many draws for each of {@code to - from} observations as are known
	 * @throws CancellationException if cancelled
	 */
	public Draws sample(final double[][] observations, final int from, final int to, final Draws known, final int[] wanted,
		final long seed, final Progress progress)
	{
		final int draws = known.draws();
		final int[] positions = marginal.positions(known.columns());
		final Given[] given = new Given[Math.multiplyExact(observations.length, draws)];
		for (int i = from; i < to; i++) putKnown(Given.of(marginal, embedder, observations[i], i), positions, known, i, given, i * draws);
		return new Draws(marginal.model().specification(), wanted, to - from, draws, sample(new DrawBatch.Question(given, draws, positions,
			seed), from, to, wanted, progress));
	}

	private double[] sample(final DrawBatch.Question question, final int from, final int to, final int[] wanted,
		final Progress progress)
	{
		final int draws = question.draws();
		final int chunk = chunk();
		final LearningRounds rounds = new LearningRounds(question, chunk, workers);
		try (Drawing drawing = new Drawing(question, from, to, marginal.positions(wanted), progress)) {
			final boolean isInformed = usesPilots && rounds.areWorthIt();
			final DrawBatch.Wrapping network = (denoiser, observations) -> denoiser;
			if (isInformed) drawInRounds(drawing, rounds, chunk, from, to);
			else {
				drawing.draw(LongStream.range((long) from * draws, (long) to * draws).toArray(), 0, chunk, network, network);
				drawing.redraw(chunk, network);
			}
			return drawing.values;
		}
	}

	/** Makes all draws, of some observations after the other, and of each in rounds from which is learned. */
	private static void drawInRounds(final Drawing drawing, final LearningRounds rounds, final int chunk, final int from, final int to) {
		final int draws = drawing.question.draws();
		for (int first = from; first < to; first += rounds.observations()) {
			final int last = Math.min(to, first + rounds.observations());
			for (int made = 0; made < draws; made = rounds.next(made)) {
				final int begin = made;
				final int size = rounds.next(made) - made;
				final int each = Math.max(1, chunk / size);
				for (int some = first; some < last; some += each) drawing.draw(IntStream.range(some, Math.min(last, some + each)).boxed()
					.flatMapToLong(observation -> LongStream.range(0, size).map(i -> (long) observation * draws + begin + i)).toArray(), 0,
					chunk, rounds::informed, rounds::learning);
			}
			drawing.redraw(chunk, rounds::informed);
			IntStream.range(first, last).forEach(rounds::forget);
		}
	}

	/** The draws of some of the observations. */
	private final class Drawing implements AutoCloseable {

		private final DrawBatch.Question question;
		private final DenoiserNetworks.Network network;
		private final long begin;
		private final long end;
		private final int[] wanted;
		private final Progress progress;
		private final double[] values;
		private LongStream.Builder outside = LongStream.builder();
		private long open;
		private Optional<DrawBatch> batch = Optional.empty();

		/** @param wanted positions of the wanted columns among the kept ones */
		Drawing(final DrawBatch.Question question, final int from, final int to, final int[] wanted, final Progress progress) {
			this.question = question;
			this.wanted = wanted;
			this.progress = progress;
			begin = (long) from * question.draws();
			end = (long) to * question.draws();
			network = networks.of(question.given(from, to));
			open = end - begin;
			values = new double[Math.toIntExact(Math.multiplyExact(open, wanted.length))];
		}

		/**
		 * Makes draws that ended outside the supports again, until all attempts are made.
		 *
		 * @param chunk how many go through the network at once
		 * @param wrapping of the network
		 */
		void redraw(final int chunk, final DrawBatch.Wrapping wrapping) {
			for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
				final long[] ids = outside.build().sorted().toArray();
				outside = LongStream.builder();
				draw(ids, attempt, chunk, wrapping, wrapping);
			}
		}

		/**
		 * Makes some draws.
		 *
		 * @param all their numbers, ascending
		 * @param attempt from 0; draws that end outside the supports are mirrored, and remain to be made if it is not the last
		 * @param chunk how many go through the network at once
		 * @param means of the network, where noise starts at the mean
		 * @param wrapping of the network after that
		 */
		void draw(final long[] all, final int attempt, final int chunk, final DrawBatch.Wrapping means,
			final DrawBatch.Wrapping wrapping)
		{
			final boolean isLast = attempt == ATTEMPTS - 1;
			for (int first = 0; first < all.length; first += chunk) {
				final long[] ids = Arrays.copyOfRange(all, first, Math.min(all.length, first + chunk));
				final DrawBatch some = batch(ids.length);
				some.start(ids, attempt, start, means);
				some.run(ids, sampler, wrapping);
				final int inside = some.finish(ids, wanted, values, begin, outside);
				open -= isLast ? ids.length : inside;
				progress.report("sampling", end - open, question.count());
			}
		}

		private DrawBatch batch(final int size) {
			if (batch.isEmpty() || batch.get().size() != size) {
				close();
				batch = Optional.of(new DrawBatch(marginal, supports, question, network, workers, size, progress));
			}
			return batch.get();
		}

		@Override
		public void close() {
			batch.ifPresent(DrawBatch::close);
			batch = Optional.empty();
		}
	}

	/** @return how many draws may go through the network at once, so that memory is bounded whatever their number of tokens */
	int chunk() {
		final long tokens = marginal.kept().cardinality();
		final long pairs = tokens * tokens;
		return (int) Math.max(1, Math.min(CHUNK_VALUES / marginal.columns().length, CHUNK_PAIRS / pairs));
	}

	/** @return the networks of the embedded variables */
	Embedder embedder() {
		return embedder;
	}

	/** @return the network with the variables it has */
	Marginal marginal() {
		return marginal;
	}

	/**
	 * @param size how many samples go through the network at once
	 * @param progress may cancel between evaluations
	 * @return the network's denoiser; valid until this sampler is closed
	 */
	ConditionalDenoiser denoiser(final int size, final Progress progress) {
		return new ConditionalDenoiser(marginal, networks.whole(), workers, size, progress);
	}

	@Override
	public void close() {
		workers.close();
		networks.close();
		embedder.close();
	}
}
