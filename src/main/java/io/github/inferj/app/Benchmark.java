// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.scijava.Context;
import org.scijava.plugin.PluginService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.report.ComparisonPlot;
import io.github.inferj.report.PlotFile;
import io.github.inferj.simulate.SimulatorCatalog;
import io.github.inferj.simulate.task.LynxHare;
import io.github.inferj.variable.EdgeMasks;

/**
 * Measures accuracy, calibration, time and memory with the default settings. System properties, each a
 * list separated by commas unless said otherwise:
 * <ul>
 * <li>{@code tasks}: names of built-in simulators, or {@code lynx_hare} for the shipped model</li>
 * <li>{@code budgets}: numbers of simulations</li>
 * <li>{@code masks}: {@code dense}, {@code undirected}, {@code directed}</li>
 * <li>{@code seeds}: seeds of simulations and training</li>
 * <li>{@code queries}: {@code posterior}, {@code any}</li>
 * <li>{@code samplers}: {@code default}, {@code euler500}</li>
 * <li>{@code reference}: a single folder with {@code TASK/observation_K}, the layout of the sbi benchmark</li>
 * <li>{@code conditionals}: a single number of random conditionals for {@code any}</li>
 * <li>{@code steps}: a single number of training steps</li>
 * <li>{@code curve}: {@code true} for training runs of several lengths, which {@code steps} then lists</li>
 * </ul>
 * Writes {@code results.csv} and {@code results.png}, or {@code curve.csv} and {@code curve.png}, in
 * {@code target/benchmark} after every network.
 */
public final class Benchmark {

	private static final Path FOLDER = Path.of("target", "benchmark");
	private static final String SHIPPED = LynxHare.NAME;

	private final BenchmarkSettings settings;
	private final NetworkMeasurement measurement;
	private final List<PublishedCurve> published = PublishedCurve.load();
	private final List<BenchmarkRow> rows = new ArrayList<>();
	private final Results results;
	private final Path plot;

	/**
	 * @param settings what to measure
	 * @param measurement how thoroughly
	 * @param folder receives the results
	 */
	Benchmark(final BenchmarkSettings settings, final NetworkMeasurement measurement, final Path folder) {
		this.settings = settings;
		this.measurement = measurement;
		final String name = settings.isCurve() ? "curve" : "results";
		results = new Results(folder.resolve(name + ".csv"), settings.isCurve() ? "steps," + BenchmarkRow.HEADER
			: BenchmarkRow.HEADER);
		plot = folder.resolve(name + ".png");
	}

	/** Runs the benchmark that the system properties describe; takes no arguments. */
	public static void main(final String[] args) {
		try (Context context = new Context(PluginService.class)) {
			new Benchmark(BenchmarkSettings.read(), NetworkMeasurement.STANDARD, FOLDER).run(new SimulatorCatalog(
				context.getService(PluginService.class)));
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	/** @throws InvalidInputException if a task or what it is compared with is not there, before anything is trained */
	void run(final SimulatorCatalog catalog) {
		PlotFile.requireWritable(plot);
		final List<BenchmarkTask> tasks = settings.tasks().stream().filter(name -> !name.equals(SHIPPED)).map(name -> BenchmarkTask
			.of(catalog.find(name), settings.queries(), settings.reference(), settings.conditionals())).toList();
		final Map<NetworkPlan, BenchmarkTask> networks = new LinkedHashMap<>();
		for (final BenchmarkTask task : tasks) for (final NetworkPlan plan : plans(task)) networks.put(plan, task);
		if (settings.tasks().contains(SHIPPED)) System.out.println(LynxHareCheck.of(Path.of("models", SHIPPED + ".onnx")));
		networks.forEach(this::measure);
		if (!networks.isEmpty()) System.out.println("wrote " + results + " and " + plot);
	}

	private List<NetworkPlan> plans(final BenchmarkTask task) {
		final List<NetworkPlan> plans = new ArrayList<>();
		for (final EdgeMasks mask : settings.masks()) for (final int budget : settings.budgets())
			for (final Optional<Integer> steps : settings.stepChoices()) for (final int seed : settings.seeds())
				plans.add(NetworkPlan.of(task.simulator(), mask, budget, seed, steps));
		return plans;
	}

	private void measure(final NetworkPlan plan, final BenchmarkTask task) {
		PeakMemory.reset();
		final NetworkPlan.Trained network = plan.train(task.simulator(), new ConsoleProgress(System.out, plan.toString()));
		final List<BenchmarkRow> measured = measurement.of(plan, network, task, settings.samplers());
		for (final BenchmarkRow row : measured) results.add("%s", settings.isCurve() ? plan.steps() + "," + row.csv() : row.csv());
		rows.addAll(measured);
		results.write();
		final ComparisonPlot comparison = settings.isCurve() ? BenchmarkPlots.overTime(rows) : BenchmarkPlots.overSimulations(rows,
			published);
		PlotFile.write(comparison.draw(), plot);
		measured.stream().collect(Collectors.groupingBy(row -> row.query().label() + ", " + row.evaluations() + " evaluations",
			LinkedHashMap::new, Collectors.toList())).forEach((asked, answers) -> print(plan, asked, answers));
	}

	private static void print(final NetworkPlan plan, final String asked, final List<BenchmarkRow> answers) {
		final BenchmarkRow first = answers.get(0);
		System.out.printf(Locale.ROOT, "%s; %s: mean C2ST %.4f over %d, coverage error %.3f, NLL %.3f, trained in %.0f s, "
			+ "%d draws in %.2f s, %d MB%n", plan, asked, answers.stream().mapToDouble(BenchmarkRow::c2st).average().orElseThrow(),
			answers.size(), first.coverageError(), first.nll(), first.trainSeconds(), TimedDraws.COUNT, answers.stream()
				.mapToDouble(BenchmarkRow::sampleSeconds).average().orElseThrow(), first.peakMegabytes());
	}
}
