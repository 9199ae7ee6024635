// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Keeps the packages in layers: the sources of each use only those below it. */
class ArchitectureTest {

	private static final Path SOURCES = Path.of("src/main/java");
	private static final String ROOT = "io.github.inferj";

	/** Lowest first; the root package, with the vocabulary of all, is below them. */
	private static final List<String> LAYERS = List.of("variable", "table", "simulate", "reference", "graph", "gradient",
		"constraint", "runtime", "network", "diffusion", "sample", "guidance", "model", "train", "diagnose", "report", "command", "app");

	/** Libraries that only some packages may use. */
	private static final Map<String, Set<String>> RESERVED = Map.of("ai.onnxruntime", Set.of("runtime"),
		"org.graalvm", Set.of("simulate"), "org.scijava.ui", Set.of("command"), "org.scijava.widget", Set.of("command"),
		"org.scijava.command", Set.of("command"), "ij.gui", Set.of("command"), "ij.WindowManager", Set.of("command"));

	private static final Pattern QUALIFIED = Pattern.compile("\\b(?:io\\.github\\.inferj|ai|org|ij)(?:\\.\\w+)+");

	/** A name from another package that a source file uses. */
	private record Use(Path file, String layer, String name) {

		boolean isUpwards() {
			final String other = layerOf(name);
			return other != null && (layer == null || rank(other) > rank(layer));
		}

		boolean isReserved() {
			return RESERVED.entrySet().stream().anyMatch(entry -> (name + ".").startsWith(entry.getKey() + ".") && (layer == null
				|| !entry.getValue().contains(layer)));
		}
	}

	private static int rank(final String layer) {
		final int rank = LAYERS.indexOf(layer);
		assertTrue(rank >= 0, "package " + layer + " is in no layer: add it to the list");
		return rank;
	}

	/** @return the package just below the root that a qualified name lies in; null for the root itself and for libraries */
	private static String layerOf(final String name) {
		final Matcher matcher = Pattern.compile(Pattern.quote(ROOT) + "\\.([a-z]\\w*)(\\..*)?").matcher(name);
		return matcher.matches() ? matcher.group(1) : null;
	}

	private static List<Use> uses() throws IOException {
		final List<Use> uses = new ArrayList<>();
		try (Stream<Path> files = Files.walk(SOURCES)) {
			for (final Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
				final String relative = SOURCES.relativize(file).toString().replaceAll("[/\\\\]", ".");
				final String layer = layerOf(relative.replaceAll("\\.\\w+\\.java$", ""));
				final String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:[^\"\\\\\\n]|\\\\.)*\"", "")
					.replaceAll("package [\\w.]+;", "");
				QUALIFIED.matcher(code).results().forEach(match -> uses.add(new Use(file, layer, match.group())));
			}
		}
		return uses;
	}

	@Test
	void findsUses() throws IOException {
		assertTrue(uses().stream().anyMatch(use -> "command".equals(use.layer()) && use.name().startsWith(ROOT + ".simulate.")));
		assertTrue(uses().stream().anyMatch(use -> use.name().startsWith("ai.onnxruntime.")));
	}

	@Test
	void packagesUseOnlyThoseBelow() throws IOException {
		assertEquals(List.of(), uses().stream().filter(Use::isUpwards).toList());
	}

	@Test
	void librariesStayWhereTheyBelong() throws IOException {
		assertEquals(List.of(), uses().stream().filter(Use::isReserved).toList());
	}

	@Test
	void everySourceNamesItsLicence() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src"))) {
			for (final Path file : files.filter(f -> f.toString().endsWith(".java")).toList())
				assertTrue(Files.readString(file).startsWith("// SPDX-License-Identifier: BSD-2-Clause\n"), file.toString());
		}
	}
}
