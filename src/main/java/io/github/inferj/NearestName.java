// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what was probably meant by a misspelt name, by edit distance. */
public final class NearestName {

	private NearestName() {}

	/**
	 * @param given what was written
	 * @param known the names there are
	 * @return the known name nearest to the given one, if at most a third of its letters differ
	 */
	public static Optional<String> of(final String given, final Collection<String> known) {
		return known.stream().filter(name -> distance(given, name) <= Math.max(1, name.length() / 3)).min(Comparator
			.comparingInt(name -> distance(given, name)));
	}

	private static int distance(final String a, final String b) {
		final String s = a.toLowerCase(Locale.ROOT), t = b.toLowerCase(Locale.ROOT);
		int[] row = new int[t.length() + 1];
		for (int j = 0; j <= t.length(); j++) row[j] = j;
		for (int i = 1; i <= s.length(); i++) {
			final int[] next = new int[t.length() + 1];
			next[0] = i;
			for (int j = 1; j <= t.length(); j++) next[j] = Math.min(Math.min(next[j - 1], row[j]) + 1, row[j - 1] + (s.charAt(
				i - 1) == t.charAt(j - 1) ? 0 : 1));
			row = next;
		}
		return row[t.length()];
	}
}
