// SPDX-License-Identifier: BSD-2-Clause
/**
 * The commands of the menu {@code Plugins > InferJ}. A command is its parameters and a few statements;
 * nothing below this package knows of SciJava's user interface or of ImageJ's windows.
 */
package io.github.inferj.command;
