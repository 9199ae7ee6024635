// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * A denoiser led towards constraints (Gloeckler et al. 2024, algorithm 1). The score s becomes s plus the
 * gradient of a potential at the denoised estimate, not through the network; in terms of the estimate,
 * D + sigma^2 gradient. What a sampler then draws only approximates the constrained distribution;
 * {@link ParticleSampler} corrects it.
 */
public final class GuidedDenoiser implements Denoiser {

	private final Denoiser denoiser;
	private final Potential potential;
	private final boolean[] latent;

	/**
	 * @param denoiser what to lead
	 * @param potential where to
	 * @param latent for each variable, whether it is latent; the same for all samples
	 */
	public GuidedDenoiser(final Denoiser denoiser, final Potential potential, final boolean[] latent) {
		this.denoiser = denoiser;
		this.potential = potential;
		this.latent = latent.clone();
	}

	@Override
	public void denoise(final FloatBuffer x, final double sigma, final FloatBuffer denoised) {
		denoiser.denoise(x, sigma, denoised);
		final double[] gradients = new double[x.capacity()];
		potential.add(denoised, sigma, new double[x.capacity() / latent.length], gradients);
		for (int k = 0; k < gradients.length; k++) if (latent[k % latent.length])
			denoised.put(k, (float) (denoised.get(k) + sigma * sigma * gradients[k]));
	}
}
