// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks at the jars that an installation adds to Fiji: this project's and those it needs at run time.
 * Runs after packaging, from the integration-test phase of the build.
 */
class PluginInstalled {

	/** Artifacts that Fiji ships; the build declares those it uses as provided, in Fiji's versions. */
	private static final Set<String> OF_FIJI = Set.of("commons-beanutils", "commons-codec", "commons-collections4",
		"commons-io", "commons-lang3", "commons-logging", "commons-math3", "commons-text", "gson", "guava", "ij",
		"imglib2", "javassist", "jfreechart", "jna", "jna-platform", "opencsv", "parsington", "protobuf-java",
		"scijava-common", "slf4j-api");

	private static List<Path> installed() throws IOException {
		final List<Path> jars = new ArrayList<>();
		jars.add(Path.of(System.getProperty("inferj.jar")));
		for (final String jar : Files.readString(Path.of(System.getProperty("inferj.dependencies"))).strip().split(
			File.pathSeparator)) jars.add(Path.of(jar));
		return jars;
	}

	private static List<Path> ofFiji() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).filter(
			jar -> OF_FIJI.contains(artifact(jar))).toList();
	}

	private static String artifact(final Path jar) {
		return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
	}

	@Test
	void bringsNothingThatFijiShips() throws IOException {
		assertEquals(List.of(), installed().stream().filter(jar -> OF_FIJI.contains(artifact(jar))).toList());
	}

	@Test
	void noClassComesTwice() throws IOException {
		final Map<String, Path> owners = new HashMap<>();
		final Map<String, Set<String>> twice = new LinkedHashMap<>();
		for (final Path jar : Stream.concat(installed().stream(), ofFiji().stream()).toList()) {
			for (final String name : classes(jar)) {
				final Path other = owners.putIfAbsent(name, jar);
				if (other != null) twice.computeIfAbsent(other.getFileName() + " and " + jar.getFileName(), k -> new TreeSet<>())
					.add(name);
			}
		}
		assertTrue(owners.size() > 10_000, owners.size() + " classes");
		assertEquals(Map.of(), twice);
	}

	private static List<String> classes(final Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			return file.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/")
				&& !name.equals("module-info.class")).toList();
		}
	}

	@Test
	void graalVmArtifactsShareOneVersion() throws IOException {
		final Set<String> versions = installed().stream().map(Path::toString).filter(jar -> jar.contains("graalvm"))
			.map(jar -> jar.replaceFirst(".*-([0-9.]+)\\.jar", "$1")).collect(Collectors.toSet());
		assertEquals(1, versions.size(), versions.toString());
	}

	@TempDir
	Path launcher;

	/** Runs a command with the installed jars, those of Fiji, and of the tests only the class that starts SciJava. */
	private String run(final String command, final String arguments) throws Exception {
		final String name = ScijavaMain.class.getName().replace('.', '/') + ".class";
		final Path main = launcher.resolve(name);
		Files.createDirectories(main.getParent());
		try (InputStream in = ScijavaMain.class.getResourceAsStream("/" + name)) {
			Files.copy(in, main, StandardCopyOption.REPLACE_EXISTING);
		}
		final String classPath = Stream.of(installed().stream(), ofFiji().stream(), Stream.of(launcher)).flatMap(s -> s)
			.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
		return ChildJvm.run(classPath, ScijavaMain.class.getName(), "--headless", "--run", command, arguments).output();
	}

	@Test
	void runsScriptsFromTheInstalledJarsAlone(@TempDir final Path folder) throws Exception {
		for (final String language : List.of("js", "py")) {
			final Path script = Path.of("src/main/resources/script_templates/InferJ/Two_Moons." + language).toAbsolutePath();
			final String output = run("InferJ Simulate...", "simulator='" + script + "',simulations=20,simulationfolder='" + folder
				.resolve(language) + "'");
			assertTrue(output.contains("20 simulations in") && output.contains("Scripts run "), output);
			assertFalse(output.contains("WARNING") || output.contains("[ERROR]"), output);
		}
	}

	@Test
	void trainsAndInfersFromTheInstalledJarsAlone(@TempDir final Path folder) throws Exception {
		final Path model = folder.resolve("model.onnx");
		final Path table = Files.writeString(folder.resolve("observed.csv"), "x_1,x_2\n0,0\n");
		final String training = run("InferJ Train...", "simulator='two_moons',simulations=50,steps=5,batchsize=16,modelfile='"
			+ model + "'");
		final String inference = run("InferJ Posterior...", "modelfile='" + model + "',tablefile='" + table + "',draws=5,plotfile='"
			+ folder.resolve("plot.png") + "'");
		assertTrue(Files.size(folder.resolve("plot.png")) > 0, training + inference);
		assertTrue(inference.contains("theta_1"), inference);
		assertFalse((training + inference).contains("WARNING") || (training + inference).contains("[ERROR]"), training + inference);
	}
}
