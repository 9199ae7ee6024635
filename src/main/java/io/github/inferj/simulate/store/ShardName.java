// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.nio.file.Path;
import java.util.Locale;

/** Names of the files that hold the simulations. */
final class ShardName {

	/** For {@code String.format} and Python's {@code %}. */
	static final String PATTERN = "simulations-%06d.npy";

	private ShardName() {}

	/** @return the file of a shard, counted from 0 */
	static Path of(final Path folder, final long shard) {
		return folder.resolve(String.format(Locale.ROOT, PATTERN, shard));
	}
}
