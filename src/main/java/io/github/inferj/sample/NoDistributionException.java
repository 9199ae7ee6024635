// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

/** A denoiser whose estimates are those of no distribution, as a network's can be that is not trained well enough. */
public final class NoDistributionException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	NoDistributionException(final String message) {
		super(message);
	}
}
