// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.SciJava;

/** Starts SciJava with the command line's arguments, as a launcher such as Fiji's does. */
public final class ScijavaMain {

	private ScijavaMain() {}

	public static void main(final String[] arguments) {
		new SciJava().launch(arguments);
	}
}
