// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;

/**
 * Tells SciJava which outputs need no display: the tables, which the command has shown
 * itself, and plots that there are not or no screen for.
 */
@Plugin(type = PostprocessorPlugin.class)
public class OutputsShown extends AbstractPostprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof InferJCommand command)) return;
		for (final ModuleItem<?> output : module.getInfo().outputs()) {
			final boolean isTable = output.getType() == ResultsTable.class;
			if (isTable || command.isHeadless() || module.getOutput(output.getName()) == null) module.resolveOutput(output.getName());
		}
	}
}
