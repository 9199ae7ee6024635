// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.nio.file.Path;

import io.github.inferj.InvalidInputException;

/**
 * Refuses to mix simulations.
 *
 * @param folder for messages
 * @param present what the folder holds
 */
record ManifestCheck(Path folder, StoreManifest present) {

	/**
	 * @throws InvalidInputException if the model, the simulator or the seed differ
	 */
	void requireSame(final StoreManifest wanted) {
		final String name = wanted.specification().name();
		if (!present.specification().name().equals(name)) throw refuse("of model " + present.specification().name() +
			", not of " + name);
		if (!present.specification().equals(wanted.specification())) throw refuse("of " + name + " with other variables (" +
			String.join(", ", present.specification().columnNames()) + ", or their priors, transforms, units or parents)");
		if (!present.fingerprint().equals(wanted.fingerprint())) throw refuse("of another simulator (" + present
			.fingerprint() + ", not " + wanted.fingerprint() + ")");
		if (present.seed() != wanted.seed()) throw refuse("of seed " + present.seed() + ", not of seed " + wanted.seed());
	}

	private InvalidInputException refuse(final String what) {
		return new InvalidInputException("simulation folder " + folder + " holds simulations " + what +
			": choose another folder");
	}
}
