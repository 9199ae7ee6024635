// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of its own, with the class path and options of this one. */
final class ChildJvm {

	/**
	 * How it ended.
	 *
	 * @param exit its exit status
	 * @param output all it printed, of both streams
	 */
	record Result(int exit, String output) {}

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	private ChildJvm() {}

	/** Runs a command by its title or class, with {@code key='value'} arguments, headless. */
	static Result headless(final String command, final String arguments) throws IOException, InterruptedException {
		return run(CLASS_PATH, ScijavaMain.class.getName(), "--headless", "--run", command, arguments);
	}

	static Result run(final String classPath, final String mainClass, final String... arguments) throws IOException,
		InterruptedException
	{
		final List<String> line = new ArrayList<>();
		line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(a -> !a.startsWith("-javaagent"))
			.forEach(line::add);
		line.addAll(List.of("-cp", classPath, mainClass));
		line.addAll(List.of(arguments));
		final Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
		try {
			final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(1, TimeUnit.MINUTES)) throw new IllegalStateException("still running: " + output);
			return new Result(process.exitValue(), output);
		}
		finally {
			process.destroyForcibly();
		}
	}
}
