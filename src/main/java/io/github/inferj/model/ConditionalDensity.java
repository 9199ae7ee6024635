// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.DenoiserJacobian;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.sample.FlowDensity;
import io.github.inferj.sample.NoDistributionException;
import io.github.inferj.variable.Support;

/**
 * The log-density of any conditional of a {@link JointModel}, by {@link FlowDensity} with the exact
 * Jacobian of the denoiser, and the Jacobians of standardisation and transforms. For whole numbers it is one of probability.
 * Estimates are clipped
 * to the variables' supports; the little mass that clipping gathers on the very ends of a support has no
 * density and is not seen, whereas {@link ConditionalSampler} draws again what ends outside. Not safe for use from several
 * threads; close it to free ONNX Runtime's session.
 */
public final class ConditionalDensity implements AutoCloseable {

	/** Steps from the smallest noise level to the largest unless asked otherwise. */
	public static final int STEPS = 32;

	private static final int CHUNK_VALUES = 16_384;
	private static final int CHUNK_PAIRS = 1 << 20;

	private final Marginal marginal;
	private final AttentionBias attention;
	private final Session session;
	private final Embedder embedder;
	private final FlowDensity flow;
	private final Support[] standardisedSupports;

	/** Densities on the preferred device, with all cores and {@link #STEPS} steps. */
	public ConditionalDensity(final JointModel model) {
		this(Marginal.whole(model));
	}

	/** The same for a model with variables left out. */
	public ConditionalDensity(final Marginal marginal) {
		this(marginal, STEPS, Runtime.getRuntime().availableProcessors(), Device.preferred());
	}

	/**
	 * @param model the trained network
	 * @param steps steps of the ODE; each takes four evaluations of the network and its gradient for every
	 *          latent variable
	 * @param threads number of CPU threads
	 * @param device where the network runs
	 */
	public ConditionalDensity(final JointModel model, final int steps, final int threads, final Device device) {
		this(Marginal.whole(model), steps, threads, device);
	}

	/**
	 * @param marginal the trained network, with variables left out
	 * @param steps steps of the ODE; each takes four evaluations of the network and its gradient for every
	 *          latent variable
	 * @param threads number of CPU threads
	 * @param device where the network runs
	 */
	public ConditionalDensity(final Marginal marginal, final int steps, final int threads, final Device device) {
		this(marginal, marginal.denoiser(), steps, threads, device);
	}

	/** @param denoiser takes the place of the model's own */
	ConditionalDensity(final JointModel model, final Graph denoiser, final int steps, final int threads,
		final Device device)
	{
		this(Marginal.whole(model), denoiser, steps, threads, device);
	}

	private ConditionalDensity(final Marginal marginal, final Graph denoiser, final int steps, final int threads,
		final Device device)
	{
		this.marginal = marginal;
		this.attention = marginal.attention();
		this.flow = new FlowDensity(marginal.model().noise(), steps);
		this.standardisedSupports = marginal.standardisedSupports();
		DenoiserGraph.addVectorJacobian(denoiser);
		this.session = new Session(OnnxWriter.write(denoiser, "InferJ denoiser with gradient", Map.of()).toByteArray(), threads,
			device);
		this.embedder = new Embedder(marginal, threads, device);
	}

	/**
	 * @param rows each with one value per column of the model, in the variables' own units; NaN for columns
	 *          that are left out; then places and embedded values as {@link ConditionalSampler#sample} takes them
	 * @param latent the columns whose density is wanted, ascending; the others are observed
	 * @param progress told the number of rows done; may cancel
	 * @return for each row the natural logarithm of the density of its latent values given the observed
	 *         ones, per product of the latent variables' units; negative infinity outside their supports
	 * @throws InvalidInputException if no column is latent, or a value is missing or cannot be observed
	 * @throws CancellationException if cancelled
	 * @throws NoDistributionException if the network describes no distribution at the largest noise level
	 */
	public double[] logDensity(final double[][] rows, final int[] latent, final Progress progress) {
		final int n = latent.length;
		if (n == 0) throw new InvalidInputException("columns: none is latent; name the variables whose density is wanted");
		final int[] positions = marginal.positions(latent);
		final double[][] kept = new double[rows.length][];
		final double[][] places = new double[rows.length][];
		final double[][] standardised = new double[rows.length][];
		final List<Embedder.Embedded> embedded = new ArrayList<>();
		for (int i = 0; i < rows.length; i++) {
			kept[i] = marginal.keep(rows[i], i);
			places[i] = marginal.places(rows[i]);
			standardised[i] = standardise(kept[i], places[i], i);
			embedded.add(embedder.embed(rows[i], i));
		}
		final double[] result = new double[rows.length];
		final int chunk = together(n);
		for (int first = 0; first < rows.length; first += chunk) {
			if (progress.cancelled()) throw new CancellationException("the densities were cancelled");
			final int size = Math.min(chunk, rows.length - first);
			final double[] x = new double[size * n];
			for (int k = 0; k < x.length; k++) x[k] = standardised[first + k / n][positions[k % n]];
			replaceInfinite(x);
			try (Batch batch = new Batch(Arrays.copyOfRange(standardised, first, first + size), Arrays.copyOfRange(places,
				first, first + size), embedded.subList(first, first + size), positions)) {
				System.arraycopy(flow.logDensity(batch, x, n), 0, result, first, size);
			}
			progress.report("densities", first + size, rows.length);
		}
		for (int i = 0; i < rows.length; i++) for (int j = 0; j < n; j++)
			result[i] = isInside(positions[j], kept[i][positions[j]]) ? result[i] + marginal.model().standardisation()
				.logVolume(latent[j], kept[i][positions[j]]) : Double.NEGATIVE_INFINITY;
		return result;
	}

	/**
	 * @param standardised rows of the kept columns in the network's units; what they have for latent ones
	 *          does not matter
	 * @param places as {@link Marginal#places} gives them for each row
	 * @param embedded what is given of embedded variables for each row
	 * @param latent positions of the latent columns among the kept ones, ascending
	 * @return the denoiser of the latent columns with its Jacobian, for so many samples; to be closed
	 */
	Batch batch(final double[][] standardised, final double[][] places, final List<Embedder.Embedded> embedded,
		final int[] latent)
	{
		return new Batch(standardised, places, embedded, latent);
	}

	/**
	 * @param latent number of latent columns
	 * @return how many rows may go through the network at once, each as often as it has latent columns, so that memory is bounded
	 *         whatever their number of tokens
	 */
	int together(final int latent) {
		final long tokens = attention.tokens();
		return (int) Math.max(1, Math.min(CHUNK_VALUES / standardisedSupports.length, CHUNK_PAIRS / (tokens * tokens)) / latent);
	}

	/** @return the networks of the embedded variables */
	Embedder embedder() {
		return embedder;
	}

	private static void replaceInfinite(final double[] x) {
		for (int k = 0; k < x.length; k++) if (!Double.isFinite(x[k])) x[k] = 0;
	}

	private boolean isInside(final int position, final double value) {
		return marginal.support(position).contains(value) && Double.isFinite(marginal.forward(position, value));
	}

	private double[] standardise(final double[] kept, final double[] places, final int index) {
		final double[] standardised = new double[kept.length];
		for (int c = 0; c < kept.length; c++) {
			if (Double.isNaN(places[c])) continue;
			if (Double.isNaN(kept[c])) throw new InvalidInputException("row " + (index + 1) + " has no value of " + marginal.name(c)
				+ ": a density needs every value");
			standardised[c] = marginal.forward(c, kept[c]);
		}
		return standardised;
	}

	@Override
	public void close() {
		session.close();
		embedder.close();
	}

	/** Rows that go through the network at once, each as often as it has latent variables: one row of the Jacobian each. */
	final class Batch implements DenoiserJacobian, AutoCloseable {

		private final int[] latent;
		private final int columns = standardisedSupports.length;
		private final int copies;
		private final DenoiserInputs inputs;
		private final Tensor vector;
		private final Tensor denoised;
		private final Tensor product;
		private final Session.Bindings bindings;

		private Batch(final double[][] rows, final double[][] at, final List<Embedder.Embedded> embedded, final int[] latent) {
			this.latent = latent;
			requireFinite(rows);
			copies = rows.length * latent.length;
			inputs = new DenoiserInputs(marginal, attention, copies);
			vector = new Tensor(copies, columns);
			denoised = new Tensor(copies, columns);
			product = new Tensor(copies, columns);
			final Map<String, Tensor> tensors = inputs.tensors();
			tensors.put(DenoiserGraph.VECTOR, vector);
			bindings = new Session.Bindings(tensors, Map.of(DenoiserGraph.DENOISED, denoised, DenoiserGraph.VECTOR_JACOBIAN,
				product));
			fill(rows, at, embedded);
		}

		private BitSet given() {
			final BitSet given = new BitSet();
			given.set(0, columns);
			for (final int position : latent) given.clear(position);
			return given;
		}

		private void requireFinite(final double[][] rows) {
			given().stream().forEach(c -> {
				for (final double[] row : rows) if (!Double.isFinite(row[c])) throw new InvalidInputException("an observed value of "
					+ marginal.name(c) + " is outside its transform's domain");
			});
		}

		private void fill(final double[][] rows, final double[][] at, final List<Embedder.Embedded> embedded) {
			final BitSet given = given();
			for (int r = 0; r < copies; r++) {
				for (int c = given.nextSetBit(0); c >= 0; c = given.nextSetBit(c + 1)) {
					inputs.x().put(r * columns + c, (float) rows[r / latent.length][c]);
				}
				inputs.observe(r, given, at[r / latent.length], embedded.get(r / latent.length));
				vector.data().put(r * columns + latent[r % latent.length], 1);
			}
		}

		@Override
		public void evaluate(final double[] from, final double level, final double[] estimates, final double[] jacobian) {
			final int n = latent.length;
			inputs.level(level);
			for (int r = 0; r < copies; r++) {
				for (int j = 0; j < n; j++) inputs.x().put(r * columns + latent[j], (float) from[r / n * n + j]);
			}
			session.run(bindings);
			for (int r = 0; r < copies; r++) {
				final int column = latent[r % n];
				final Support support = standardisedSupports[column];
				final double estimate = denoised.data().get(r * columns + column);
				final boolean isClipped = !support.contains(estimate);
				estimates[r] = support.clip(estimate);
				for (int j = 0; j < n; j++) jacobian[r * n + j] = isClipped ? 0 : product.data().get(r * columns + latent[j]);
			}
		}

		@Override
		public void close() {
			inputs.close();
			vector.close();
			denoised.close();
			product.close();
		}
	}
}
