// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.Optional;

import org.scijava.Priority;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
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
 * takes its default, with a screen as without one. A switch that stands there without a value is on. What ImageJ took for an option
 * because a value has its name and an equals sign in it, as {@code [/my data/seed=3 x.onnx]} has, is undone.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public class MacroDefaults extends AbstractPreprocessorPlugin {

	@Parameter
	private ThreadService threads;

	@Parameter
	private ConvertService converter;

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof InferJCommand) || !IJ.isMacro()) return;
		final String options = Macro.getOptions();
		if (options == null || options.isBlank()) return;
		final Optional<MacroOptions> own = MacroOptions.ofThisCommand(threads);
		for (final ModuleItem<?> input : module.getInfo().inputs()) {
			final String name = input.getName();
			final boolean isFound = Macro.getValue(options, name, null) != null;
			final boolean isOwn = own.isPresent() && MacroOptions.isKey(input);
			if (isOwn) set(module, input, own.get(), isFound);
			if (isOwn || !isFound) module.resolveInput(name);
		}
	}

	/** @param isFound whether ImageJ has found and set a value, perhaps that of another option */
	private void set(final Module module, final ModuleItem<?> input, final MacroOptions own, final boolean isFound) {
		final String name = input.getName();
		final Optional<String> value = own.value(name);
		if (value.isPresent()) module.setInput(name, converter.convert(value.get(), input.getType()));
		else if (MacroOptions.isSwitch(input) && own.isBare(name)) module.setInput(name, true);
		else if (isFound) module.setInput(name, automatic(module, name));
	}

	/** @return what an input of a command is if nobody sets it */
	private static Object automatic(final Module module, final String input) {
		try {
			return module.getInfo().createModule().getInput(input);
		}
		catch (final ModuleException exc) {
			throw new IllegalStateException(exc);
		}
	}
}
