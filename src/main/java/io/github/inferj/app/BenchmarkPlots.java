// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

import io.github.inferj.model.DefaultSolver;
import io.github.inferj.report.ComparisonPlot;

/**
 * Plots of C2ST, a panel for each task and query. A point is the mean over the conditionals and then over
 * seeds, with the range of the seeds' means.
 */
final class BenchmarkPlots {

	private static final double LOWEST = 0.48;
	private static final double MARGIN = 1.4;
	private static final double FEWEST_SIMULATIONS = 1_000;
	private static final double MOST_SIMULATIONS = 100_000;

	/** Task and query. */
	private record Problem(String task, Query query) {

		@Override
		public String toString() {
			return task + ", " + query.label();
		}
	}

	private BenchmarkPlots() {}

	/** @return C2ST over the number of simulations beside published figures; at least one row */
	static ComparisonPlot overSimulations(final List<BenchmarkRow> rows, final List<PublishedCurve> published) {
		final double[] budgets = rows.stream().mapToDouble(row -> row.network().simulations()).toArray();
		final ComparisonPlot.Axis effort = axis("number of simulations", DoubleStream.concat(DoubleStream.of(FEWEST_SIMULATIONS,
			MOST_SIMULATIONS), Arrays.stream(budgets)).toArray());
		final List<ComparisonPlot.Panel> panels = new ArrayList<>();
		problems(rows).forEach((problem, own) -> panels.add(new ComparisonPlot.Panel(problem.toString(), curves(own,
			BenchmarkPlots::name, row -> row.network().simulations(), row -> (double) row.network().simulations()), published
				.stream().filter(p -> p.task().equals(problem.task()) && p.query().equals(problem.query().label())).map(
					PublishedCurve::curve).toList())));
		return new ComparisonPlot("C2ST by number of simulations (0.5: as exact; bars: range of seeds)", effort, measure(1), panels);
	}

	/** @return C2ST over training seconds; at least one row */
	static ComparisonPlot overTime(final List<BenchmarkRow> rows) {
		final ComparisonPlot.Axis effort = axis("training time (seconds)", rows.stream().mapToDouble(BenchmarkRow::trainSeconds)
			.toArray());
		final List<ComparisonPlot.Panel> panels = new ArrayList<>();
		problems(rows).forEach((problem, own) -> panels.add(new ComparisonPlot.Panel(problem.toString(), curves(own,
			row -> String.format(Locale.ROOT, "%s, %,d simulations", name(row), row.network().simulations()), row -> row.network()
				.steps(), BenchmarkRow::trainSeconds), List.of())));
		final double worst = rows.stream().mapToDouble(BenchmarkRow::c2st).max().orElseThrow();
		return new ComparisonPlot("C2ST by training time (0.5: as exact; bars: range of seeds)", effort, measure(Math.max(0.6, Math
			.ceil(10 * worst) / 10)), panels);
	}

	private static String name(final BenchmarkRow row) {
		final String mask = Options.name(row.network().mask());
		return row.evaluations() <= DefaultSolver.MOST_EVALUATIONS ? mask : mask + ", " + row.evaluations() + " evaluations";
	}

	private static ComparisonPlot.Axis axis(final String label, final double[] values) {
		return new ComparisonPlot.Axis(label, Arrays.stream(values).min().orElseThrow() / MARGIN, Arrays.stream(values).max()
			.orElseThrow() * MARGIN);
	}

	private static ComparisonPlot.Axis measure(final double highest) {
		return new ComparisonPlot.Axis("C2ST", LOWEST, highest);
	}

	private static Map<Problem, List<BenchmarkRow>> problems(final List<BenchmarkRow> rows) {
		return rows.stream().collect(Collectors.groupingBy(row -> new Problem(row.network().task(), row.query()),
			LinkedHashMap::new, Collectors.toList()));
	}

	private static List<ComparisonPlot.Curve> curves(final List<BenchmarkRow> rows, final Function<BenchmarkRow, String> name,
		final Function<BenchmarkRow, Integer> point, final Function<BenchmarkRow, Double> effort)
	{
		final List<ComparisonPlot.Curve> curves = new ArrayList<>();
		rows.stream().collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.groupingBy(point, TreeMap::new,
			Collectors.toList()))).forEach((curve, points) -> curves.add(curve(curve, List.copyOf(points.values()), effort)));
		return curves;
	}

	private static ComparisonPlot.Curve curve(final String name, final List<List<BenchmarkRow>> points,
		final Function<BenchmarkRow, Double> effort)
	{
		final double[][] bySeed = points.stream().map(BenchmarkPlots::means).toArray(double[][]::new);
		return new ComparisonPlot.Curve(name, points.stream().mapToDouble(rows -> rows.stream().mapToDouble(effort::apply)
			.average().orElseThrow()).toArray(), Arrays.stream(bySeed).mapToDouble(means -> Arrays.stream(means).average()
				.orElseThrow()).toArray(), Arrays.stream(bySeed).mapToDouble(means -> Arrays.stream(means).min().orElseThrow())
					.toArray(), Arrays.stream(bySeed).mapToDouble(means -> Arrays.stream(means).max().orElseThrow()).toArray());
	}

	/** @return the mean over the conditionals for each seed */
	private static double[] means(final List<BenchmarkRow> rows) {
		return rows.stream().collect(Collectors.groupingBy(row -> row.network().seed(), TreeMap::new, Collectors.averagingDouble(
			BenchmarkRow::c2st))).values().stream().mapToDouble(Double::doubleValue).toArray();
	}
}
