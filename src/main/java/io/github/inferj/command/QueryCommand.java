// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.JointModel;
import io.github.inferj.report.CsvWriter;
import io.github.inferj.report.PlotFile;
import io.github.inferj.report.ResultsTables;

/** What the commands that question a model share: the model, the table and the results. */
abstract class QueryCommand extends InferJCommand {

	private static final int LINES_LOGGED = 24;

	@Parameter(label = "Model file", style = FileWidget.OPEN_STYLE + ",extensions:onnx", required = false,
		persist = false, description = "A .onnx file made by InferJ Train")
	private File modelfile;

	@Parameter(label = "Open table", required = false, persist = false,
		description = "The title of an open table with the observations, one row each, or for functions "
			+ "one row for each time; leave this and the file empty for the active table")
	private String table = "";

	@Parameter(label = "Open tables", visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String open = "";

	@Parameter(label = "Table file", style = FileWidget.OPEN_STYLE + ",extensions:csv/txt/tsv", required = false,
		persist = false, description = "A CSV file with the observations, one row each, or for functions one row for each time; leave "
			+ "empty for an open table")
	private File tablefile;

	@Parameter(label = "Group column", required = false, persist = false,
		description = "For functions, signals and sets: the heading of the column that says which series or observation a "
			+ "row belongs to; leave empty if all rows are one")
	private String groupcolumn = "";

	@Parameter(label = "Draws per row", required = false, persist = false,
		description = "How many samples to draw for each observation, in digits")
	private String draws = "10000";

	@Parameter(label = "Times of functions", required = false, persist = false,
		description = "Where functions are wanted, such as 0..15 by 0.5 or 0, 2.5, 7; leave empty for even places, "
			+ "or write none for no functions")
	private String times = "";

	@Parameter(label = "Seed", required = false, persist = false,
		description = "Any whole number; the same seed gives the same draws")
	private String seed = "1";

	@Parameter(label = "Save draws to", style = FileWidget.SAVE_STYLE + ",extensions:csv", required = false,
		persist = false, description = "A .csv file for the draws; leave empty to show them only")
	private File posteriorfile;

	@Parameter(label = "Save summary to", style = FileWidget.SAVE_STYLE + ",extensions:csv", required = false,
		persist = false, description = "A .csv file for means, sds and quantiles; leave empty to show them only")
	private File summaryfile;

	@Parameter(label = "Save functions to", style = FileWidget.SAVE_STYLE + ",extensions:csv", required = false,
		persist = false, description = "A .csv file for means, sds and quantiles of functions; leave empty to show them only")
	private File functionfile;

	@Parameter(label = "Save paths of functions to", style = FileWidget.SAVE_STYLE + ",extensions:csv", required = false,
		persist = false, description = "A .csv file for draws of functions at all times together; leave empty for quantiles alone")
	private File pathfile;

	@Parameter(label = "Save plot to", style = FileWidget.SAVE_STYLE + ",extensions:png", required = false,
		persist = false, description = "A .png file for the corner plot; leave empty to show it only")
	private File plotfile;

	@Parameter(label = "Save plot of functions to", style = FileWidget.SAVE_STYLE + ",extensions:png", required = false,
		persist = false, description = "A .png file for the plot of functions; leave empty to show it only")
	private File functionplotfile;

	@Parameter(label = "Overwrite files", required = false, persist = false,
		description = "Whether files that are already there may be replaced")
	private boolean overwrite;

	@Parameter(type = ItemIO.OUTPUT, label = "Draws")
	private ResultsTable posterior;

	@Parameter(type = ItemIO.OUTPUT, label = "Summary")
	private ResultsTable summary;

	@Parameter(type = ItemIO.OUTPUT, label = "Corner plot")
	private ImagePlus plot;

	@Parameter(type = ItemIO.OUTPUT, label = "Functions")
	private ResultsTable functions;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot of functions")
	private ImagePlus functionplot;

	/**
	 * @param model what is asked
	 * @param places where functions are wanted
	 * @return what is given and what is wanted
	 */
	abstract Split split(JointModel model, PlacesField places);

	/**
	 * Answers the question.
	 *
	 * @param query the question
	 * @param count number of draws for each row
	 * @param randomSeed seed of the random numbers
	 */
	abstract Answer answer(Query query, int count, long randomSeed, Progress progress);

	/**
	 * Adds to the answer what takes longer, once the draws are saved.
	 *
	 * @param drawn the answer
	 * @param query the question
	 * @param randomSeed seed of the random numbers
	 */
	Answer complete(final Answer drawn, final Query query, final long randomSeed, final Progress progress) {
		return drawn;
	}

	/** Lists the open tables in the dialog. */
	public void initialize() {
		open = String.join(", ", OpenTables.titles());
	}

	@Override
	final void work(final Progress progress) {
		final int drawCount = new NumberField("draws", draws).count();
		final long drawSeed = new NumberField("seed", seed).seed();
		final Optional<Path> drawsFile = new OutputFile("posteriorfile", posteriorfile, overwrite).optional(".csv");
		final Optional<Path> figuresFile = new OutputFile("summaryfile", summaryfile, overwrite).optional(".csv");
		final Optional<Path> functionsFile = new OutputFile("functionfile", functionfile, overwrite).optional(".csv");
		final Optional<Path> pathsFile = new OutputFile("pathfile", pathfile, overwrite).optional(".csv");
		final Optional<Path> imageFile = new OutputFile("plotfile", plotfile, overwrite).optional(".png");
		final Optional<Path> functionImageFile = new OutputFile("functionplotfile", functionplotfile, overwrite).optional(".png");
		requireDistinctFiles();
		final JointModel model = JointModel.load(InputFiles.required("modelfile", modelfile,
			"name a .onnx file made by InferJ Train"));
		final PlacesField places = new PlacesField("times", times);
		final Query query = Query.of(model, split(model, places), new ObservedTable(table, tablefile),
			new FunctionOptions(groupcolumn, places, functionfile, functionplotfile, pathfile));
		requireScalarsFor(query, "posteriorfile", drawsFile);
		requireScalarsFor(query, "summaryfile", figuresFile);
		requireScalarsFor(query, "plotfile", imageFile);
		query.warnings().forEach(messages()::warn);
		final Answer drawn = answer(query, drawCount, drawSeed, progress);
		drawsFile.ifPresent(drawn::save);
		functionsFile.ifPresent(file -> CsvWriter.write(drawn.functions().orElseThrow(), file));
		pathsFile.ifPresent(file -> CsvWriter.write(drawn.paths().orElseThrow(), file));
		final Answer answer = complete(drawn, query, drawSeed, progress);
		figuresFile.ifPresent(file -> CsvWriter.write(answer.summary(), file));
		final Optional<BufferedImage> image = answer.plot();
		final Optional<BufferedImage> functionImage = answer.functionPlot();
		imageFile.ifPresent(file -> PlotFile.write(image.orElseThrow(), file));
		functionImageFile.ifPresent(file -> PlotFile.write(functionImage.orElseThrow(), file));
		posterior = answer.drawsTable().orElse(null);
		summary = answer.hasScalars() ? ResultsTables.copyOf(answer.summary()) : null;
		functions = answer.functions().map(ResultsTables::copyOf).orElse(null);
		plot = image.map(shown -> PlotFile.imagePlus(answer.title(), shown)).orElse(null);
		functionplot = functionImage.map(shown -> PlotFile.imagePlus("Functions of " + answer.title(), shown)).orElse(null);
		tell(answer);
	}

	private void requireDistinctFiles() {
		final Map<String, File> files = new LinkedHashMap<>();
		files.put("modelfile", modelfile);
		files.put("tablefile", tablefile);
		files.put("posteriorfile", posteriorfile);
		files.put("summaryfile", summaryfile);
		files.put("functionfile", functionfile);
		files.put("pathfile", pathfile);
		files.put("plotfile", plotfile);
		files.put("functionplotfile", functionplotfile);
		OutputFile.requireDistinct(files);
	}

	private static void requireScalarsFor(final Query query, final String key, final Optional<Path> file) {
		if (file.isPresent() && query.wanted().length == 0) throw new InvalidInputException(key + " " + file.get()
			+ ": only functions are wanted; name a functionfile or functionplotfile instead, or want parameters too");
	}

	private void tell(final Answer answer) {
		if (!answer.isShown()) messages().info("the table of draws has more than " + Answer.MOST_ROWS_SHOWN
			+ " rows and is not shown; posteriorfile saves it");
		if (isHeadless()) {
			if (answer.hasScalars()) messages().info("summary" + System.lineSeparator() + answer.summaryText(LINES_LOGGED));
			return;
		}
		show(posterior, "Draws of " + answer.title());
		show(summary, "Summary of " + answer.title());
		show(functions, "Functions of " + answer.title());
	}

	private static void show(final ResultsTable results, final String title) {
		if (results != null) Answer.show(results, title);
	}
}
