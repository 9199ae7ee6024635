// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.measure.ResultsTable;
import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.report.CsvWriter;
import io.github.inferj.report.ResultsTables;
import io.github.inferj.report.SimulationsTable;
import io.github.inferj.simulate.PredictiveRun;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;

/** Runs a simulator on the parameters in a table, such as draws of a posterior. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"), @Menu(
	label = "InferJ Predictive...", weight = 6) },
	description = "Runs a simulator on the parameters in a table, such as draws of a posterior")
public class PredictiveCommand extends SimulatorCommand {

	private static final int MOST_CELLS_SHOWN = 10_000_000;

	@Parameter(label = "Parameters: open table", required = false, persist = false,
		description = "The title of an open table with a column for each parameter; one simulation for each row")
	private String table = "";

	@Parameter(label = "or CSV file", required = false, persist = false, style = FileWidget.OPEN_STYLE,
		description = "A CSV file with a column for each parameter; one simulation for each row")
	private File tablefile;

	@Parameter(label = "Seed", required = false, persist = false,
		description = "Any whole number; the same seed gives the same result")
	private String seed = "1";

	@Parameter(label = "Save simulations as", required = false, persist = false, style = FileWidget.SAVE_STYLE,
		description = "A CSV file to write, with the parameters and the data of each simulation")
	private File predictivefile;

	@Parameter(label = "Overwrite", required = false, persist = false,
		description = "Whether a file that is already there may be replaced")
	private boolean overwrite;

	@Parameter(label = "Simulations", type = ItemIO.OUTPUT, description = "The parameters and the data of each simulation")
	private ResultsTable predictive;

	@Override
	void work(final Progress progress) {
		final long randomSeed = new NumberField("seed", seed).seed();
		final Optional<Path> target = new OutputFile("predictivefile", predictivefile, overwrite).optional(".csv");
		if (target.isEmpty() && isHeadless()) throw new InvalidInputException(
			"no predictivefile given: name the file to write, ending in .csv");
		final Map<String, File> files = new LinkedHashMap<>();
		files.put("tablefile", tablefile);
		files.put("predictivefile", predictivefile);
		OutputFile.requireDistinct(files);
		final Table given = new ObservedTable(table, tablefile).read();
		try (Simulator chosen = simulator()) {
			final ModelSpecification specification = chosen.specification();
			final PredictiveRun run = new PredictiveRun(chosen, parameters(specification, given), randomSeed, Runtime.getRuntime()
				.availableProcessors());
			final boolean isShown = (long) given.rows() * specification.rowSize() <= MOST_CELLS_SHOWN;
			if (!isShown && target.isEmpty()) throw new InvalidInputException("no predictivefile given: " + given.rows() + " rows of "
				+ specification.rowSize() + " values are too many to show; name the file to write, ending in .csv");
			final SimulationRows rows = run.run(progress);
			final int unusable = run.unusable(rows);
			final SimulationsTable result = new SimulationsTable(specification, rows);
			target.ifPresent(file -> CsvWriter.write(result, file));
			if (isShown) predictive = ResultsTables.copyOf(result);
			if (predictive != null && !isHeadless()) Answer.show(predictive, "Predictive of " + specification.name());
			messages().info(rows.count() + " simulations" + target.map(file -> " in " + file).orElse("") + (unusable == 0 ? ""
				: "; " + unusable + " of them have values that are not finite or outside of their transform's range"));
		}
	}

	private static double[][] parameters(final ModelSpecification specification, final Table given) {
		final List<Component> components = specification.components().subList(0, specification.parameterCount());
		final List<Component> functions = components.stream().filter(component -> component.variable().isFunction()).toList();
		final int[] values = IntStream.concat(IntStream.range(0, components.size()), IntStream.range(specification.size(), specification
			.size() + functions.size())).toArray();
		final List<String> names = specification.rowNames();
		final List<String> units = specification.rowUnits();
		final int[] columns = IntStream.of(values).map(i -> given.indexOf(names.get(i), units.get(i))).toArray();
		final List<String> missing = IntStream.range(0, columns.length).filter(i -> columns[i] < 0).mapToObj(i -> names.get(values[i]))
			.toList();
		if (!missing.isEmpty()) throw new InvalidInputException(given.source() + " lacks the parameter(s) " + String.join(", ", missing)
			+ " of simulator " + specification.name() + ": the table has " + given.headings()
			+ "; rename or add columns");
		if (given.rows() == 0) throw new InvalidInputException(given.source() + " has no rows: give one for each simulation");
		final double[][] parameters = IntStream.range(0, given.rows()).mapToObj(row -> IntStream.of(columns).mapToDouble(
			column -> finite(given, row, column)).toArray()).toArray(double[][]::new);
		for (int row = 0; row < parameters.length; row++) for (int i = 0; i < functions.size(); i++) requirePlace(given, row,
			columns[components.size() + i], functions.get(i), i == 0 || functions.get(i - 1).variable() != functions.get(i).variable()
				? Double.NEGATIVE_INFINITY : parameters[row][components.size() + i - 1]);
		return parameters;
	}

	/** @throws InvalidInputException if a place is not simulated, or below the one before */
	private static void requirePlace(final Table given, final int row, final int column, final Component component,
		final double before)
	{
		final Index index = component.variable().index().orElseThrow();
		final double place = given.value(row, column);
		final String where = given.source() + ", " + given.place(row) + ", column " + given.columns().get(column) + ": " + Numbers
			.format(place);
		if (!index.contains(place)) throw new InvalidInputException(where + " is outside of what is simulated, " + Numbers.format(index
			.lower()) + " to " + Numbers.format(index.upper()) + "; choose another " + index.name());
		if (place < before) throw new InvalidInputException(where + " is below the " + index.name() + " before, " + Numbers.format(before)
			+ "; sort the values of " + component.variable().name());
	}

	private static double finite(final Table given, final int row, final int column) {
		final double value = given.value(row, column);
		if (!Double.isFinite(value)) throw new InvalidInputException(given.source() + ", " + given.place(row) + ", column " + given
			.columns().get(column) + ": " + (Double.isNaN(value) ? "" : given.cell(row, column) + " is not finite, and ")
				+ "a simulation needs a value here; fill in the cell, or remove the row");
		return value;
	}
}
