// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;

class SimulatorCatalogTest {

	private static Context context;
	private static SimulatorCatalog catalog;

	@TempDir
	Path folder;

	@BeforeAll
	static void createContext() {
		context = new Context(PluginService.class);
		catalog = new SimulatorCatalog(context.getService(PluginService.class));
	}

	@AfterAll
	static void disposeContext() {
		context.dispose();
	}

	@Test
	void everyPluginIsFoundByNameAndNamesItsModelSo() {
		assertTrue(catalog.names().contains("two_moons") && catalog.names().contains("lynx_hare"), catalog.names()
			.toString());
		for (final String name : catalog.names()) try (Simulator simulator = catalog.find(name)) {
			assertEquals(name, simulator.specification().name());
		}
	}

	@Test
	void unknownNameListsTheKnownOnesAndSuggestsTheNearest() {
		final String message = message("two_mons");
		assertTrue(message.contains("'two_mons'") && message.contains("did you mean two_moons?") && message.contains(
			"lynx_hare"), message);
		assertFalse(message("completely_different").contains("did you mean"));
	}

	@Test
	void badFilesAreNamed() throws Exception {
		assertTrue(message(folder.resolve("none.js").toString()).contains("does not exist"));
		assertTrue(message(folder.toString()).contains("is a directory"));
		final Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
		assertTrue(message(text.toString()).contains("ends in .js or .py"));
		assertTrue(message(" ").contains("two_moons"));
		assertTrue(message("a\0b.js").contains("neither"));
	}

	@Test
	void scriptsAreFoundByPath() throws Exception {
		final Path script = Files.writeString(folder.resolve("My model.JS"),
			"const parameters = { a: 'normal(0, 1)' }, data = { x: 1 }; function simulate(theta, rng) { return theta.a }");
		try (Simulator simulator = catalog.find(" " + script + " ")) {
			assertEquals("My model", simulator.specification().name());
			assertEquals(3, simulator.simulate(new double[] { 3 }, new SeededRandom(1, 1))[0]);
		}
	}

	@Test
	void pluginThatCannotBeCreatedIsNamed() {
		final PluginInfo<SimulatorPlugin> broken = new PluginInfo<>(Broken.class.getName(), SimulatorPlugin.class);
		broken.setName("broken");
		final PluginService service = context.getService(PluginService.class);
		service.addPlugin(broken);
		try {
			assertTrue(message("broken").contains("simulator broken cannot be created"));
		}
		finally {
			service.removePlugin(broken);
		}
	}

	/** Its constructor wants an argument. */
	static final class Broken implements SimulatorPlugin {

		Broken(final int argument) {}

		@Override
		public ModelSpecification specification() {
			return null;
		}

		@Override
		public double[] simulate(final double[] theta, final RandomGenerator rng) {
			return null;
		}
	}

	private static String message(final String nameOrFile) {
		final String message = assertThrows(InvalidInputException.class, () -> catalog.find(nameOrFile)).getMessage();
		assertFalse(message.contains("\n"), message);
		return message;
	}
}
