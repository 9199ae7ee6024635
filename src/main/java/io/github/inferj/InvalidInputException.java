// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

/**
 * Something the user gave cannot be used. The message is shown to the user as it is: one line that
 * names the thing, the value and the remedy.
 */
public class InvalidInputException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param message one line: what is wrong, with its value, and what to do about it
	 */
	public InvalidInputException(final String message) {
		super(message);
	}

	/**
	 * @param message one line: what is wrong, with its value, and what to do about it
	 * @param cause what revealed it
	 */
	public InvalidInputException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
