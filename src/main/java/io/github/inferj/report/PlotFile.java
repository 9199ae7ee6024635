// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.inferj.SafeFile;
import io.github.inferj.InvalidInputException;

/** Plots as PNG files and as images of ImageJ. */
public final class PlotFile {

	private PlotFile() {}

	/**
	 * Writes a plot as PNG; the file appears only when it is complete.
	 *
	 * @throws InvalidInputException naming the file, if its name does not end in .png or it cannot be written
	 */
	public static void write(final BufferedImage plot, final Path file) {
		requireName(file);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		SafeFile.write(file, out -> {
			try (ImageOutputStream image = new MemoryCacheImageOutputStream(bytes)) {
				if (!ImageIO.write(plot, "png", image)) throw new IOException("no PNG writer");
			}
			bytes.writeTo(out);
		});
	}

	/**
	 * Checks before long work that a plot could be written to a file.
	 *
	 * @throws InvalidInputException naming the file, if its name does not end in .png or it cannot be written
	 */
	public static void requireWritable(final Path file) {
		requireName(file);
		SafeFile.requireWritable(file);
	}

	/** @return the plot as an RGB image of ImageJ */
	public static ImagePlus imagePlus(final String title, final BufferedImage plot) {
		return new ImagePlus(title, new ColorProcessor(plot));
	}

	private static void requireName(final Path file) {
		if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) throw new InvalidInputException("plot file " + file
			+ " is not a PNG file: let its name end in .png");
	}
}
