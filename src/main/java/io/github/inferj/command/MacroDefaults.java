// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.Macro;

/**
 * Keeps the dialog of these commands closed in a macro that gave options: an input it does not mention
 * takes its default, with a screen as without one.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public class MacroDefaults extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof InferJCommand) || !IJ.isMacro()) return;
		final String options = Macro.getOptions();
		if (options == null || options.isBlank()) return;
		for (final ModuleItem<?> input : module.getInfo().inputs())
			if (Macro.getValue(options, input.getName(), null) == null) module.resolveInput(input.getName());
	}
}
