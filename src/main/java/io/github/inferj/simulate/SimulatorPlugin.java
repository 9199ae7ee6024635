// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import org.scijava.plugin.SciJavaPlugin;

/**
 * A simulator that SciJava discovers: annotate the class with
 * {@code @Plugin(type = SimulatorPlugin.class, name = "my_model")}, give it a public constructor
 * without arguments, and drop its jar into Fiji.
 */
public interface SimulatorPlugin extends Simulator, SciJavaPlugin {}
