// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.variable.ModelSpecification;

/** Parameter values as they stand in messages. */
public final class ParameterText {

	private static final int MOST = 12;

	private ParameterText() {}

	/**
	 * @param specification names the parameters
	 * @param theta all parameter components
	 * @return {@code alpha=0.5, beta=1.25}, the first twelve at full precision
	 */
	public static String of(final ModelSpecification specification, final double[] theta) {
		final String text = IntStream.range(0, Math.min(MOST, theta.length)).mapToObj(i -> specification.components().get(i)
			.name() + "=" + theta[i]).collect(Collectors.joining(", "));
		return theta.length > MOST ? text + ", ..." : text;
	}
}
