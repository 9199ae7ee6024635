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

	/** @return one line for the log: compiled or interpreted and, if interpreted, how to get compiled */
	public static String description() {
		final String version = Objects.requireNonNullElse(Engine.class.getPackage().getImplementationVersion(), Sandbox
			.engine().getVersion());
		final String where = " (GraalVM " + version + ", Java " + System.getProperty("java.version") + ")";
		if (isCompiled()) return "Scripts run compiled" + where;
		return "Scripts run interpreted" + where + "; for 10 to 100 times more speed start Java 25 with" +
			" -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI --upgrade-module-path=FOLDER, where FOLDER holds" +
			" org.graalvm.compiler:compiler:" + version + " and the jars it depends on";
	}
}
