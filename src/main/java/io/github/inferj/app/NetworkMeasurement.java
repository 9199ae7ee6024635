// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.inferj.Progress;
import io.github.inferj.diagnose.ConditionedRows;
import io.github.inferj.diagnose.MarginalCoverage;
import io.github.inferj.diagnose.NegativeLogLikelihood;
import io.github.inferj.model.ConditionalDensity;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.SimulationRun;

/**
 * Measures a network: C2ST for each conditional of its task, coverage and likelihood for each query.
 *
 * @param draws draws compared for each conditional
 * @param coverageSimulations fresh simulations for the coverage, with the condition masks of the query's conditionals
 * @param coverageDraws draws for each of them
 * @param likelihoodSimulations fresh simulations for the likelihood, likewise
 */
record NetworkMeasurement(int draws, int coverageSimulations, int coverageDraws, int likelihoodSimulations) {

	/** Counts with which coverage and likelihood take seconds. */
	static final NetworkMeasurement STANDARD = new NetworkMeasurement(TimedDraws.COUNT, 200, 100, 100);

	/** Draws for one conditional, before they are compared. */
	private record Drawn(Query query, int index, SamplerChoice sampler, TimedDraws draws, double coverageError) {}

	/**
	 * @param plan what the network was trained for
	 * @param network the network
	 * @param task what to ask it
	 * @param samplers how to draw from it
	 * @return one row for each query, sampler and conditional
	 */
	List<BenchmarkRow> of(final NetworkPlan plan, final NetworkPlan.Trained network, final BenchmarkTask task,
		final List<SamplerChoice> samplers)
	{
		final List<Drawn> drawn = new ArrayList<>();
		for (final Query query : task.conditionals().keySet()) for (final SamplerChoice choice : samplers)
			drawn.addAll(draw(network.model(), task, query, choice, plan.seed()));
		final Map<Query, Double> nll = likelihoods(network.model(), task);
		final long peak = PeakMemory.megabytes();
		return drawn.stream().map(d -> new BenchmarkRow(plan, d.query(), d.index() + 1, d.draws().c2st(task.conditionals().get(d
			.query()).get(d.index())), d.coverageError(), nll.get(d.query()), network.seconds(), d.draws().seconds(), d.sampler()
				.evaluations(network.model()), peak)).toList();
	}

	private List<Drawn> draw(final JointModel model, final BenchmarkTask task, final Query query, final SamplerChoice choice,
		final int seed)
	{
		final List<Drawn> drawn = new ArrayList<>();
		try (ConditionalSampler sampler = choice.create(model)) {
			final double error = MarginalCoverage.of(sampler, fresh(task, query, coverageSimulations), coverageDraws,
				SeedStream.COVERAGE_DRAWS.seed(seed)).meanError();
			final List<ReferenceConditional> conditionals = task.conditionals().get(query);
			for (int k = 0; k < conditionals.size(); k++) drawn.add(new Drawn(query, k, choice, TimedDraws.of(sampler, conditionals
				.get(k), draws, SeedStream.DRAWS.seed(seed)), error));
		}
		return drawn;
	}

	private Map<Query, Double> likelihoods(final JointModel model, final BenchmarkTask task) {
		final Map<Query, Double> nll = new EnumMap<>(Query.class);
		try (ConditionalDensity density = new ConditionalDensity(model)) {
			for (final Query query : task.conditionals().keySet())
				nll.put(query, NegativeLogLikelihood.mean(density, fresh(task, query, likelihoodSimulations)));
		}
		return nll;
	}

	private static ConditionedRows fresh(final BenchmarkTask task, final Query query, final int count) {
		return ConditionedRows.of(SimulationRun.of(task.simulator(), count, SeedStream.FRESH_SIMULATIONS.seed(0)).run(
			Progress.NONE), task.conditionals().get(query).stream().map(ReferenceConditional::latent).toList());
	}
}
