// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A smooth density of points in a rectangle: their histogram convolved with a Gaussian, reflected at the
 * edges. The width of the Gaussian is a fraction of the points' standard deviation in each direction, at
 * most a quarter above Scott's rule and at least one cell, chosen by least-squares cross-validation (Rudemo
 * 1982), so that thin structures of a multimodal density survive. As that score is noisy, a narrower Gaussian
 * must beat a wider one clearly.
 */
final class DensityGrid {

	private static final double CLEARLY = 0.02;

	private final int cells;
	private final double[][] density;
	private final PlotRange xRange;
	private final PlotRange yRange;

	private DensityGrid(final double[][] density, final PlotRange xRange, final PlotRange yRange) {
		this.cells = density.length;
		this.density = density;
		this.xRange = xRange;
		this.yRange = yRange;
	}

	/**
	 * @param x coordinates of the points
	 * @param y coordinates of the points
	 * @param xRange the rectangle's extent; points outside are left out
	 * @param yRange the rectangle's extent
	 * @param cells number of cells in each direction
	 */
	static DensityGrid of(final double[] x, final double[] y, final PlotRange xRange, final PlotRange yRange,
		final int cells)
	{
		final double[][] counts = new double[cells][cells];
		int inside = 0;
		for (int i = 0; i < x.length; i++) {
			final int column = xRange.bin(x[i], cells);
			final int row = yRange.bin(y[i], cells);
			if (column < 0 || row < 0) continue;
			counts[row][column]++;
			inside++;
		}
		final double scott = Math.pow(Math.max(1, inside), -1.0 / 6);
		final double xWidth = scott * sd(x) / xRange.length() * cells;
		final double yWidth = scott * sd(y) / yRange.length() * cells;
		double[][] best = null;
		double bestScore = Double.POSITIVE_INFINITY;
		for (double factor = 1.25; best == null || factor * Math.min(xWidth, yWidth) >= 1; factor *= Math.sqrt(0.5)) {
			final double[] xKernel = kernel(Math.max(1, factor * xWidth), cells);
			final double[] yKernel = kernel(Math.max(1, factor * yWidth), cells);
			final double[][] smooth = smooth(counts, xKernel, yKernel);
			final double score = crossValidation(counts, smooth, inside, xKernel[0] * yKernel[0]);
			if (best != null && score >= bestScore - CLEARLY * Math.abs(bestScore)) continue;
			best = smooth;
			bestScore = score;
		}
		return new DensityGrid(best, xRange, yRange);
	}

	/** An estimate of the integrated squared error, up to a constant. */
	private static double crossValidation(final double[][] counts, final double[][] smooth, final int points,
		final double self)
	{
		if (points < 2) return 0;
		final int cells = counts.length;
		double square = 0;
		double leftOut = 0;
		for (int row = 0; row < cells; row++)
			for (int column = 0; column < cells; column++) {
				square += smooth[row][column] * smooth[row][column];
				leftOut += counts[row][column] * (smooth[row][column] - self);
			}
		return square / points / points - 2 * leftOut / points / (points - 1.0);
	}

	private static double[] kernel(final double width, final int cells) {
		final double[] half = new double[Math.min(cells - 1, (int) Math.ceil(3.5 * width)) + 1];
		for (int i = 0; i < half.length; i++) half[i] = Math.exp(-0.5 * i * i / (width * width));
		final double sum = 2 * Arrays.stream(half).sum() - half[0];
		for (int i = 0; i < half.length; i++) half[i] /= sum;
		return half;
	}

	private static double[][] smooth(final double[][] counts, final double[] xKernel, final double[] yKernel) {
		final int cells = counts.length;
		final double[][] rows = new double[cells][cells];
		for (int row = 0; row < cells; row++)
			for (int column = 0; column < cells; column++) {
				final double count = counts[row][column];
				if (count == 0) continue;
				rows[row][column] += count * xKernel[0];
				for (int i = 1; i < xKernel.length; i++) {
					rows[row][reflected(column - i, cells)] += count * xKernel[i];
					rows[row][reflected(column + i, cells)] += count * xKernel[i];
				}
			}
		final double[][] result = new double[cells][cells];
		for (int row = 0; row < cells; row++) {
			add(result[row], rows[row], yKernel[0]);
			for (int i = 1; i < yKernel.length; i++) {
				add(result[reflected(row - i, cells)], rows[row], yKernel[i]);
				add(result[reflected(row + i, cells)], rows[row], yKernel[i]);
			}
		}
		return result;
	}

	private static void add(final double[] to, final double[] from, final double factor) {
		for (int i = 0; i < to.length; i++) to[i] += factor * from[i];
	}

	private static int reflected(final int cell, final int cells) {
		return cell < 0 ? -1 - cell : cell >= cells ? 2 * cells - 1 - cell : cell;
	}

	private static double sd(final double[] values) {
		final double mean = Arrays.stream(values).average().orElse(0);
		return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
	}

	/** @return the density above which the given share of all mass lies */
	double levelHolding(final double share) {
		final double[] sorted = Arrays.stream(density).flatMapToDouble(Arrays::stream).sorted().toArray();
		final double wanted = share * Arrays.stream(sorted).sum();
		double sum = 0;
		for (int i = sorted.length - 1; i > 0; i--) {
			sum += sorted[i];
			if (sum >= wanted) return sorted[i];
		}
		return sorted[0];
	}

	/** @return the density as an image, highest y on top, darkest where it is largest */
	BufferedImage image() {
		final double largest = Arrays.stream(density).flatMapToDouble(Arrays::stream).max().orElse(0);
		final BufferedImage image = new BufferedImage(cells, cells, BufferedImage.TYPE_INT_RGB);
		for (int row = 0; row < cells; row++)
			for (int column = 0; column < cells; column++) image.setRGB(column, cells - 1 - row, PlotStyle.shade(largest == 0 ? 0
				: density[row][column] / largest).getRGB());
		return image;
	}

	/**
	 * @param level a density
	 * @return the lines of that density in the points' coordinates (marching squares)
	 */
	Path2D contour(final double level) {
		final Path2D path = new Path2D.Double();
		for (int row = 0; row < cells - 1; row++)
			for (int column = 0; column < cells - 1; column++) cross(row, column, level, path);
		return path;
	}

	private void cross(final int row, final int column, final double level, final Path2D path) {
		final int[][] corners = { { row, column }, { row, column + 1 }, { row + 1, column + 1 }, { row + 1, column } };
		final double[][] points = new double[4][];
		int count = 0;
		for (int i = 0; i < 4; i++) {
			final int[] a = corners[i];
			final int[] b = corners[(i + 1) % 4];
			final double below = density[a[0]][a[1]] - level;
			final double above = density[b[0]][b[1]] - level;
			if (below > 0 == above > 0) continue;
			final double share = below / (below - above);
			points[count++] = new double[] { xRange.centre(a[1] + share * (b[1] - a[1]), cells), yRange.centre(a[0] + share * (b[0]
				- a[0]), cells) };
		}
		for (int i = 0; i + 1 < count; i += 2) {
			path.moveTo(points[i][0], points[i][1]);
			path.lineTo(points[i + 1][0], points[i + 1][1]);
		}
	}
}
