// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.scijava.Context;
import org.scijava.plugin.PluginService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.SafeFile;
import io.github.inferj.diagnose.ClassifierTwoSampleTest;
import io.github.inferj.diagnose.ReferencePosterior;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.SimulatorCatalog;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * Measures accuracy, time and memory with the default settings. System properties, each a list
 * separated by commas: {@code tasks} (names of built-in simulators with a folder of reference
 * posteriors, or {@code lynx_hare} for the shipped model), {@code budgets} (numbers of simulations)
 * and {@code seeds}; {@code reference} names the folder with {@code TASK/observation_K}. Writes
 * {@code target/benchmark/results.csv}.
 */
public final class Benchmark {

	private static final int DRAWS = 10_000;
	private static final String HEADER =
		"task,query,mask,simulations,seed,observation,c2st,train_seconds,sample_seconds,evaluations,peak_mb";

	private final Path reference;
	private final List<String> rows = new ArrayList<>(List.of(HEADER));

	private Benchmark(final Path reference) {
		this.reference = reference;
	}

	/** Runs the benchmark that the system properties describe; takes no arguments. */
	public static void main(final String[] args) {
		final Benchmark benchmark = new Benchmark(Path.of(text("reference", "../shared/reference/sbibm")));
		try (Context context = new Context(PluginService.class)) {
			final SimulatorCatalog catalog = new SimulatorCatalog(context.getService(PluginService.class));
			for (final String task : list("tasks", "two_moons,lynx_hare")) {
				if (task.equals("lynx_hare")) System.out.println(LynxHareCheck.of(Path.of("models", "lynx_hare.onnx")));
				else for (final String budget : list("budgets", "10000")) for (final String seed : list("seeds", "1"))
					benchmark.run(catalog.find(task), task, number("budgets", budget), number("seeds", seed));
			}
			final Path results = Path.of("target", "benchmark", "results.csv");
			SafeFile.write(results, out -> out.write((String.join("\n", benchmark.rows) + "\n").getBytes(StandardCharsets.UTF_8)));
			System.out.println("wrote " + results);
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	private static List<String> list(final String property, final String standard) {
		return Arrays.stream(text(property, standard).split(",")).map(String::trim).toList();
	}

	private static String text(final String property, final String standard) {
		final String given = System.getProperty(property, "");
		return given.isBlank() ? standard : given;
	}

	private static int number(final String property, final String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException(property + " = '" + text + "': write whole numbers separated by commas", exc);
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
				final long sampling = System.nanoTime();
				final Draws draws = sampler.sample(new double[][] { row(specification, references.get(k).observation()) },
					specification.columnsOf(Role.PARAMETER), DRAWS, seed, Progress.NONE);
				final double sampleSeconds = seconds(sampling);
				final double c2st = new ClassifierTwoSampleTest(1).accuracy(references.get(k).samples(), matrix(draws));
				sum += c2st;
				System.out.printf(Locale.ROOT, "  observation %d: C2ST %.4f, %d draws in %.2f s%n", k + 1, c2st, DRAWS, sampleSeconds);
				rows.add(String.format(Locale.ROOT, "%s,posterior,dense,%d,%d,%d,%.4f,%.1f,%.2f,%d,%d", task, budget, seed, k + 1,
					c2st, trainSeconds, sampleSeconds, ConditionalSampler.EVALUATIONS, peakMegabytes()));
			}
		}
		System.out.printf(Locale.ROOT, "  mean C2ST %.4f over %d observations, peak memory %d MB%n", sum / references.size(),
			references.size(), peakMegabytes());
	}

	private static double[] row(final ModelSpecification specification, final double[] observation) {
		final double[] row = new double[specification.size()];
		Arrays.fill(row, Double.NaN);
		System.arraycopy(observation, 0, row, specification.parameterCount(), observation.length);
		return row;
	}

	private static double[][] matrix(final Draws draws) {
		final int columns = draws.columns().length;
		final double[][] matrix = new double[draws.draws()][];
		for (int i = 0; i < matrix.length; i++) matrix[i] = Arrays.copyOfRange(draws.values(), i * columns, (i + 1) * columns);
		return matrix;
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
