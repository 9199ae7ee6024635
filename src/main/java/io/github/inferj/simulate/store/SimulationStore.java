// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.gson.JsonParseException;

import io.github.inferj.InvalidInputException;
import io.github.inferj.SafeFile;
import io.github.inferj.variable.ModelSpecification;

/**
 * A folder of simulations: row i is simulation i of one simulator and seed, in NPY files of a fixed
 * number of rows each but the last, with {@code manifest.json} to say what they are. All simulations
 * are kept, those with values that are not finite too, so that the row number is the index.
 * <p>
 * Every file is replaced as a whole, so that a program killed at any moment leaves a valid store with
 * fewer rows. Only one program at a time can open a store, unless the folder cannot be written to; then
 * what is there can be read. Whatever goes wrong is an
 * {@link InvalidInputException} of one line that names the folder or file.
 * </p>
 */
public final class SimulationStore implements AutoCloseable {

	/** Name of the file that says what the simulations are. */
	public static final String MANIFEST = "manifest.json";

	private static final Pattern TEMPORARY_FILE = Pattern.compile("\\.(" + Pattern.quote(MANIFEST) + "|simulations-\\d+\\.npy)(\\..*)?"
		+ Pattern.quote(SafeFile.TEMPORARY));
	private static final int VALUES_PER_SHARD = 1 << 20;
	private static final int MOST_ROWS_PER_SHARD = 10_000;

	private final Path folder;
	private final List<Path> created;
	private final Optional<FolderLock> lock;
	private StoreManifest manifest;
	private boolean manifestIsWritten;

	private SimulationStore(final Path folder, final StoreManifest wanted) throws IOException {
		this.folder = folder;
		this.created = NewFolders.create(folder);
		try {
			this.lock = lock();
		}
		catch (final IOException | RuntimeException exc) {
			NewFolders.deleteEmpty(created);
			throw exc;
		}
		try {
			if (lock.isPresent()) removeTemporaryFiles();
			final Optional<StoreManifest> present = readManifest();
			present.ifPresent(manifest -> new ManifestCheck(folder, manifest).requireSame(wanted));
			this.manifest = present.orElse(wanted);
			this.manifestIsWritten = present.isPresent();
			if (!manifestIsWritten) requireEmpty();
		}
		catch (final IOException | RuntimeException exc) {
			close();
			throw exc;
		}
	}

	/** @return empty for a store that can only be read */
	private Optional<FolderLock> lock() throws IOException {
		try {
			return Optional.of(new FolderLock(folder));
		}
		catch (final IOException exc) {
			if (Files.exists(folder.resolve(MANIFEST))) return Optional.empty();
			throw exc;
		}
	}

	/**
	 * Opens a folder for the simulations of one simulator and seed; a folder that is not there is created.
	 *
	 * @param specification names the columns
	 * @param fingerprint tells the simulator
	 * @param seed of the run
	 * @param count number of simulations wanted
	 * @param rowsPerShard for a new store
	 * @throws InvalidInputException if the folder holds other simulations or other files, is a file, is
	 *           open elsewhere, or cannot be written to
	 */
	public static SimulationStore open(final Path folder, final ModelSpecification specification,
		final String fingerprint, final long seed, final long count, final int rowsPerShard)
	{
		if (Files.exists(folder) && !Files.isDirectory(folder)) throw new InvalidInputException("simulation folder " + folder +
			" is a file: give a folder");
		try {
			return new SimulationStore(folder, new StoreManifest(specification, fingerprint, seed, count, rowsPerShard, Optional
				.empty()));
		}
		catch (final IOException exc) {
			throw failure(folder, exc);
		}
	}

	/** @return the number of rows of a file, for so many columns: at most 8 MB and 10,000 rows */
	public static int rowsPerShard(final int columns) {
		return Math.max(1, Math.min(MOST_ROWS_PER_SHARD, VALUES_PER_SHARD / columns));
	}

	/** @return the number of rows in each file of this store but the last */
	public int rowsPerShard() {
		return manifest.rowsPerShard();
	}

	/**
	 * Reads simulations 0, 1, 2, ... as far as they are there.
	 *
	 * @param rows receives them, simulation i in row i
	 * @param count how many at most
	 * @return how many there were
	 */
	public int read(final SimulationRows rows, final int count) {
		int have = 0;
		while (have < count) {
			final Path file = ShardName.of(folder, have / rowsPerShard());
			if (!manifestIsWritten || !Files.exists(file)) break;
			final int wanted = Math.min(rowsPerShard(), count - have);
			final int read;
			try {
				read = NpyFile.read(file, rows, have, wanted);
			}
			catch (final IOException exc) {
				throw new InvalidInputException("stored simulations " + file + " are damaged (" + exc.getMessage() +
					"): delete that file and run again", exc);
			}
			have += read;
			if (read < wanted) break;
		}
		return have;
	}

	/**
	 * Stores simulations {@code from} (included) to {@code to} (excluded), for good: all before
	 * {@code from} must be there.
	 *
	 * @param rows all simulations from 0 on
	 */
	public void write(final SimulationRows rows, final int from, final int to) {
		if (to <= from) return;
		requireWritable();
		if (!manifestIsWritten) writeManifest(manifest);
		for (int first = from / rowsPerShard() * rowsPerShard(); first < to; first += rowsPerShard()) {
			final int start = first;
			final int count = Math.min(rowsPerShard(), to - first);
			final Path file = ShardName.of(folder, first / rowsPerShard());
			writeFile(file, channel -> NpyFile.write(channel, rows, start, count));
		}
	}

	/** Announces, before more is written, that so many simulations are wanted in all. */
	public void extendTo(final long count) {
		if (count <= manifest.count()) return;
		requireWritable();
		writeManifest(manifest.withCount(count));
	}

	/** @throws InvalidInputException if the store can only be read */
	public void requireWritable() {
		if (lock.isEmpty()) throw new InvalidInputException("simulation folder " + folder
			+ " cannot be locked for writing, so that only what it holds can be used: ask for fewer simulations, or choose another folder");
	}

	/**
	 * Notes that all simulations asked for are there, unless the store can only be read.
	 *
	 * @param rejected number of unusable simulations in each file
	 * @param count number of simulations in all files; if the store holds more, nothing is noted
	 */
	public void complete(final List<Long> rejected, final long count) {
		final StoreManifest completed = manifest.withRejected(rejected);
		if (lock.isPresent() && count == manifest.count() && !completed.equals(manifest)) writeManifest(completed);
	}

	private void writeManifest(final StoreManifest other) {
		writeFile(folder.resolve(MANIFEST), channel -> {
			final ByteBuffer bytes = ByteBuffer.wrap(other.toJson().getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) channel.write(bytes);
		});
		manifest = other;
		manifestIsWritten = true;
	}

	private static void writeFile(final Path file, final SafeFile.ChannelContent content) {
		try {
			SafeFile.replace(file, content);
		}
		catch (final IOException exc) {
			throw failure(file, exc);
		}
	}

	private Optional<StoreManifest> readManifest() throws IOException {
		final Path file = folder.resolve(MANIFEST);
		if (!Files.exists(file)) return Optional.empty();
		try {
			return Optional.of(StoreManifest.fromJson(Files.readString(file)));
		}
		catch (final StoreManifest.NewerVersionException exc) {
			throw new InvalidInputException("simulation folder " + folder + " has format version " + exc.getMessage() +
				", and this program reads up to " + StoreManifest.VERSION + ": update InferJ or choose another folder", exc);
		}
		catch (final JsonParseException exc) {
			throw new InvalidInputException("simulation folder " + folder + ": its " + MANIFEST +
				" cannot be read: choose another folder", exc);
		}
	}

	private void requireEmpty() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			final Optional<Path> other = files.filter(file -> !file.endsWith(FolderLock.NAME)).findFirst();
			if (other.isPresent()) throw new InvalidInputException("simulation folder " + folder +
				" holds other files, such as " + other.get().getFileName() + ", and no " + MANIFEST +
				": choose a new or empty folder");
		}
	}

	private void removeTemporaryFiles() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.toList()) {
				final String name = file.getFileName().toString();
				if (TEMPORARY_FILE.matcher(name).matches()) Files.delete(file);
			}
		}
	}

	private static InvalidInputException failure(final Path path, final IOException exc) {
		final String reason = exc instanceof AccessDeniedException ? "permission denied" : String.valueOf(exc.getMessage())
			.replace(path + ": ", "");
		return new InvalidInputException("cannot write " + path + " (" + reason +
			"): free space or make it writable, or choose another folder", exc);
	}

	/** Lets others use the folder; one that was created and stayed empty is deleted. */
	@Override
	public void close() {
		try {
			if (lock.isPresent()) lock.get().close();
			if (!manifestIsWritten) NewFolders.deleteEmpty(created);
		}
		catch (final IOException exc) {
			throw failure(folder, exc);
		}
	}
}
