// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.SafeFile;
import io.github.inferj.command.PosteriorCommand;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.task.LotkaVolterraSeries;

/**
 * The posterior of every series of a large table, as users ask for it: by the command, from one CSV file to others, with the
 * functions where they are drawn by default.
 *
 * @param seconds time for all
 */
record SeriesTableCheck(double seconds) {

	private static final int PLACES = 20;

	/**
	 * @param model file of a model of {@link LotkaVolterraSeries}
	 * @param folder receives the table and the answers
	 * @param series how many, each of 20 values of either species
	 * @param draws for each of them
	 */
	static SeriesTableCheck of(final Path model, final Path folder, final int series, final int draws) {
		final Path table = folder.resolve("series.csv");
		write(table, series);
		final long start = System.nanoTime();
		try (Context context = new Context()) {
			final ModuleService modules = context.service(ModuleService.class);
			final Module module = modules.run(modules.getModuleById("command:" + PosteriorCommand.class.getName()), true, Map.of("modelfile",
				model.toFile(), "tablefile", table.toFile(), "groupcolumn", "series", "draws", Integer.toString(draws), "posteriorfile", folder
					.resolve("series_posterior.csv").toFile(), "summaryfile", folder.resolve("series_summary.csv").toFile(), "functionfile", folder
						.resolve("series_functions.csv").toFile(), "overwrite", true)).get();
			if (module instanceof Cancelable answer && answer.isCanceled()) throw new InvalidInputException(answer.getCancelReason());
		}
		catch (final InterruptedException | ExecutionException exc) {
			throw new IllegalStateException(exc);
		}
		return new SeriesTableCheck((System.nanoTime() - start) / 1e9);
	}

	private static void write(final Path file, final int series) {
		final Simulations simulations = SimulationRun.of(new LotkaVolterraSeries(PLACES), series, SeedStream.CONDITIONED_ROWS.seed(0))
			.run(Progress.NONE);
		final int parameters = simulations.specification().parameterCount();
		final int columns = simulations.specification().size();
		final StringBuilder text = new StringBuilder("series,time,prey,predator\n");
		for (int row = 0; row < simulations.count(); row++) for (int species = 0; species < 2; species++)
			for (int i = species * PLACES; i < (species + 1) * PLACES; i++) text.append(row + 1).append(',').append(simulations.get(row,
				columns + i)).append(species == 0 ? "," : ",,").append(simulations.get(row, parameters + i)).append(species == 0 ? ",\n" : "\n");
		SafeFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
	}
}
