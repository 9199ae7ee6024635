// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.simulate.SeededRandom;

/**
 * Every sampler on the exact denoiser of a {@link GaussianJoint}. With a Gaussian, every sampler is a
 * linear map of its starting point and its noise, so the covariance of its results is found without
 * sampling error from the response to a unit of each.
 */
class SamplersTest {

	private static final NoiseLevels LEVELS = new NoiseLevels(2e-3, 5);
	private static final int DRAWS = 20_000;
	/** Standard errors a moment may be off, of which 1 for the sampler's own error. */
	private static final double LARGEST_DEVIATION = 6;

	/** A sampler, at a number of levels good enough for {@link #DRAWS} draws, and its order of convergence from a coarse number on. */
	private record Candidate(String name, Function<double[], Sampler> ofLevels, int levels, double order, int coarse) {

		Candidate(final String name, final Function<double[], Sampler> ofLevels, final int levels, final double order) {
			this(name, ofLevels, levels, order, 51);
		}

		Sampler sampler(final int count) {
			return ofLevels.apply(LEVELS.grid(count));
		}

		@Override
		public String toString() {
			return name;
		}
	}

	static Stream<Candidate> candidates() {
		return Stream.of(new Candidate("DPM-Solver++(2M)", DpmSolver::new, 60, 2), new Candidate(
			"exponential Adams, order 3", levels -> new ExponentialAdams(levels, 3), 40, 3, 19), new Candidate(
				"stochastic exponential Adams, order 3", levels -> new ExponentialAdams(levels, 3, 1), 80, 3, 65), new Candidate("Heun", HeunSolver::new, 80, 2),
			new Candidate("Heun with churn", levels -> new HeunSolver(levels, HeunSolver.Churn.of(10)), 100, 2), new Candidate(
				"Euler-Maruyama", EulerMaruyama::new, 1_000, 1), new Candidate("predictor-corrector",
					levels -> new PredictorCorrector(levels, 1, 1), 500, 1));
	}

	/**
	 * Nine moments of each sampler within six standard errors, one of them granted to the sampler: a
	 * correct one fails with probability below 9 x 6e-7.
	 */
	@ParameterizedTest
	@MethodSource("candidates")
	void samplesTheExactConditional(final Candidate candidate) {
		assertSamplesTheConditional(candidate.sampler(candidate.levels()));
		final double[][] exact = new GaussianJoint().covariance;
		final double[][] actual = covariance(candidate.sampler(candidate.levels()));
		for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++)
			assertEquals(exact[i][j], actual[i][j], covarianceError(exact, i, j), candidate.name());
	}

	@Test
	void adaptiveSolverSamplesTheExactConditional() {
		assertSamplesTheConditional(new AdaptiveSolver(LEVELS, 1e-4));
	}

	private static double covarianceError(final double[][] s, final int i, final int j) {
		return Math.sqrt((s[i][i] * s[j][j] + s[i][j] * s[i][j]) / DRAWS);
	}

	private static void assertSamplesTheConditional(final Sampler sampler) {
		final GaussianJoint joint = new GaussianJoint();
		final FloatBuffer x = FloatBuffer.allocate(DRAWS * GaussianJoint.VARIABLES);
		final RandomGenerator[] generators = new RandomGenerator[DRAWS];
		Arrays.setAll(generators, i -> new SeededRandom(17, i));
		final double[][] start = GaussianJoint.cholesky(joint.noisy(LEVELS.largest()));
		for (int row = 0; row < DRAWS; row++) {
			put(x, row, joint.mean, start, generators[row].nextGaussian(), generators[row].nextGaussian(), generators[row]
				.nextGaussian());
		}
		sampler.sample(joint, new PerSampleNoise(generators, observed(DRAWS)), x);
		assertMoments(joint, x);
	}

	private static void put(final FloatBuffer x, final int row, final double[] mean, final double[][] factor,
		final double... z)
	{
		for (int i = 0; i < GaussianJoint.VARIABLES; i++) {
			double value = i < 3 ? mean[i] : GaussianJoint.OBSERVED[i - 3];
			for (int j = 0; i < 3 && j < 3; j++) value += factor[i][j] * z[j];
			x.put(row * GaussianJoint.VARIABLES + i, (float) value);
		}
	}

	private static FloatBuffer observed(final int rows) {
		final FloatBuffer observed = FloatBuffer.allocate(rows * GaussianJoint.VARIABLES);
		for (int k = 0; k < observed.capacity(); k++) observed.put(k, k % GaussianJoint.VARIABLES < 3 ? 0 : 1);
		return observed;
	}

	private static void assertMoments(final GaussianJoint joint, final FloatBuffer x) {
		final double[][] s = joint.covariance;
		for (int i = 0; i < 3; i++) {
			double mean = 0;
			for (int row = 0; row < DRAWS; row++) mean += (x.get(row * 5 + i) - joint.mean[i]) / DRAWS;
			assertEquals(0, mean, LARGEST_DEVIATION * Math.sqrt(s[i][i] / DRAWS), "mean of " + i);
			for (int j = 0; j <= i; j++) {
				double product = 0;
				for (int row = 0; row < DRAWS; row++) product += (x.get(row * 5 + i) - joint.mean[i]) * (x.get(row * 5 + j)
					- joint.mean[j]) / DRAWS;
				assertEquals(s[i][j], product, LARGEST_DEVIATION * covarianceError(s, i, j), "covariance of " + i + " and " + j);
			}
		}
		for (int k = 0; k < x.capacity(); k++) if (k % 5 >= 3) assertEquals(GaussianJoint.OBSERVED[k % 5 - 3], x.get(k));
	}

	/** The covariance of a sampler's results for starting points from N(m_c, S_c + sigma_max^2 I). */
	private static double[][] covariance(final Sampler sampler) {
		final GaussianJoint joint = new GaussianJoint();
		final int[] draws = new int[1];
		sampler.sample(joint, z -> draws[0]++, FloatBuffer.allocate(GaussianJoint.VARIABLES));
		final int rows = 1 + 3 + 3 * draws[0];
		final FloatBuffer x = FloatBuffer.allocate(rows * GaussianJoint.VARIABLES);
		final double[][] start = GaussianJoint.cholesky(joint.noisy(LEVELS.largest()));
		for (int row = 0; row < rows; row++) put(x, row, joint.mean, start, row == 1 ? 1 : 0, row == 2 ? 1 : 0, row == 3 ? 1 : 0);
		final int[] draw = new int[1];
		sampler.sample(joint, z -> {
			for (int k = 0; k < z.capacity(); k++) z.put(k, 0);
			for (int i = 0; i < 3; i++) z.put((4 + 3 * draw[0] + i) * GaussianJoint.VARIABLES + i, 1);
			draw[0]++;
		}, x);
		final double[][] covariance = new double[3][3];
		for (int row = 1; row < rows; row++) for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++)
			covariance[i][j] += (double) (x.get(row * 5 + i) - x.get(i)) * (x.get(row * 5 + j) - x.get(j));
		return covariance;
	}

	private static double error(final Sampler sampler) {
		final double[][] actual = covariance(sampler);
		final double[][] exact = new GaussianJoint().denoisedCovariance(LEVELS.smallest());
		double sum = 0;
		for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) sum += Math.pow(actual[i][j] - exact[i][j], 2);
		return Math.sqrt(sum);
	}

	@ParameterizedTest
	@MethodSource("candidates")
	void convergesAtItsOrder(final Candidate candidate) {
		final double coarse = error(candidate.sampler(candidate.coarse()));
		final double fine = error(candidate.sampler(4 * candidate.coarse() - 3));
		final double order = Math.log(coarse / fine) / Math.log(4);
		assertEquals(candidate.order(), order, 0.35, candidate.name());
	}

	@Test
	void adaptiveSolverErsInProportionToItsTolerance() {
		final GaussianJoint joint = new GaussianJoint();
		final double[] errors = new double[2];
		final int[] evaluations = new int[2];
		for (int i = 0; i < 2; i++) {
			final double tolerance = i == 0 ? 1e-2 : 1e-4;
			errors[i] = error(new AdaptiveSolver(LEVELS, tolerance));
			final FloatBuffer x = FloatBuffer.allocate(5);
			put(x, 0, joint.mean, GaussianJoint.cholesky(joint.noisy(LEVELS.largest())), 1, -1, 1);
			joint.evaluations = 0;
			new AdaptiveSolver(LEVELS, tolerance).sample(joint, NoiseSource.NONE, x);
			evaluations[i] = joint.evaluations;
			assertTrue(errors[i] < 5 * tolerance);
		}
		final double order = Math.log(errors[0] / errors[1]) / Math.log((double) evaluations[1] / evaluations[0]);
		assertTrue(order > 2.5, "order " + order);
		assertEquals(100, errors[0] / errors[1], 50);
	}

	@ParameterizedTest
	@CsvSource({ "80, 1", "5, 9", "50, 99", "5, 0.002001" })
	void adaptiveSolverRefusesWhatIsNotFinite(final double largest, final double wrongBelow) {
		assertThrows(IllegalStateException.class, () -> new AdaptiveSolver(new NoiseLevels(2e-3, largest), 1e-2).sample((x, sigma,
			denoised) -> denoised.put(0, sigma < wrongBelow ? Float.NaN : 0), NoiseSource.NONE, FloatBuffer.wrap(new float[] { 3 })));
	}

	@Test
	void stochasticSamplersNeedNoise() {
		assertThrows(IllegalStateException.class, () -> new ExponentialAdams(LEVELS.grid(5), 3, 1).sample(new GaussianJoint(),
			NoiseSource.NONE, FloatBuffer.allocate(5)));
		assertThrows(IllegalStateException.class, () -> new EulerMaruyama(LEVELS.grid(5)).sample(new GaussianJoint(),
			NoiseSource.NONE, FloatBuffer.allocate(5)));
	}
}
