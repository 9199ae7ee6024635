// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.scijava.InstantiableException;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.NearestName;
import io.github.inferj.simulate.script.ScriptSimulator;

/** Finds simulators: SciJava plugins of type {@link SimulatorPlugin} by name, scripts by file. */
public final class SimulatorCatalog {

	private final PluginService plugins;

	/**
	 * @param plugins knows the simulator plugins
	 */
	public SimulatorCatalog(final PluginService plugins) {
		this.plugins = Objects.requireNonNull(plugins, "plugins");
	}

	/** @return the names of all simulator plugins, sorted */
	public List<String> names() {
		return plugins.getPluginsOfType(SimulatorPlugin.class).stream().map(SimulatorCatalog::name).sorted().toList();
	}

	/**
	 * @param nameOrFile the name of a simulator plugin, or the path of a script
	 * @return a new simulator, which the caller closes
	 * @throws InvalidInputException if there is none: an unknown name (with the known ones), a missing
	 *           file, a directory, or a script that cannot be used
	 */
	public Simulator find(final String nameOrFile) {
		return find(nameOrFile, ScriptSimulator.DEFAULT_TIME_LIMIT);
	}

	/**
	 * Like {@link #find(String)}.
	 *
	 * @param timeLimit longest time one simulation of a script may take
	 */
	public Simulator find(final String nameOrFile, final Duration timeLimit) {
		final String given = nameOrFile == null ? "" : nameOrFile.trim();
		if (given.isEmpty()) throw new InvalidInputException("no simulator given: " + known());
		for (final PluginInfo<SimulatorPlugin> info : plugins.getPluginsOfType(SimulatorPlugin.class))
			if (name(info).equals(given)) return create(info);
		if (looksLikeFile(given)) return ScriptSimulator.load(path(given), timeLimit);
		throw new InvalidInputException("unknown simulator '" + given + "'" + NearestName.of(given, names()).map(
			name -> " (did you mean " + name + "?)").orElse("") + ": " + known());
	}

	private String known() {
		return "use one of " + String.join(", ", names()) + ", or the path of a .js or .py file";
	}

	private static String name(final PluginInfo<SimulatorPlugin> info) {
		final String name = info.getName();
		return name != null && !name.isEmpty() ? name : info.getClassName().replaceAll(".*[.$]", "");
	}

	private static Simulator create(final PluginInfo<SimulatorPlugin> info) {
		try {
			return info.createInstance();
		}
		catch (final InstantiableException | LinkageError exc) {
			throw new InvalidInputException("simulator " + name(info) + " cannot be created (" + exc.getMessage() +
				"): its class " + info.getClassName() + " needs a public constructor without arguments", exc);
		}
	}

	private static boolean looksLikeFile(final String given) {
		return given.matches(".*[/\\\\].*|(?i).*\\.(js|py)") || Files.exists(path(given));
	}

	private static Path path(final String given) {
		try {
			return Path.of(given);
		}
		catch (final InvalidPathException exc) {
			throw new InvalidInputException("'" + given + "' is neither a simulator nor a path: choose a simulator by its name, or give the path of a .js or .py file", exc);
		}
	}
}
