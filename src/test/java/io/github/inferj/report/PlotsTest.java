// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Variable;

/** Every kind of plot, left under {@code target/plots} to be looked at. */
class PlotsTest {

	private static final Path SHOWN = Path.of("target", "plots");

	@TempDir
	Path folder;

	private static long pixels(final BufferedImage image, final Color colour) {
		long count = 0;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++) if (image.getRGB(x, y) == colour.getRGB()) count++;
		return count;
	}

	/** Counts blends of the accent colour with others too. */
	private static long reddish(final BufferedImage image) {
		long count = 0;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++) {
				final Color colour = new Color(image.getRGB(x, y));
				if (colour.getRed() > colour.getBlue() + 60) count++;
			}
		return count;
	}

	private static BufferedImage shown(final BufferedImage image, final String name) throws IOException {
		PlotFile.write(image, SHOWN.resolve(name));
		final BufferedImage back = ImageIO.read(SHOWN.resolve(name).toFile());
		assertEquals(image.getWidth(), back.getWidth());
		assertEquals(image.getRGB(100, 100), back.getRGB(100, 100));
		return image;
	}

	@Test
	void cornerOfEightParameters() throws IOException {
		final double[] reference = { 0.5488, 0.02786, 0.7979, 0.02401, 34.02, 5.942, 0.2483, 0.2511 };
		final BufferedImage image = shown(CornerPlot.of(PlotFixtures.lynxHare(10_000), 0, "Posterior of lynx_hare").withReference(
			reference, "reference mean").draw(), "corner_8.png");
		assertTrue(image.getWidth() < 1400 && image.getWidth() > 1000);
		assertTrue(reddish(image) > 8 * 115 + 56 * 115, "a line in each marginal and two in each pair");
		assertTrue(pixels(image, PlotStyle.LIGHT) > 5000, "histograms");
	}

	@Test
	void cornerOfTwoMoons() throws IOException {
		final Draws moons = PlotFixtures.twoMoons(10_000);
		shown(CornerPlot.of(moons, 0, "Posterior of two_moons at (0, 0)").draw(), "corner_2.png");
		final BufferedImage wide = shown(CornerPlot.of(moons, 0, "Posterior of two_moons at (0, 0)").overPriors().draw(),
			"corner_2_prior.png");
		assertEquals(0, reddish(wide), "no reference was given");
	}

	/** Pixels of the dashed line in a panel's uppermost rows, which it crosses where the prior is cut off. */
	@Test
	void aPriorNarrowerThanTheDrawsIsShownToItsTop() throws IOException {
		final double[] values = new SeededRandom(1, 1).doubles(4000).map(u -> 1.7 * (u - 0.5)).toArray();
		final long[] cut = new long[2];
		for (int i = 0; i < 2; i++) {
			final BufferedImage image = shown(new CornerPlot("Narrow prior", List.of(new CornerPlot.Column("a", values, Support.REAL,
				Optional.of(Prior.normal(0, i == 0 ? 0.4 : 0.2)), Double.NaN)), "", false).draw(), "corner_narrow_" + i + ".png");
			cut[i] = IntStream.range(100, 380).filter(x -> IntStream.range(158, 168).anyMatch(y -> (image.getRGB(x, y) & 0xff) < 0x99))
				.count();
		}
		assertEquals(0, cut[0], "1.7 times as high as the histogram");
		assertTrue(cut[1] > 2, "3.4 times as high");
	}

	@Test
	void wholeNumbersHaveBinsOfTheirOwn() throws IOException {
		final SeededRandom rng = new SeededRandom(1, 1);
		final double[] rates = rng.doubles(4000).map(u -> 4 * u).toArray();
		final double[] few = Arrays.stream(rates).map(rate -> rng.doubles(20).filter(u -> u < rate / 20).count()).toArray();
		final double[] many = Arrays.stream(rates).map(rate -> rng.doubles(900).filter(u -> u < rate / 9).count()).toArray();
		final List<CornerPlot.Column> columns = Stream.of(rates, few, many).map(values -> new CornerPlot.Column("column", values,
			Support.POSITIVE, Optional.empty(), Double.NaN)).toList();
		shown(new CornerPlot("Whole numbers", columns, "", false).draw(), "corner_whole.png");
		final Histogram fewBins = Histogram.of(few, PlotRange.of(few, Support.POSITIVE));
		assertEquals(-0.5, fewBins.range().lower());
		assertEquals(fewBins.range().length(), fewBins.heights().length);
		for (int n = 0; n < 5; n++) {
			final int number = n;
			assertEquals(Arrays.stream(few).filter(x -> x == number).count() / 4000.0, fewBins.at(n), 1e-9);
		}
		final Histogram manyBins = Histogram.of(many, PlotRange.of(many, Support.POSITIVE));
		assertTrue(manyBins.heights().length <= 60 && manyBins.heights().length > 30);
		assertEquals(0, manyBins.range().length() / manyBins.heights().length % 1, 1e-9, "equally many numbers in each");
	}

	@Test
	void cornersOfOtherSizesAndOddColumns() throws IOException {
		final Draws posterior = PlotFixtures.lynxHare(2000);
		final List<CornerPlot.Column> all = CornerPlot.of(posterior, 0, "").columns();
		shown(new CornerPlot("One column", all.subList(0, 1), "", false).draw(), "corner_1.png");
		shown(new CornerPlot("Three columns", all.subList(3, 6), "", false).draw(), "corner_3.png");
		final double[] constant = new double[2000];
		Arrays.fill(constant, 7);
		final double[] tiny = Arrays.stream(all.get(0).values()).map(v -> v * 1e-9).toArray();
		final double[] huge = Arrays.stream(all.get(0).values()).map(v -> v * -1e7).toArray();
		final List<CornerPlot.Column> odd = List.of(new CornerPlot.Column("constant", constant, Support.REAL, Optional.empty(),
			Double.NaN), new CornerPlot.Column("tiny (mol)", tiny, Support.REAL, Optional.of(Prior.normal(0, 1e-9)), Double.NaN),
			new CornerPlot.Column("huge", huge, Support.REAL, Optional.empty(), -5e6), all.get(0), all.get(1), all.get(2), all.get(
				3), all.get(4), all.get(6), new CornerPlot.Column("a_very_long_name_of_a_parameter (micromol/l)", all.get(7)
					.values(), Support.POSITIVE, Optional.empty(), Double.NaN));
		shown(new CornerPlot("Ten columns, some odd", odd, "true value", false).draw(), "corner_10.png");
	}

	@Test
	void longUnitsGoBelowTheirNames() throws IOException {
		final List<CornerPlot.Column> all = CornerPlot.of(PlotFixtures.lynxHare(2000), 0, "").columns();
		final List<String> labels = List.of("alpha (1/year)", "beta (1/year per thousand lynx)", "gamma (1/year)",
			"delta (1/year per thousand hares)", "hare0 (thousand pelts)", "lynx0 (thousand pelts)", "sigma_hare",
			"signal_to_noise_ratio (dB)");
		final List<CornerPlot.Column> long8 = IntStream.range(0, 8).mapToObj(i -> new CornerPlot.Column(labels.get(i), all.get(i)
			.values(), all.get(i).support(), all.get(i).prior(), Double.NaN)).toList();
		shown(new CornerPlot("Eight columns with long units", long8, "", false).draw(), "corner_8_units.png");
		shown(new CornerPlot("Two columns with long units", long8.subList(0, 2), "", false).draw(), "corner_2_units.png");
		try (PlotCanvas canvas = new PlotCanvas(10, 10)) {
			final int room = 135;
			assertEquals(List.of("alpha (1/year)"), canvas.lines("alpha (1/year)", room));
			assertEquals(List.of("delta", "(1/year per thousand hares)"), canvas.lines("delta (1/year per thousand hares)", room));
			assertEquals(List.of("delta (1/year per thousand hares)"), canvas.lines("delta (1/year per thousand hares)", 3 * room));
			assertEquals(List.of("a_name_too_long_for_its_panel"), canvas.lines("a_name_too_long_for_its_panel", room));
			for (final String label : labels) for (final String line : canvas.lines(label, room)) assertTrue(PlotCanvas.width(line,
				PlotStyle.LABEL_FONT.deriveFont(9f)) <= room, "nothing is cut from " + line);
		}
	}

	@Test
	void marginalsSideBySide() throws IOException {
		final Draws moons = PlotFixtures.twoMoons(2_000);
		final double[][] exact = { moons.column(0, 0), moons.column(0, 1) };
		final List<MarginalsPlot.Marginal> marginals = List.of(new MarginalsPlot.Marginal(0, 0, new double[][] { exact[1] }),
			new MarginalsPlot.Marginal(1, 0, exact), new MarginalsPlot.Marginal(1, 1, new double[][] { exact[1] }));
		final BufferedImage image = shown(new MarginalsPlot("Two moons", List.of("theta_1", "theta_2"), exact, List.of(
			new MarginalsPlot.Side("wrong", marginals), new MarginalsPlot.Side("right", marginals))).draw(), "marginals.png");
		assertTrue(image.getWidth() > 2 * 2 * 190);
		assertTrue(reddish(image) > 6 * 190, "the exact draws in every panel");
		assertTrue(pixels(image, PlotStyle.MIDDLE) > 5000, "histograms");
		assertThrows(InvalidInputException.class, () -> new MarginalsPlot.Marginal(0, 1, exact));
		assertThrows(InvalidInputException.class, () -> new MarginalsPlot("", List.of("a"), exact, List.of()));
	}

	@Test
	void predictiveBands() throws IOException {
		final Draws predictive = PlotFixtures.lynxHarePredictive(2000);
		final List<PredictivePlot.Panel> panels = List.of(PredictivePlot.Panel.of(predictive, 0, "hare", PlotFixtures.HARE),
			PredictivePlot.Panel.of(predictive, 0, "lynx", PlotFixtures.LYNX));
		assertEquals("lynx (thousands)", panels.get(1).label());
		final BufferedImage linear = shown(new PredictivePlot("Posterior predictive of lynx_hare", "year", PlotFixtures.YEARS, panels,
			false).draw(), "predictive.png");
		final BufferedImage log = shown(new PredictivePlot("Posterior predictive of lynx_hare", "year", PlotFixtures.YEARS, panels,
			true).draw(), "predictive_log.png");
		for (final BufferedImage image : List.of(linear, log)) {
			assertTrue(pixels(image, PlotStyle.LIGHT) > 10_000);
			assertTrue(pixels(image, PlotStyle.MIDDLE) > 10_000);
			assertTrue(pixels(image, PlotStyle.ACCENT) > 40 * 20, "42 points");
		}
	}

	@Test
	void predictiveBandsSurviveMissingValues() throws IOException {
		final double[][] draws = { { 1, 2, 3 }, { Double.NaN, Double.NaN, Double.NaN }, { 2, 3, 4 }, { 5, 5, 5 } };
		final double[] observed = { 1, Double.NaN, Double.NaN, 4 };
		final PredictivePlot.Panel panel = new PredictivePlot.Panel("x", draws, observed);
		shown(new PredictivePlot("Missing values", "t", new double[] { 0, 1, 2, 3 }, List.of(panel), false).draw(),
			"predictive_missing.png");
		assertThrows(InvalidInputException.class, () -> new PredictivePlot("", "t", new double[3], List.of(panel), false));
		final PredictivePlot.Panel negative = new PredictivePlot.Panel("x", draws, new double[] { -1, 1, 1, 1 });
		assertThrows(InvalidInputException.class, () -> new PredictivePlot("", "t", new double[4], List.of(negative), true));
	}

	@Test
	void functionsWithPointsOfDifferentTimes() throws IOException {
		final Index time = new Index("time", "days", 0, 17);
		final ModelSpecification model = ModelSpecification.of("sird", Variable.parameter("contact", Prior.drawnBySimulator()).withUnit(
			"1/day").over(time, 3), Variable.data("infected").withUnit("thousands").over(time, 3), Variable.data("speed").over(new Index(
				"depth", "m", 0, 1), 2));
		final double nan = Double.NaN;
		final Observations observations = new Observations(model, List.of("1"), new double[][] { { 0.4, nan, nan, 8, 33, 12, nan, nan,
			5, nan, nan, 2, 9, 20, nan, nan } });
		final Map<String, double[]> places = Map.of("contact", time.even(40), "infected", time.even(40), "speed", new double[] { 0, 1 });
		final FunctionSummary summary = new FunctionSummary(observations, places);
		places.forEach((name, at) -> IntStream.range(0, at.length).forEach(i -> summary.add(0, name, i, IntStream.range(0, 400)
			.mapToDouble(k -> (name.equals("infected") ? 30 : 0.5) * (Math.exp(-Math.pow(at[i] - 9, 2) / 20) + (0.1 + at[i] / 80)
				* new SeededRandom(i, k).nextGaussian())).toArray())));
		final FunctionPlot plot = FunctionPlot.of(summary, observations, 0, "Functions of sird");
		assertEquals(List.of("contact (1/day)", "infected (thousands)", "speed"), plot.panels().stream().map(FunctionPlot.Panel::label)
			.toList());
		assertArrayEquals(new double[] { 2, 9, 20 }, plot.panels().get(1).observedAt());
		final BufferedImage image = shown(plot.draw(), "functions.png");
		assertTrue(pixels(image, PlotStyle.LIGHT) > 10_000 && pixels(image, PlotStyle.MIDDLE) > 10_000);
		assertTrue(pixels(image, PlotStyle.ACCENT) > 4 * 20, "4 points and one in the legend");
		assertThrows(InvalidInputException.class, () -> new FunctionPlot("", List.of()));
		assertThrows(IllegalArgumentException.class, () -> summary.add(0, "recovered", 0, new double[] { 1 }));
	}

	@Test
	void plotFilesAreChecked() throws IOException {
		final BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
		assertTrue(assertThrows(InvalidInputException.class, () -> PlotFile.write(image, folder.resolve("plot.tiff")))
			.getMessage().contains("let its name end in .png"));
		assertFalse(Files.exists(folder.resolve("plot.tiff")));
		image.setRGB(1, 1, 0xFFD55E00);
		final ImagePlus plus = PlotFile.imagePlus("corner", image);
		assertEquals("corner", plus.getTitle());
		assertEquals(0xD55E00, plus.getProcessor().get(1, 1) & 0xFFFFFF);
	}

	@Test
	void cornersOfNothingAreRefused() {
		assertThrows(InvalidInputException.class, () -> new CornerPlot("", List.of(), "", false));
		final Draws nothing = new Draws(PlotFixtures.TWO_MOONS, new int[] { 0 }, 1, 2, new double[] { Double.NaN, Double.NaN });
		assertThrows(InvalidInputException.class, () -> CornerPlot.of(nothing, 0, ""));
		final CornerPlot moons = CornerPlot.of(PlotFixtures.twoMoons(10), 0, "");
		assertThrows(InvalidInputException.class, () -> moons.withReference(new double[1], "true"));
	}
}
