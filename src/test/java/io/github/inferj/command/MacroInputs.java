// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.Priority;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.Macro;

/** Gives a command the options of the macro that runs it, as Fiji's preprocessor does. */
@Plugin(type = PreprocessorPlugin.class, priority = 2 * Priority.VERY_HIGH)
public class MacroInputs extends AbstractPreprocessorPlugin {

	@Parameter
	private ConvertService converter;

	@Override
	public void process(final Module module) {
		final String options = IJ.isMacro() ? Macro.getOptions() : null;
		if (options == null) return;
		for (final ModuleItem<?> input : module.getInfo().inputs()) {
			final String value = Macro.getValue(options, input.getName(), null);
			if (value == null) continue;
			module.setInput(input.getName(), converter.convert(value, input.getType()));
			module.resolveInput(input.getName());
		}
	}
}
