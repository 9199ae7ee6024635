// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.inferj.InvalidInputException;
import io.github.inferj.diffusion.GaussianApproximation;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.NoiseSchedule;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.Grouping;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.SafeFile;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.SpecificationJson;
import io.github.inferj.variable.Support;

/**
 * A {@link JointModel} as an ONNX file that any ONNX runtime can execute: the denoiser with its
 * weights, and metadata. Only metadata and weights are read back; the graph is built anew, so that a
 * file from elsewhere never has its graph executed.
 */
final class ModelFile {

	/** Raised whenever an older InferJ could not use a newer file. */
	static final int FORMAT = 5;
	/** The first in which exchangeable variables share their weights. */
	private static final int SHARING_FORMAT = 5;

	private static final String FORMAT_KEY = "inferj.format";
	private static final String SPECIFICATION_KEY = "inferj.specification";
	private static final String STANDARDISATION_KEY = "inferj.standardisation";
	private static final String ARCHITECTURE_KEY = "inferj.architecture";
	private static final String EDGE_MASKS_KEY = "inferj.edge_masks";
	private static final String GROUPINGS_KEY = "inferj.groupings";
	private static final String NOISE_KEY = "inferj.noise";
	private static final String TRAINING_SCHEDULE_KEY = "inferj.training_schedule";
	private static final String SAMPLING_SCHEDULE_KEY = "inferj.sampling_schedule";
	private static final String PREDICTION_KEY = "inferj.prediction";
	private static final String GAUSSIAN_KEY = "inferj.gaussian";
	private static final String PROVENANCE_KEY = "inferj.provenance";
	private static final Gson GSON = new Gson();

	/**
	 * One entry per scale.
	 *
	 * @param whole ends of {@link Standardisation#whole}, null where infinite; absent from older files
	 * @param knots of {@link Scale.NormalScores}, empty for other scales; absent from files before format 4, as are the scores
	 */
	private record Scales(double[] centres, double[] scales, boolean[] heavyTails, double[][] knots, double[][] scores,
		double[] lowest, double[] highest, Map<Integer, Double[]> whole)
	{

		static Scales of(final Standardisation standardisation) {
			final int count = standardisation.scales().length;
			final Scales all = new Scales(new double[count], new double[count], new boolean[count], new double[count][0],
				new double[count][0], standardisation.lowest(), standardisation.highest(), new TreeMap<>());
			standardisation.whole().forEach((column, range) -> all.whole.put(column, new Double[] { finite(range.lower()), finite(range
				.upper()) }));
			for (int i = 0; i < count; i++) all.put(i, standardisation.scales()[i]);
			return all;
		}

		private void put(final int i, final Scale scale) {
			if (scale instanceof Scale.NormalScores normal) {
				knots[i] = normal.knots();
				scores[i] = normal.scores();
			}
			else if (scale instanceof Scale.HeavyTailed heavy) {
				heavyTails[i] = true;
				centres[i] = heavy.centre();
				scales[i] = heavy.scale();
			}
			else if (scale instanceof Scale.Linear linear) {
				centres[i] = linear.centre();
				scales[i] = linear.scale();
			}
		}

		private Scale scale(final int i) {
			if (knots != null && knots[i].length > 0) return new Scale.NormalScores(knots[i], scores[i]);
			return heavyTails[i] ? new Scale.HeavyTailed(centres[i], scales[i]) : new Scale.Linear(centres[i], scales[i]);
		}

		Standardisation standardisation(final ModelSpecification specification) {
			return new Standardisation(Standardisation.transforms(specification), IntStream.range(0, centres.length).mapToObj(
				this::scale).toArray(Scale[]::new), lowest, highest, ranges());
		}

		private Map<Integer, Support> ranges() {
			final Map<Integer, Support> ranges = new TreeMap<>();
			if (whole != null) whole.forEach((column, ends) -> ranges.put(column, range(ends)));
			return ranges;
		}

		/** @return a number that JSON knows, or null */
		private static Double finite(final double end) {
			return Double.isFinite(end) ? end : null;
		}

		private static Support range(final Double[] ends) {
			return new Support(Objects.requireNonNullElse(ends[0], Double.NEGATIVE_INFINITY), Objects.requireNonNullElse(ends[1],
				Double.POSITIVE_INFINITY));
		}
	}

	private record Moments(double[] mean, double[][] covariance) {}

	private record Range(double smallest, double largest) {}

	private ModelFile() {}

	static void write(final JointModel model, final Path file) {
		final Map<String, String> metadata = new TreeMap<>();
		metadata.put(FORMAT_KEY, Integer.toString(FORMAT));
		metadata.put(SPECIFICATION_KEY, SpecificationJson.write(model.specification()));
		metadata.put(STANDARDISATION_KEY, GSON.toJson(Scales.of(model.standardisation())));
		metadata.put(ARCHITECTURE_KEY, GSON.toJson(model.architecture()));
		if (model.edgeMasks() != EdgeMasks.DENSE) metadata.put(EDGE_MASKS_KEY, text(model.edgeMasks()));
		if (!model.groupings().isEmpty()) metadata.put(GROUPINGS_KEY, GSON.toJson(new TreeSet<>(model.groupings())));
		metadata.put(NOISE_KEY, GSON.toJson(new Range(model.noise().smallest(), model.noise().largest())));
		metadata.put(TRAINING_SCHEDULE_KEY, text(model.noise().training()));
		metadata.put(SAMPLING_SCHEDULE_KEY, text(model.noise().sampling()));
		metadata.put(PREDICTION_KEY, text(model.prediction()));
		model.gaussian().ifPresent(gaussian -> metadata.put(GAUSSIAN_KEY, GSON.toJson(new Moments(gaussian.mean(), gaussian
			.covariance()))));
		metadata.put(PROVENANCE_KEY, GSON.toJson(model.provenance()));
		final byte[] bytes = OnnxWriter.write(model.network(), model.specification().name(), metadata).toByteArray();
		SafeFile.write(file, out -> out.write(bytes));
	}

	static JointModel read(final Path file) {
		final ModelProto proto = parse(file);
		final Map<String, String> metadata = new HashMap<>();
		for (final StringStringEntryProto entry : proto.getMetadataPropsList()) metadata.put(entry.getKey(), entry.getValue());
		final int format = format(file, metadata.get(FORMAT_KEY));
		final ModelSpecification specification = specification(file, metadata.get(SPECIFICATION_KEY));
		if (format < SHARING_FORMAT && !specification.exchangeable().isEmpty()) throw new InvalidInputException("model file " + file
			+ " is from an older InferJ, which learned exchangeable variables one by one: train it again");
		try {
			final Architecture architecture = GSON.fromJson(metadata.get(ARCHITECTURE_KEY), Architecture.class);
			final Standardisation standardisation = GSON.fromJson(metadata.get(STANDARDISATION_KEY), Scales.class).standardisation(
				specification);
			final EdgeMasks edgeMasks = choice(metadata, EDGE_MASKS_KEY, EdgeMasks.DENSE);
			final Grouping[] groupings = GSON.fromJson(metadata.getOrDefault(GROUPINGS_KEY, "[]"), Grouping[].class);
			final Range range = GSON.fromJson(metadata.get(NOISE_KEY), Range.class);
			final NoiseLevels noise = new NoiseLevels(range.smallest(), range.largest(), choice(metadata, TRAINING_SCHEDULE_KEY,
				NoiseSchedule.LOG_UNIFORM), choice(metadata, SAMPLING_SCHEDULE_KEY, NoiseSchedule.LOG_UNIFORM));
			final Prediction prediction = choice(metadata, PREDICTION_KEY, Prediction.F);
			final Provenance provenance = GSON.fromJson(metadata.get(PROVENANCE_KEY), Provenance.class);
			final Optional<GaussianApproximation> gaussian = Optional.ofNullable(GSON.fromJson(metadata.get(GAUSSIAN_KEY),
				Moments.class)).map(moments -> new GaussianApproximation(moments.mean(), moments.covariance()));
			final WeightLayout layout = JointModel.network(specification, architecture, edgeMasks, prediction).layout();
			return new JointModel(specification, standardisation, architecture, edgeMasks, Set.of(groupings), noise, prediction,
				gaussian, provenance, weights(proto, layout));
		}
		catch (final JsonParseException | IllegalArgumentException | NullPointerException exc) {
			throw damaged(file, exc);
		}
	}

	private static ModelSpecification specification(final Path file, final String json) {
		try {
			return SpecificationJson.read(json);
		}
		catch (final JsonParseException | IllegalArgumentException | NullPointerException exc) {
			throw damaged(file, exc);
		}
	}

	private static InvalidInputException damaged(final Path file, final RuntimeException cause) {
		return new InvalidInputException("model file " + file + " is damaged (" + cause.getMessage() + "): train or copy it again",
			cause);
	}

	private static String text(final Enum<?> choice) {
		return choice.name().toLowerCase(Locale.ROOT);
	}

	/** @return what an entry names, or what files without the entry mean */
	private static <E extends Enum<E>> E choice(final Map<String, String> metadata, final String key, final E absent) {
		final String text = metadata.get(key);
		return text == null ? absent : Enum.valueOf(absent.getDeclaringClass(), text.toUpperCase(Locale.ROOT));
	}

	private static ModelProto parse(final Path file) {
		if (Files.isDirectory(file)) throw new InvalidInputException("model file " + file
			+ " is a folder: name the .onnx file in it");
		if (!Files.exists(file)) throw new InvalidInputException("model file " + file
			+ " does not exist: check the path, or train a model first");
		try {
			return ModelProto.parseFrom(Files.readAllBytes(file));
		}
		catch (final InvalidProtocolBufferException exc) {
			throw new InvalidInputException("model file " + file
				+ " is no complete ONNX file (truncated, or another kind of file): train or copy it again", exc);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("model file " + file + " cannot be read (" + exc.getMessage() + ")", exc);
		}
	}

	private static int format(final Path file, final String format) {
		if (format == null) throw new InvalidInputException("model file " + file
			+ " was not made by InferJ: use a file that InferJ Train... wrote");
		final int number;
		try {
			number = Integer.parseInt(format);
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException("model file " + file + " is damaged (format '" + format
				+ "'): train or copy it again", exc);
		}
		if (number > FORMAT) throw new InvalidInputException("model file " + file + " has format " + number
			+ ", newer than this InferJ reads (" + FORMAT + "): update InferJ");
		return number;
	}

	private static float[] weights(final ModelProto proto, final WeightLayout layout) {
		final Map<String, TensorProto> stored = new HashMap<>();
		for (final TensorProto tensor : proto.getGraph().getInitializerList()) stored.put(tensor.getName(), tensor);
		final float[] weights = new float[layout.count()];
		for (final WeightLayout.Entry entry : layout.entries()) {
			final TensorProto tensor = stored.get(WeightLayout.WEIGHT_PREFIX + entry.name());
			if (tensor == null) throw new IllegalArgumentException("no weight " + entry.name());
			final ByteString raw = tensor.getRawData();
			if (raw.size() != entry.count() * Float.BYTES) throw new IllegalArgumentException("weight " + entry.name() + " has "
				+ raw.size() + " bytes");
			raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights, entry.offset(), entry.count());
		}
		for (final float weight : weights) if (!Float.isFinite(weight)) throw new IllegalArgumentException(
			"a weight is not finite");
		return weights;
	}
}
