// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;
import io.github.inferj.Progress;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.model.ConstrainedDraws;
import io.github.inferj.model.JointModel;
import io.github.inferj.report.Observations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/** Draws any variables of a trained model of which others are known exactly, by intervals, by inequalities or with an error. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"),
	@Menu(label = "InferJ Interval...", weight = 5) },
	description = "Draws any variables of a trained model of which others are known exactly, by intervals, by inequalities or with "
		+ "an error")
public class IntervalCommand extends QueryCommand {

	private static final int LINES_LOGGED = 10;

	@Parameter(label = "Given", required = false, persist = false,
		description = "Names of what the table holds, separated by commas; or parameters, data, none")
	private String given = "none";

	@Parameter(label = "Intervals", required = false, persist = false,
		description = "What is known only roughly, separated by semicolons: alpha=0.2..0.5; beta<3; gamma=1 +- 0.1 with its error")
	private String intervals = "";

	@Parameter(label = "Constraints", required = false, persist = false,
		description = "Inequalities and measured values, separated by semicolons: a + b < 2; sin(x) > 0; max(y) = 40 +- 2")
	private String constraints = "";

	@Parameter(label = "Wanted", required = false, persist = false,
		description = "Names of what to draw, separated by commas; or parameters, data; leave empty for all parameters that are not given")
	private String wanted = "";

	@Parameter(type = ItemIO.OUTPUT, label = "Probabilities")
	private ResultsTable probabilities;

	@Override
	Split split(final JointModel model, final PlacesField places) {
		final ModelSpecification specification = model.specification();
		final Map<String, Integer> counts = new HashMap<>();
		places.of(specification.variables().stream().filter(Variable::isFunction).toList()).forEach((function, at) -> counts.put(
			function, at.length));
		final Split split = wanted == null || wanted.isBlank() ? Split.parametersGiven(specification, given) : Split.parse(
			specification, given, wanted);
		return split.with(Conditions.parse(specification.withPlaces(counts), intervals,
			constraints));
	}

	@Override
	Answer answer(final Query query, final int count, final long randomSeed, final Progress progress) {
		final JointQuery joint = JointQuery.of(query);
		final ConstrainedDraws drawn = joint.drawConstrained(count, randomSeed, progress);
		tell(joint.conditions().orElseThrow(), query.observations(), drawn.probabilities());
		final Answer answer = joint.answer(drawn.draws(), randomSeed, progress);
		if (probabilities.size() > 1 && !isHeadless()) Answer.show(probabilities, "Probabilities of " + query.trained().specification()
			.name());
		return answer;
	}

	private void tell(final Conditions conditions, final Observations observations, final double[] values) {
		final boolean isMeasured = conditions.constraints().stream().anyMatch(constraint -> constraint.error().isPresent());
		probabilities = new ResultsTable();
		for (int i = 0; i < values.length; i++) {
			probabilities.addRow();
			probabilities.addLabel(observations.names().get(i));
			probabilities.addValue("probability", values[i]);
			if (i < LINES_LOGGED) messages().info(String.format(Locale.ROOT, "%s of %s%s: %.3g", isMeasured ? "mean likelihood"
				: "probability", conditions, observations.isNamed() ? " in " + observations.label(i) : "", values[i]));
		}
		if (values.length > LINES_LOGGED) messages().info("... and " + (values.length - LINES_LOGGED) + " more, in the table of probabilities");
	}
}
