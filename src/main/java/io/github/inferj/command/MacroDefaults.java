// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.Optional;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.Macro;

/**
 * Keeps the dialog of these commands closed in a macro that gave options: an input it does not mention
 * takes its default, with a screen as without one. A switch that stands there without a value is on.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public class MacroDefaults extends AbstractPreprocessorPlugin {

	@Parameter
	private ThreadService threads;

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof InferJCommand) || !IJ.isMacro()) return;
		final String options = Macro.getOptions();
		if (options == null || options.isBlank()) return;
		final Optional<MacroOptions> own = MacroOptions.ofThisCommand(threads);
		for (final ModuleItem<?> input : module.getInfo().inputs()) {
			final String name = input.getName();
			if (Macro.getValue(options, name, null) != null) continue;
			if (MacroOptions.isSwitch(input) && own.isPresent() && own.get().isBare(name)) module.setInput(name, true);
			module.resolveInput(name);
		}
	}
}
