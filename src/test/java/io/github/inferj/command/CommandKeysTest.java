// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

import ij.Macro;

/** What macros and scripts rely on, for every command of the menu. */
class CommandKeysTest {

	private static final Map<String, Set<String>> KEYS = Map.of( //
		"InferJ Device...", Set.of("device"), //
		"InferJ Simulate...", Set.of("simulator", "simulations", "simulationfolder", "seed", "threads", "timelimit"), //
		"InferJ Train...", Set.of("simulator", "simulations", "simulationfolder", "seed", "modelfile", "overwrite", "timelimit",
			"steps", "batchsize", "learningrate", "layers", "width", "sampleplaces", "marginals", "edgemasks", "conditionals"), //
		"InferJ Posterior...", Set.of("modelfile", "table", "tablefile", "groupcolumn", "draws", "times", "seed", "map", "posteriorfile", "summaryfile",
			"functionfile", "pathfile", "plotfile", "functionplotfile", "overwrite"), //
		"InferJ Conditional...", Set.of("modelfile", "table", "tablefile", "groupcolumn", "draws", "times", "seed", "map", "posteriorfile", "summaryfile",
			"functionfile", "pathfile", "plotfile", "functionplotfile", "overwrite", "given", "wanted"), //
		"InferJ Interval...", Set.of("modelfile", "table", "tablefile", "groupcolumn", "draws", "times", "seed", "posteriorfile", "summaryfile",
			"functionfile", "pathfile", "plotfile", "functionplotfile", "overwrite", "given", "intervals", "constraints", "wanted"), //
		"InferJ Predictive...", Set.of("simulator", "table", "tablefile", "seed", "timelimit", "predictivefile", "overwrite"), //
		"InferJ Check...", Set.of("simulator", "modelfile", "simulations", "seed", "timelimit", "checkfile", "plotfile", "overwrite"));

	private static final Set<String> DIALOG_ONLY = Set.of("browse", "known", "open");

	private static Map<String, List<ModuleItem<?>>> commands() {
		try (Context context = new Context()) {
			final Map<String, List<ModuleItem<?>>> commands = new TreeMap<>();
			for (final CommandInfo info : context.service(CommandService.class).getCommands()) {
				if (!info.getDelegateClassName().startsWith("io.github.inferj.command.")) continue;
				assertEquals("Plugins > InferJ > ", info.getMenuPath().getMenuString().replace(info.getMenuPath().getLeaf()
					.getName(), ""));
				commands.put(info.getMenuPath().getLeaf().getName(), StreamSupport.stream(info.inputs().spliterator(), false)
					.filter(item -> !Service.class.isAssignableFrom(item.getType()) && item.getType() != Context.class).collect(
						Collectors.toList()));
			}
			return commands;
		}
	}

	@Test
	void leavesAndKeysAreThoseDocumented() {
		final Map<String, Set<String>> found = new TreeMap<>();
		commands().forEach((leaf, items) -> found.put(leaf, items.stream().map(ModuleItem::getName).filter(key -> !DIALOG_ONLY
			.contains(key)).collect(Collectors.toSet())));
		assertEquals(new TreeMap<>(KEYS), found);
	}

	@Test
	void noInputRemembersOrIsRequired() {
		commands().forEach((leaf, items) -> items.forEach(item -> {
			assertFalse(item.isPersisted(), leaf + " " + item.getName());
			assertFalse(item.isRequired(), leaf + " " + item.getName());
		}));
	}

	@Test
	void everyInputIsExplained() {
		commands().forEach((leaf, items) -> items.forEach(item -> {
			assertTrue(item.getLabel() != null && !item.getLabel().isBlank(), leaf + " " + item.getName());
			assertTrue(DIALOG_ONLY.contains(item.getName()) || item.getVisibility() == ItemVisibility.MESSAGE || !item
				.getDescription().isBlank(), leaf + " " + item.getName());
		}));
	}

	@Test
	void macrosTellKeysApart() {
		commands().forEach((leaf, items) -> {
			final StringBuilder options = new StringBuilder();
			items.forEach(item -> options.insert(0, item.getName() + "=[value of " + item.getName() + "] "));
			for (final ModuleItem<?> item : items) {
				assertTrue(item.getName().matches("[a-z]+"), item.getName());
				assertEquals("value of " + item.getName(), Macro.getValue(options.toString(), item.getName(), null));
			}
		});
	}
}
