// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Tells SciJava which outputs need no display: the tables, which the command has shown
 * itself, and plots that there are not or no screen for.
 */
@Plugin(type = PostprocessorPlugin.class)
public class OutputsShown extends AbstractPostprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (module.getDelegateObject() instanceof PredictiveCommand) module.resolveOutput("predictive");
		if (module.getDelegateObject() instanceof CheckCommand check) {
			module.resolveOutput("check");
			if (check.isHeadless()) module.resolveOutput("plot");
		}
		if (!(module.getDelegateObject() instanceof QueryCommand query)) return;
		module.resolveOutput("posterior");
		module.resolveOutput("summary");
		module.resolveOutput("functions");
		module.resolveOutput("probabilities");
		for (final String plot : new String[] { "plot", "functionplot" })
			if (query.isHeadless() || module.getOutput(plot) == null) module.resolveOutput(plot);
	}
}
