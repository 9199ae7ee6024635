// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.util.Objects;

import org.graalvm.polyglot.Engine;

/** Says how scripts run on this Java virtual machine. */
public final class ScriptEngine {

	private ScriptEngine() {}

	/** @return whether scripts are compiled to machine code; otherwise they are interpreted */
	public static boolean isCompiled() {
		return !Sandbox.engine().getImplementationName().contains("Interpreted");
	}

	/** @return one line for the log: compiled or interpreted, and where the user guide says how to get compiled */
	public static String description() {
		final String version = Objects.requireNonNullElse(Engine.class.getPackage().getImplementationVersion(), Sandbox
			.engine().getVersion());
		final String where = " (GraalVM " + version + ", Java " + System.getProperty("java.version") + ")";
		return isCompiled() ? "Scripts run compiled" + where : "Scripts run interpreted" + where
			+ "; compiled they would be 10 to 100 times faster: see Speed in the user guide";
	}
}
