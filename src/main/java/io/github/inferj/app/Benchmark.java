// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.scijava.Context;
import org.scijava.plugin.PluginService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diagnose.ReferencePosterior;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.SimulatorCatalog;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.ModelSpecification;

/**
 * Measures accuracy, time and memory with the default settings. System properties, each a list
 * separated by commas: {@code tasks} (names of built-in simulators with a folder of reference
 * posteriors, or {@code lynx_hare} for the shipped model), {@code budgets} (numbers of simulations)
 * and {@code seeds}; {@code reference} names the folder with {@code TASK/observation_K}. Writes
 * {@code target/benchmark/results.csv}.
 */
public final class Benchmark {

	private static final String HEADER =
		"task,query,mask,simulations,seed,observation,c2st,train_seconds,sample_seconds,evaluations,peak_mb";

	private final Path reference;
	private final Results results = new Results(Path.of("target", "benchmark", "results.csv"), HEADER);

	private Benchmark(final Path reference) {
		this.reference = reference;
	}

	/** Runs the benchmark that the system properties describe; takes no arguments. */
	public static void main(final String[] args) {
		final Benchmark benchmark = new Benchmark(Path.of(Options.text("reference", "../shared/reference/sbibm")));
		try (Context context = new Context(PluginService.class)) {
			final SimulatorCatalog catalog = new SimulatorCatalog(context.getService(PluginService.class));
			for (final String task : Options.list("tasks", "two_moons,lynx_hare")) {
				if (task.equals("lynx_hare")) System.out.println(LynxHareCheck.of(Path.of("models", "lynx_hare.onnx")));
				else for (final int budget : Options.numbers("budgets", "10000")) for (final int seed : Options.numbers("seeds", "1"))
					benchmark.run(catalog.find(task), task, budget, seed);
			}
			benchmark.results.write();
			System.out.println("wrote " + benchmark.results);
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	private void run(final Simulator simulator, final String task, final int budget, final int seed) {
		final List<ReferencePosterior> references = ReferencePosterior.readAll(reference.resolve(task));
		final long start = System.nanoTime();
		final Simulations simulations = SimulationRun.of(simulator, budget, seed).run(Progress.NONE);
		final ModelSpecification specification = simulator.specification();
		final JointModel model = new Trainer(TrainingSettings.defaults(specification).withSeed(seed))
			.train(simulations, Optional.empty(), new ConsoleProgress(System.out, task));
		final double trainSeconds = seconds(start);
		System.out.printf(Locale.ROOT, "%s, %d simulations, seed %d: simulated and trained in %.0f s, %s%n", task, budget, seed,
			trainSeconds, model.provenance());
		double sum = 0;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			for (int k = 0; k < references.size(); k++) {
				final PosteriorCheck check = PosteriorCheck.of(sampler, specification, references.get(k), seed);
				sum += check.c2st();
				System.out.printf(Locale.ROOT, "  observation %d: C2ST %.4f, %d draws in %.2f s%n", k + 1, check.c2st(),
					PosteriorCheck.DRAWS, check.seconds());
				results.add("%s,posterior,dense,%d,%d,%d,%.4f,%.1f,%.2f,%d,%d", task, budget, seed, k + 1, check.c2st(), trainSeconds,
					check.seconds(), ConditionalSampler.EVALUATIONS, peakMegabytes());
			}
		}
		System.out.printf(Locale.ROOT, "  mean C2ST %.4f over %d observations, peak memory %d MB%n", sum / references.size(),
			references.size(), peakMegabytes());
	}

	private static double seconds(final long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	/** The most memory the process has had resident, as Linux counts it; 0 elsewhere. */
	private static long peakMegabytes() {
		final Path status = Path.of("/proc/self/status");
		try {
			if (!Files.exists(status)) return 0;
			return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).mapToLong(line -> Long.parseLong(line
				.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
		}
		catch (final IOException exc) {
			return 0;
		}
	}
}
