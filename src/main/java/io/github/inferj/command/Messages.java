// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.log.LogService;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

/**
 * Tells the user things, each once, where the user looks: a running macro is stopped with the
 * message, a screen shows it, and otherwise the log has it.
 *
 * @param title name of the command
 * @param log the log
 * @param headless whether there is no screen
 */
record Messages(String title, LogService log, boolean headless) {

	/** Something worth knowing. */
	void info(final String message) {
		log.info(title + ": " + message);
	}

	/** The result may be wrong, but there is one. */
	void warn(final String message) {
		final String line = title + ": warning: " + oneLine(message);
		if (headless) log.warn(line);
		else IJ.log(line);
	}

	/**
	 * There is no result.
	 *
	 * @return the reason the command should be canceled with: SciJava shows it in a dialog, unless a macro
	 *         has done so already
	 */
	String error(final String message) {
		final String line = title + ": " + oneLine(message);
		if (IJ.isMacro()) {
			stopMacroWith(line);
			return headless ? line : "";
		}
		if (headless) log.error(line);
		return line;
	}

	/** Stops the macro that is running, if there is one, without a message: the user knows why. */
	void stopMacro() {
		final Interpreter macro = Interpreter.getInstance();
		if (macro != null && !macro.done()) macro.abort((String) null);
		else if (IJ.isMacro()) Macro.abort();
	}

	private void stopMacroWith(final String line) {
		try {
			IJ.error(title, line);
		}
		catch (final RuntimeException exc) {
			if (!Macro.MACRO_CANCELED.equals(exc.getMessage())) throw exc;
		}
	}

	private static String oneLine(final String message) {
		return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
	}
}
