// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.inferj.InvalidInputException;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.GaussianApproximation;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.NoiseSchedule;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.graph.Graph;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.Grouping;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * A trained network with everything a query needs: the variables, their standardisation, the noise
 * levels and where the model came from. Immutable; {@link ConditionalSampler} runs it.
 *
 * @param specification the variables
 * @param standardisation between their units and the network's
 * @param architecture size of the network
 * @param edgeMasks which tokens of the network may read which
 * @param groupings what it was trained on besides whole samples: decides which variables can be left out
 * @param noise the noise levels it was trained on and is sampled with
 * @param prediction what the network's output stands for
 * @param gaussian of the network's columns, for {@link Prediction#GAUSSIAN}
 * @param provenance how it came about
 * @param weights all weights in the network's layout; not to be changed
 */
public record JointModel(ModelSpecification specification, Standardisation standardisation, Architecture architecture,
	EdgeMasks edgeMasks, Set<Grouping> groupings, NoiseLevels noise, Prediction prediction,
	Optional<GaussianApproximation> gaussian, Provenance provenance, float[] weights)
{

	public JointModel {
		groupings = Set.copyOf(groupings);
		if (gaussian.isPresent() != (prediction == Prediction.GAUSSIAN) || gaussian.isPresent() && gaussian.get()
			.size() != specification.size()) throw new IllegalArgumentException("prediction " + prediction
				+ " without its approximation of " + specification.size() + " columns");
		final int expected = network(specification, architecture, edgeMasks, prediction).layout().count();
		if (weights.length != expected) throw new IllegalArgumentException(weights.length + " weights for a network of "
			+ expected);
	}

	/** A model trained on whole samples only, without a Gaussian approximation. */
	public JointModel(final ModelSpecification specification, final Standardisation standardisation,
		final Architecture architecture, final EdgeMasks edgeMasks, final NoiseLevels noise, final Prediction prediction,
		final Provenance provenance, final float[] weights)
	{
		this(specification, standardisation, architecture, edgeMasks, Set.of(), noise, prediction, Optional.empty(), provenance,
			weights);
	}

	/**
	 * Reads and checks a model file.
	 *
	 * @throws InvalidInputException if there is no such file, or it is not a model that
	 *           this version can use; the message says which
	 */
	public static JointModel load(final Path file) {
		return ModelFile.read(file);
	}

	/**
	 * Writes the model as an ONNX file, to a temporary file beside the target first.
	 *
	 * @throws InvalidInputException if the file cannot be written; nothing is left behind
	 */
	public void save(final Path file) {
		ModelFile.write(this, file);
	}

	/** @return this network, sampled at the noise levels of another schedule */
	public JointModel withSampling(final NoiseSchedule schedule) {
		return new JointModel(specification, standardisation, architecture, edgeMasks, groupings, noise.with(noise.training(),
			schedule), prediction, gaussian, provenance, weights);
	}

	/**
	 * @param places numbers of places of some or all functions, and of members of sets, by name
	 * @return this network for functions at other numbers of places, and sets with other numbers of members
	 */
	public JointModel withPlaces(final Map<String, Integer> places) {
		final ModelSpecification other = specification.withPlaces(places);
		return new JointModel(other, standardisation.withPlaces(specification, other), architecture, edgeMasks, groupings, noise,
			prediction, gaussian, provenance, weights);
	}

	/** @return this model with as many places of functions and members of sets as in another specification of the same variables */
	public JointModel at(final ModelSpecification other) {
		return withPlaces(other.variables().stream().filter(v -> v.isFunction() || v.isSet()).collect(Collectors.toMap(Variable::name,
			v -> v.isSet() ? v.members() : v.size())));
	}

	/** @return the network of a model, whose layout its weights have */
	static JointNetwork network(final ModelSpecification specification, final Architecture architecture,
		final EdgeMasks edgeMasks, final Prediction prediction)
	{
		return new JointNetwork(architecture, Tokens.of(specification, edgeMasks), prediction.hints());
	}

	/** @return what the vector of weights consists of */
	WeightLayout layout() {
		return network(specification, architecture, edgeMasks, prediction).layout();
	}

	/** @return which columns share a token of the network */
	public Tokens tokens() {
		return Tokens.of(specification, edgeMasks);
	}

	/** @return whether the network was trained for questions where just these nodes of its specification, ascending, are given */
	public boolean isTrainedFor(final int... given) {
		return isTrainedForAny() || provenance.conditionals().stream().anyMatch(names -> Arrays.equals(specification.nodesOf(names),
			given));
	}

	/** @return what the network was trained for, for messages: {@code model NAME was trained for given data; given alpha, beta} */
	public String purpose() {
		return "model " + specification.name() + " was trained for " + (isTrainedForAny() ? "any question" : provenance.conditionals()
			.stream().map(names -> "given " + (names.isEmpty() ? "none" : String.join(", ", names))).collect(Collectors.joining("; ")));
	}

	/** @return whether the network was trained for questions where anything may be given */
	public boolean isTrainedForAny() {
		return provenance.conditionals().isEmpty();
	}

	/** @return whether the network was trained to do without all columns but these */
	public boolean covers(final int... columns) {
		final int kept = tokens().keeping(Arrays.stream(columns).collect(BitSet::new, BitSet::set, BitSet::or)).cardinality();
		return kept == tokens().count() || groupings.stream().anyMatch(grouping -> grouping.covers(kept));
	}

	/**
	 * Leaves variables out of the network.
	 *
	 * @param columns the columns to keep, ascending
	 * @throws InvalidInputException if the network was not trained on such marginals
	 */
	public Marginal marginal(final int... columns) {
		if (!covers(columns)) throw new InvalidInputException("model " + specification.name() + " needs all its variables: to keep "
			+ Arrays.stream(columns).mapToObj(specification.columnNames()::get).collect(Collectors.joining(", "))
			+ " alone, train it with marginals");
		return new Marginal(this, columns);
	}

	/** @return the attention biases of the denoiser's graph, a new object */
	public AttentionBias attention() {
		return Marginal.whole(this).attention();
	}

	/**
	 * @return a graph of the denoiser with the weights as constants, for any batch size, with the inputs that {@link
	 *         Marginal#denoiser()} names
	 */
	public Graph denoiser() {
		return Marginal.whole(this).denoiser();
	}

	/** @return the same with the networks of embedded variables, whose values are inputs in the place of their tokens */
	public Graph network() {
		final Graph graph = new Graph();
		new DenoiserGraph(network(specification, architecture, edgeMasks, prediction), attention(), prediction, gaussian).addWhole(
			graph, layout().constants(graph, weights));
		return graph;
	}
}
