// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;
import io.github.inferj.Progress;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.model.ConstrainedDraws;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.Marginal;
import io.github.inferj.variable.ModelSpecification;

/** Draws any variables of a trained model of which others are known exactly, by intervals or by inequalities. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"),
	@Menu(label = "InferJ Interval...", weight = 5) },
	description = "Draws any variables of a trained model of which others are known exactly, by intervals or by inequalities")
public class IntervalCommand extends QueryCommand {

	private static final int LINES_LOGGED = 10;

	@Parameter(label = "Given", required = false, persist = false,
		description = "Names of what the table holds, separated by commas; or parameters, data, none")
	private String given = "none";

	@Parameter(label = "Intervals", required = false, persist = false,
		description = "What is known only roughly, separated by semicolons: alpha=0.2..0.5; beta<3; gamma>=1")
	private String intervals = "";

	@Parameter(label = "Constraints", required = false, persist = false,
		description = "Inequalities, separated by semicolons: a + b < 2; sin(x) > 0; max(y) < 40")
	private String constraints = "";

	@Parameter(label = "Wanted", required = false, persist = false,
		description = "Names of what to draw, separated by commas; or parameters, data")
	private String wanted = "parameters";

	@Parameter(type = ItemIO.OUTPUT, label = "Probabilities")
	private ResultsTable probabilities;

	@Override
	Split split(final ModelSpecification specification) {
		return Split.parse(specification, given, wanted);
	}

	@Override
	Answer answer(final Query query, final int count, final long randomSeed, final Progress progress) {
		query.requireRoom(count, query.wanted().length);
		final Conditions conditions = Conditions.parse(query.model().specification(), intervals, constraints);
		final Marginal marginal = query.marginal(conditions.columns().stream().mapToInt(Integer::intValue).toArray());
		try (ConstrainedSampler sampler = new ConstrainedSampler(marginal, conditions)) {
			final ConstrainedDraws result = sampler.sample(query.observations().values(), query.wanted(), count, randomSeed,
				progress);
			tell(conditions, query.observations().names(), result.probabilities());
			return new Answer(query.observations(), result.draws(), Optional.empty(), Optional.empty());
		}
	}

	private void tell(final Conditions conditions, final List<String> names, final double[] values) {
		probabilities = new ResultsTable();
		for (int i = 0; i < values.length; i++) {
			probabilities.addRow();
			probabilities.addLabel(names.get(i));
			probabilities.addValue("probability", values[i]);
			if (i < LINES_LOGGED) messages().info(String.format(Locale.ROOT, "probability of %s%s: %.3g", conditions, values.length
				== 1 ? "" : " in row " + names.get(i), values[i]));
		}
		if (values.length > LINES_LOGGED) messages().info("... and " + (values.length - LINES_LOGGED) + " more row(s)");
	}
}
