// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

/** The given values have probability zero, or so little that no draw is found. */
final class ImpossibleConditionException extends RuntimeException {

	private static final long serialVersionUID = 1L;
}
