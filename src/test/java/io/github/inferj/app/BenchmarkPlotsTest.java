// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.inferj.model.DefaultSolver;
import io.github.inferj.report.ComparisonPlot;
import io.github.inferj.report.PlotFile;
import io.github.inferj.variable.EdgeMasks;

class BenchmarkPlotsTest {

	private static BenchmarkRow row(final String task, final Query query, final EdgeMasks mask, final int simulations,
		final int seed, final int observation, final double c2st)
	{
		return new BenchmarkRow(new NetworkPlan(task, mask, simulations, seed, 8_000), query, observation, c2st, 0.03, -1.5, 120
			* Math.log10(simulations), 1.9, DefaultSolver.MOST_EVALUATIONS, 480);
	}

	private static List<BenchmarkRow> synthetic() {
		final List<BenchmarkRow> rows = new ArrayList<>();
		for (final String task : List.of("gaussian_linear", "two_moons", "slcp", "tree")) for (final Query query : Query.values()) {
			if (query == Query.POSTERIOR && task.equals("tree")) continue;
			for (final EdgeMasks mask : EdgeMasks.values()) for (final int n : new int[] { 1_000, 10_000, 30_000 })
				for (int seed = 1; seed <= 3; seed++) for (int k = 1; k <= 5; k++)
					rows.add(row(task, query, mask, n, seed, k, 0.505 + (mask.ordinal() + 1 + 0.4 * seed) * (task.equals("slcp") ? 2 : 1)
						* 0.05 * 1_000.0 / n + 0.002 * k));
		}
		return rows;
	}

	@Test
	void csvHasAValueForEachColumn() {
		assertEquals("task,query,mask,simulations,seed,observation,c2st,coverage_error,nll,train_seconds,sample_seconds,"
			+ "evaluations,peak_mb", BenchmarkRow.HEADER);
		assertEquals("slcp,any,undirected,1000,2,3,0.5678,0.0300,-1.5000,360.0,1.90," + DefaultSolver.MOST_EVALUATIONS + ",480", row("slcp", Query.ANY,
			EdgeMasks.UNDIRECTED, 1_000, 2, 3, 0.56784).csv());
	}

	@Test
	void averagesObservationsThenSeeds() {
		final List<BenchmarkRow> rows = List.of(row("a", Query.ANY, EdgeMasks.DENSE, 10_000, 1, 1, 0.6), row("a", Query.ANY,
			EdgeMasks.DENSE, 1_000, 1, 1, 0.7), row("a", Query.ANY, EdgeMasks.DENSE, 1_000, 1, 2, 0.8), row("a", Query.ANY,
				EdgeMasks.DENSE, 1_000, 2, 1, 0.9));
		final ComparisonPlot.Panel panel = BenchmarkPlots.overSimulations(rows, List.of()).panels().get(0);
		assertEquals("a, any conditional", panel.title());
		final ComparisonPlot.Curve curve = panel.own().get(0);
		assertEquals("dense", curve.name());
		assertArrayEquals(new double[] { 1_000, 10_000 }, curve.x());
		assertArrayEquals(new double[] { 0.825, 0.6 }, curve.y(), 1e-12);
		assertArrayEquals(new double[] { 0.75, 0.6 }, curve.lower(), 1e-12);
		assertArrayEquals(new double[] { 0.9, 0.6 }, curve.upper(), 1e-12);
	}

	@Test
	void everySamplerHasACurve() {
		final NetworkPlan plan = new NetworkPlan("a", EdgeMasks.DENSE, 1_000, 1, 8_000);
		final List<BenchmarkRow> rows = List.of(new BenchmarkRow(plan, Query.ANY, 1, 0.6, 0, 0, 1, 1, DefaultSolver.MOST_EVALUATIONS, 1), new BenchmarkRow(plan,
			Query.ANY, 1, 0.59, 0, 0, 1, 1, 500, 1));
		assertEquals(List.of("dense", "dense, 500 evaluations"), BenchmarkPlots.overSimulations(rows, List.of()).panels().get(0)
			.own().stream().map(ComparisonPlot.Curve::name).toList());
	}

	@Test
	void knowsPublishedFigures() {
		final List<PublishedCurve> published = PublishedCurve.load();
		final ComparisonPlot.Panel slcp = BenchmarkPlots.overSimulations(List.of(row("slcp", Query.POSTERIOR, EdgeMasks.DENSE,
			1_000, 1, 1, 0.8)), published).panels().get(0);
		assertEquals(7, slcp.others().size());
		assertEquals("Simformer dense VESDE", slcp.others().get(0).name());
		assertArrayEquals(new double[] { 0.924, 0.784, 0.703 }, slcp.others().get(0).y());
		final ComparisonPlot.Curve gensbi = slcp.others().get(6);
		assertEquals("GenSBI best", gensbi.name());
		assertArrayEquals(new double[] { 10_000, 100_000 }, gensbi.x());
		for (final String task : List.of("tree", "hmm", "two_moons", "slcp")) assertTrue(published.stream().anyMatch(p -> p.task()
			.equals(task) && p.query().equals(Query.ANY.label())), task);
	}

	/** Left under {@code target/plots} to be looked at. */
	@Test
	void draws() {
		final List<BenchmarkRow> rows = synthetic();
		PlotFile.write(BenchmarkPlots.overSimulations(rows, PublishedCurve.load()).draw(), Path.of("target", "plots",
			"benchmark.png"));
		final List<BenchmarkRow> curve = new ArrayList<>();
		for (final String task : List.of("two_moons", "slcp")) for (final int steps : new int[] { 500, 1_000, 2_000, 4_000, 8_000 })
			for (int seed = 1; seed <= 2; seed++) curve.add(new BenchmarkRow(new NetworkPlan(task, EdgeMasks.UNDIRECTED, 10_000, seed,
				steps), Query.POSTERIOR, 1, 0.51 + 0.2 * Math.sqrt(500.0 / steps) + 0.01 * seed, 0.03, 1, steps / 50.0, 2, DefaultSolver.MOST_EVALUATIONS, 400));
		final ComparisonPlot overTime = BenchmarkPlots.overTime(curve);
		assertEquals("undirected, 10,000 simulations", overTime.panels().get(0).own().get(0).name());
		assertArrayEquals(new double[] { 10, 20, 40, 80, 160 }, overTime.panels().get(1).own().get(0).x());
		PlotFile.write(overTime.draw(), Path.of("target", "plots", "benchmark_curve.png"));
	}
}
