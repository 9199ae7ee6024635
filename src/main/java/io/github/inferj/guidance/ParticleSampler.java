// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.Denoiser;

/**
 * Samples p(x_0 | observed values, constraints) by sequential Monte Carlo: the twisted diffusion sampler
 * of Wu et al. (2023) with {@link GaussianPotential} as twisting function psi. The reverse diffusion
 * from level a to b without constraints is the Gaussian kernel with r = b^2 / a^2,
 *
 * <pre>
 * p(x_b | x_a) = N(x_a + (1 - r) (D - x_a), b^2 (1 - r) I + (1 - r)^2 V),
 * </pre>
 *
 * where V is the covariance of x_0 given x_a if that is Gaussian; then the kernel is exact for steps of
 * any size. Particles are proposed with D + V grad log psi(D) in the place of D, which for a linear
 * constraint of a Gaussian is the constrained expectation, and weighted by p psi_b / (q psi_a). They
 * are resampled when their effective number falls below 95 %, so that few of the copies are made late, when
 * little noise is left to part them. At the smallest level, variables with an
 * interval are drawn from their normal distribution restricted to it, the others take the denoised
 * estimate, and the likelihood of other constraints takes the place of psi, which is 0 for particles that violate one. With
 * more particles and levels the draws tend to the constrained distribution of the model, whatever psi; every draw satisfies all
 * constraints. The mean weight estimates the probability of the constraints, or their mean likelihood, without bias.
 */
public final class ParticleSampler {

	/** Weighs a sample by what is not an interval. */
	@FunctionalInterface
	public interface Likelihood {

		/**
		 * @param samples standardised variables, (samples x variables)
		 * @param first the place of the sample's first variable
		 * @return the logarithm of the sample's likelihood: 0 if it satisfies all constraints, negative infinity if it does not, and
		 *         something between for what was measured with an error
		 */
		double log(FloatBuffer samples, int first);
	}

	/**
	 * @param samples the draws, (draws x variables); empty if no particle satisfies the constraints
	 * @param logProbability estimate of the logarithm of the constraints' probability given the observed
	 *          values; if no particle is left, the last one before that
	 */
	public record Result(FloatBuffer samples, double logProbability) {}

	private static final double LEAST_EFFECTIVE = 0.95;

	private final double[] levels;
	private final GaussianPotential potential;
	private final Likelihood likelihood;

	/**
	 * @param levels the noise levels at which the denoiser is evaluated, descending
	 * @param potential approximates the probability of the constraints
	 * @param likelihood decides about constraints that are no intervals
	 */
	public ParticleSampler(final double[] levels, final GaussianPotential potential, final Likelihood likelihood) {
		this.levels = levels.clone();
		this.potential = potential;
		this.likelihood = likelihood;
	}

	/**
	 * @param denoiser knows the observations; takes all particles at once
	 * @param observed the standardised observed values, NaN where latent
	 * @param particles number of particles
	 * @param draws number of draws to return; particles are chosen by their weights
	 * @param rng source of all random numbers
	 * @param progress told the number of levels done; may cancel
	 * @return the draws, in random order
	 * @throws CancellationException if cancelled
	 */
	public Result sample(final Denoiser denoiser, final double[] observed, final int particles, final int draws,
		final RandomGenerator rng, final Progress progress)
	{
		final Swarm swarm = new Swarm(observed, particles, rng);
		for (int i = 0; i < levels.length; i++) {
			if (progress.cancelled()) throw new CancellationException("sampling was cancelled");
			swarm.denoise(denoiser, levels[i]);
			if (swarm.weights.positive() == 0) return new Result(FloatBuffer.allocate(0), swarm.logProbability);
			if (i < levels.length - 1) swarm.move(levels[i], levels[i + 1]);
			progress.report("sampling", i + 1, levels.length);
		}
		return swarm.finish(levels[levels.length - 1], draws);
	}

	/** The particles and their weights. */
	private final class Swarm {

		private final int variables = potential.moments().size();
		private final int[] constrained = potential.variables();
		private final boolean[] latent = new boolean[variables];
		private final int particles;
		private final RandomGenerator rng;
		private final Weights weights;
		private FloatBuffer x;
		private FloatBuffer estimates;
		private double[] potentials;
		private double[] gradients;
		private double logProbability;

		Swarm(final double[] observed, final int particles, final RandomGenerator rng) {
			this.particles = particles;
			this.rng = rng;
			weights = new Weights(particles);
			potentials = new double[particles];
			x = FloatBuffer.allocate(particles * variables);
			estimates = FloatBuffer.allocate(particles * variables);
			for (int c = 0; c < variables; c++) latent[c] = Double.isNaN(observed[c]);
			final double[][] factor = potential.moments().noisyFactor(levels[0]);
			final double[] z = new double[variables];
			for (int row = 0; row < x.capacity(); row += variables) {
				drawNoise(z);
				for (int c = 0; c < variables; c++) x.put(row + c, (float) (latent[c] ? potential.moments().mean(c) + product(
					factor[c], z, c) : observed[c]));
			}
		}

		private void drawNoise(final double[] z) {
			for (int c = 0; c < variables; c++) z[c] = latent[c] ? rng.nextGaussian() : 0;
		}

		/** Evaluates denoiser and potential, brings the weights up to date and resamples if they are too uneven. */
		void denoise(final Denoiser denoiser, final double level) {
			denoiser.denoise(x, level, estimates);
			final double[] before = potentials;
			potentials = new double[particles];
			gradients = new double[particles * variables];
			potential.add(estimates, level, potentials, gradients);
			for (int i = 0; i < particles; i++) weights.multiply(i, potentials[i] - before[i]);
			final double total = weights.logMean();
			if (weights.effectiveSize() >= LEAST_EFFECTIVE * particles || total == Double.NEGATIVE_INFINITY) return;
			logProbability += total;
			take(weights.resample(particles, rng));
			weights.reset();
		}

		private void take(final int[] chosen) {
			x = rows(x, chosen);
			estimates = rows(estimates, chosen);
			final double[] oldPotentials = potentials;
			final double[] oldGradients = gradients;
			potentials = new double[particles];
			gradients = new double[oldGradients.length];
			for (int i = 0; i < particles; i++) {
				potentials[i] = oldPotentials[chosen[i]];
				System.arraycopy(oldGradients, chosen[i] * variables, gradients, i * variables, variables);
			}
		}

		private FloatBuffer rows(final FloatBuffer from, final int[] chosen) {
			final FloatBuffer to = FloatBuffer.allocate(chosen.length * variables);
			for (int i = 0; i < chosen.length; i++) to.put(i * variables, from, chosen[i] * variables, variables);
			return to;
		}

		/** Proposes the particles at the next level and weights them for the difference to the kernel without constraints. */
		void move(final double from, final double to) {
			final double pull = 1 - to * to / (from * from);
			final double[][] v = potential.covariance(from);
			final double[][] spread = new double[variables][variables];
			for (int i = 0; i < variables; i++) for (int j = 0; j < variables; j++)
				spread[i][j] = pull * pull * v[i][j] + (i == j ? to * to * pull : 0);
			final double[][] factor = GaussianMoments.cholesky(spread);
			final double[] z = new double[variables];
			for (int i = 0; i < particles; i++) {
				drawNoise(z);
				weights.multiply(i, shift(i, pull, v, factor, z));
				for (int c = variables - 1; c >= 0; c--) {
					final int k = i * variables + c;
					if (latent[c]) x.put(k, (float) (x.get(k) + pull * (estimates.get(k) - x.get(k)) + product(factor[c], z, c)));
				}
			}
		}

		/** Shifts noise by L^-1 pull V gradient and returns the logarithm of the density it had over the one it has. */
		private double shift(final int particle, final double pull, final double[][] v, final double[][] factor,
			final double[] z)
		{
			final double[] shift = new double[variables];
			double ratio = 0;
			for (int c = 0; c < variables; c++) {
				if (!latent[c]) continue;
				double sum = 0;
				for (final int i : constrained) sum += pull * v[c][i] * gradients[particle * variables + i];
				for (int k = 0; k < c; k++) sum -= factor[c][k] * shift[k];
				shift[c] = sum / factor[c][c];
				ratio -= shift[c] * (z[c] + shift[c] / 2);
				z[c] += shift[c];
			}
			return ratio;
		}

		private double product(final double[] factor, final double[] z, final int last) {
			double sum = 0;
			for (int k = 0; k <= last; k++) sum += factor[k] * z[k];
			return sum;
		}

		Result finish(final double level, final int draws) {
			final double estimate = logProbability + weights.logMean();
			final FloatBuffer samples = rows(estimates, identity(particles));
			for (int i = 0; i < particles; i++) {
				double logMass = 0;
				for (final int c : potential.intervals().keySet()) {
					final NormalInterval interval = potential.interval(c, estimates.get(i * variables + c), level);
					logMass += interval.logMass();
					samples.put(i * variables + c, (float) interval.draw(rng.nextDouble()));
				}
				weights.multiply(i, logMass + likelihood.log(samples, i * variables) - potentials[i]);
			}
			if (weights.positive() == 0) return new Result(FloatBuffer.allocate(0), estimate);
			final int[] chosen = weights.resample(draws, rng);
			shuffle(chosen);
			return new Result(rows(samples, chosen), logProbability + weights.logMean());
		}

		private static int[] identity(final int count) {
			final int[] indices = new int[count];
			for (int i = 0; i < count; i++) indices[i] = i;
			return indices;
		}

		private void shuffle(final int[] indices) {
			for (int i = indices.length - 1; i > 0; i--) {
				final int j = rng.nextInt(i + 1);
				final int swap = indices[i];
				indices[i] = indices[j];
				indices[j] = swap;
			}
		}
	}
}
