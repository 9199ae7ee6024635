// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.Provenance;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.SpecificationJson;

/**
 * Trains one network on the joint distribution of parameters and data (Gloeckler et al. 2024, section
 * 3.3). The weights kept are the moving average with the lowest loss on held-out simulations.
 */
public final class Trainer {

	private static final int LEAST_SIMULATIONS = 20;
	private static final int VALIDATIONS = 60;
	private static final double WARM_UP = 0.02;
	private static final double AVERAGE_DECAY = 0.999;
	private static final long INITIAL_WEIGHTS_STREAM = -2;
	private static final long CHECKPOINT_NANOS = 20_000_000_000L;

	private final TrainingSettings settings;
	private final Optional<JointModel> start;

	/** A trainer with these settings. */
	public Trainer(final TrainingSettings settings) {
		this(settings, Optional.empty());
	}

	/**
	 * A trainer that goes on from a trained model, keeping its standardisation.
	 *
	 * @param start of the same architecture and edge masks
	 */
	public Trainer(final TrainingSettings settings, final JointModel start) {
		this(settings, Optional.of(start));
	}

	private Trainer(final TrainingSettings settings, final Optional<JointModel> start) {
		this.settings = settings;
		this.start = start;
	}

	/**
	 * Trains until the last step, until the validation loss has stopped improving, or until cancelled.
	 *
	 * @param simulations draws from the joint distribution
	 * @param checkpoint a file that receives the state of training now and then; if it exists, training
	 *          goes on from there, to the same result as without interruption. It holds
	 *          the finished run at the end: delete it when the model is saved
	 * @param progress told in a note where and on how many threads it trains, then the steps done and the losses; may cancel
	 * @return the best model so far, also when cancelled
	 * @throws InvalidInputException if there are too few simulations, the checkpoint belongs to another
	 *           run, or the loss stops being finite
	 */
	public JointModel train(final Simulations simulations, final Optional<Path> checkpoint, final Progress progress) {
		if (simulations.count() < LEAST_SIMULATIONS) throw new InvalidInputException("simulations = " + simulations.count()
			+ ": training needs at least " + LEAST_SIMULATIONS);
		start.ifPresent(model -> requireSame(model, simulations));
		final String identity = identity(simulations);
		try (Run run = new Run(simulations)) {
			checkpoint.flatMap(file -> Checkpoint.read(file, identity)).ifPresent(run::restore);
			progress.note(run.description());
			run.wholeNumbers().ifPresent(progress::note);
			long written = System.nanoTime();
			while (!run.isDone() && !progress.cancelled()) {
				run.advance();
				progress.report(run.status(), run.step, settings.steps());
				if (checkpoint.isPresent() && System.nanoTime() - written > CHECKPOINT_NANOS) {
					run.checkpoint(identity).write(checkpoint.get());
					written = System.nanoTime();
				}
			}
			checkpoint.ifPresent(file -> run.checkpoint(identity).write(file));
			return run.best();
		}
	}

	private void requireSame(final JointModel model, final Simulations simulations) {
		if (!model.specification().equals(settings.shown(simulations.specification()))) throw new InvalidInputException("the model to start from is "
			+ "of " + model.specification().name() + ", and its variables are not those of the simulations of " + simulations
				.specification().name() + ": start anew");
		if (!model.architecture().equals(settings.architecture()) || model.edgeMasks() != settings.edgeMasks() || settings
			.prediction().isPresent() && settings.prediction().get() != model.prediction())
			throw new InvalidInputException("the model to start from has another network: "
				+ model.architecture() + ", " + model.edgeMasks() + ", " + model.prediction() + "; train with these or start anew");
	}

	/** Says which run a checkpoint belongs to: all that decides the result, so neither threads nor device. */
	private String identity(final Simulations simulations) {
		try {
			final MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update((settings.withThreads(1).withDevice(Device.CPU) + " " + SpecificationJson.write(simulations.specification()) + " " + start.map(
				model -> Arrays.hashCode(model.weights()))).getBytes(StandardCharsets.UTF_8));
			final ByteBuffer row = ByteBuffer.allocate(Double.BYTES * simulations.specification().rowSize());
			for (int i = 0; i < simulations.count(); i++) {
				row.asDoubleBuffer().put(simulations.row(i));
				digest.update(row.array());
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException("every Java has SHA-256", exc);
		}
	}

	/** One run: the step, the validation and the best weights so far. */
	private final class Run implements AutoCloseable {

		private final Simulations simulations;
		private final ModelSpecification specification;
		private final TrainingData data;
		private final TrainingStep training;
		private final Validation validation;
		private final int interval = Math.max(1, settings.steps() / VALIDATIONS);
		private long step;
		private double runningLoss = Double.NaN;
		private long bestStep;
		private double bestLoss = Double.POSITIVE_INFINITY;
		private double latestLoss = Double.NaN;
		private float[] bestWeights;

		Run(final Simulations simulations) {
			this.simulations = simulations;
			specification = settings.shown(simulations.specification());
			final AttentionBias masks = new AttentionBias(settings.edgeMasks(), specification);
			final boolean isWhole = settings.conditionals().marginals().isNone() && specification.functionColumns().length == 0;
			final AttentionBias attention = isWhole ? masks : masks.grouped();
			data = new TrainingData(simulations, start, attention, settings);
			final JointNetwork network = new JointNetwork(settings.architecture(), Tokens.of(specification, settings.edgeMasks()), data.prediction().hints());
			final WeightLayout layout = network.layout();
			final DenoiserGraph denoiser = new DenoiserGraph(network, attention, data.prediction(), data.gaussian());
			training = new TrainingStep(denoiser, layout, data::embeddingInputs, settings);
			validation = new Validation(denoiser, layout, data, settings);
			bestWeights = start.map(JointModel::weights).orElseGet(() -> layout.initialise(new SeededRandom(settings.seed(),
				INITIAL_WEIGHTS_STREAM))).clone();
			training.state(Optimiser.WEIGHTS).data().put(0, bestWeights);
			training.state(Optimiser.AVERAGE).data().put(0, bestWeights);
		}

		boolean isDone() {
			return step >= settings.steps() || step - bestStep > settings.patience() * settings.steps() + interval;
		}

		void advance() {
			step++;
			data.fill(training.batch(), step);
			final double decay = Math.min(AVERAGE_DECAY, (1.0 + step) / (10.0 + step));
			final float loss = training.run(step, rate(), decay);
			if (!Float.isFinite(loss)) throw new InvalidInputException("the training loss is " + loss + " at step " + step
				+ ": lower the learning rate (it is " + learningRate() + ")");
			runningLoss = step == 1 || Double.isNaN(runningLoss) ? loss : 0.99 * runningLoss + 0.01 * loss;
			if (step % interval == 0 || step == settings.steps()) validate();
		}

		private double rate() {
			final double warmUp = Math.min(1, step / (WARM_UP * settings.steps()));
			final double fall = 0.5 * (1 + Math.cos(Math.PI * (step - 1) / settings.steps()));
			return settings.learningRate() * warmUp * fall;
		}

		private String learningRate() {
			return BigDecimal.valueOf(settings.learningRate()).round(new MathContext(2)).toPlainString();
		}

		private void validate() {
			final Tensor average = training.state(Optimiser.AVERAGE);
			latestLoss = validation.loss(average);
			if (!(latestLoss < bestLoss)) return;
			bestLoss = latestLoss;
			bestStep = step;
			average.data().get(0, bestWeights);
		}

		String status() {
			final String losses = String.format(Locale.ROOT, "training loss %.4f", runningLoss);
			return Double.isNaN(latestLoss) ? losses : losses + String.format(Locale.ROOT, ", validation loss %.4f", latestLoss);
		}

		String description() {
			return "training on " + training.device() + ", " + training.threads() + (training.threads() == 1 ? " thread"
				: " threads") + ", at most " + settings.steps() + " steps of " + settings.batchSize() + " samples, learning rate "
				+ learningRate() + ", " + settings.architecture().layers() + " layer(s) of width " + settings.architecture()
					.width();
		}

		/** Names the variables learned as whole numbers, if there are any. */
		Optional<String> wholeNumbers() {
			final String names = IntStream.range(0, specification.size()).filter(data.standardisation()::isWhole).mapToObj(
				c -> specification.components().get(c).variable().name()).distinct().collect(Collectors.joining(", "));
			return names.isEmpty() ? Optional.empty() : Optional.of("learned and drawn as whole numbers: " + names);
		}

		Checkpoint checkpoint(final String identity) {
			return new Checkpoint(identity, step, bestStep, bestLoss, new float[][] { training.state(Optimiser.WEIGHTS).toArray(),
				training.state(Optimiser.MEAN).toArray(), training.state(Optimiser.SQUARE).toArray(), training.state(
					Optimiser.AVERAGE).toArray(), bestWeights.clone() });
		}

		void restore(final Checkpoint saved) {
			if (saved.vectors()[0].length != bestWeights.length) throw new InvalidInputException("the checkpoint holds "
				+ saved.vectors()[0].length + " weights for a network of " + bestWeights.length
				+ ": another version of InferJ made it; delete it to start anew");
			step = saved.step();
			bestStep = saved.bestStep();
			bestLoss = saved.bestLoss();
			training.state(Optimiser.WEIGHTS).data().put(0, saved.vectors()[0]);
			training.state(Optimiser.MEAN).data().put(0, saved.vectors()[1]);
			training.state(Optimiser.SQUARE).data().put(0, saved.vectors()[2]);
			training.state(Optimiser.AVERAGE).data().put(0, saved.vectors()[3]);
			bestWeights = saved.vectors()[4];
		}

		JointModel best() {
			if (bestStep == 0) validate();
			final String version = Optional.ofNullable(Trainer.class.getPackage().getImplementationVersion()).orElse(
				"development");
			final Provenance provenance = new Provenance(simulations.count(), settings.seed(), bestStep == 0 ? step : bestStep,
				bestLoss, version, settings.conditionals().given());
			return new JointModel(specification, data.standardisation(), settings.architecture(), settings
				.edgeMasks(), settings.conditionals().marginals().groupings(), settings.noise(), data.prediction(), data.gaussian(), provenance,
				bestWeights.clone());
		}

		@Override
		public void close() {
			training.close();
			validation.close();
		}
	}
}
