// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.SafeFile;

/**
 * The state of a training run between two steps.
 *
 * @param run identifies simulations and settings; only the same run resumes
 * @param step steps taken
 * @param bestStep steps taken when the validation loss was lowest
 * @param bestLoss that validation loss
 * @param vectors weights, Adam's two moments, averaged weights, and the best averaged weights
 */
record Checkpoint(String run, long step, long bestStep, double bestLoss, float[][] vectors) {

	private static final long MAGIC = 0x496E6665724A0001L;
	static final int VECTORS = 5;

	/** Writes to a temporary file first. */
	void write(final Path file) {
		SafeFile.write(file, stream -> {
			final DataOutputStream out = new DataOutputStream(stream);
			out.writeLong(MAGIC);
			out.writeUTF(run);
			out.writeLong(step);
			out.writeLong(bestStep);
			out.writeDouble(bestLoss);
			out.writeInt(vectors[0].length);
			for (final float[] vector : vectors) {
				final ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
				bytes.asFloatBuffer().put(vector);
				out.write(bytes.array());
			}
			out.flush();
		});
	}

	/**
	 * @return the checkpoint in a file, or nothing if there is no such file
	 * @throws InvalidInputException if the file is something else, or belongs to another run
	 */
	static Optional<Checkpoint> read(final Path file, final String run) {
		if (!Files.exists(file)) return Optional.empty();
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
			if (in.readLong() != MAGIC) throw new InvalidInputException("checkpoint " + file
				+ " was not made by InferJ: name another file");
			final String found = in.readUTF();
			if (!found.equals(run)) throw new InvalidInputException("checkpoint " + file
				+ " belongs to a training run with other simulations or settings: repeat those, or delete the file to start anew");
			final long step = in.readLong();
			final long bestStep = in.readLong();
			final double bestLoss = in.readDouble();
			final float[][] vectors = new float[VECTORS][in.readInt()];
			for (final float[] vector : vectors)
				ByteBuffer.wrap(in.readNBytes(vector.length * Float.BYTES)).asFloatBuffer().get(vector);
			return Optional.of(new Checkpoint(found, step, bestStep, bestLoss, vectors));
		}
		catch (final IOException | BufferUnderflowException exc) {
			throw new InvalidInputException("checkpoint " + file + " is damaged: delete it to start anew", exc);
		}
	}
}
