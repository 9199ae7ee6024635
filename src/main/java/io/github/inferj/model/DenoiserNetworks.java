// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.variable.EdgeMasks;

/**
 * The denoiser of a marginal, compiled for the questions it is asked: a graph computes the last block of its transformer for
 * latent tokens alone, and does without attention biases where nothing is hidden. Compiled once for each kind of question;
 * after some of them the whole denoiser answers all others. Not safe for use from several threads; close it to free ONNX
 * Runtime's sessions.
 */
final class DenoiserNetworks implements AutoCloseable {

	private static final int MOST_KINDS = 8;

	/**
	 * A compiled denoiser.
	 *
	 * @param attention which tokens may read which
	 * @param session runs the denoiser
	 */
	record Network(AttentionBias attention, Session session) {}

	/**
	 * What a graph depends on.
	 *
	 * @param read the tokens whose columns may be latent
	 * @param isWhole whether nothing is hidden: masks are dense, and of functions no place is absent; not asked of other models,
	 *          whose graphs are the same either way
	 */
	private record Kind(BitSet read, boolean isWhole) {}

	private final Marginal marginal;
	private final Device device;
	private final Map<Kind, Network> networks = new HashMap<>();
	private final Kind general;
	private final boolean isFixed;

	/**
	 * @param marginal whose denoiser it is
	 * @param device where it runs
	 */
	DenoiserNetworks(final Marginal marginal, final Device device) {
		this.marginal = marginal;
		this.device = device;
		this.general = new Kind(marginal.kept(), false);
		this.isFixed = false;
	}

	/** @param denoiser takes the place of the marginal's own, whatever is asked */
	DenoiserNetworks(final Marginal marginal, final Graph denoiser, final Device device) {
		this.marginal = marginal;
		this.device = device;
		this.general = new Kind(marginal.kept(), false);
		this.isFixed = true;
		networks.put(general, compile(denoiser, marginal.attention()));
	}

	/** @return the denoiser for any question */
	Network whole() {
		return networks.computeIfAbsent(general, this::compile);
	}

	/** @return the denoiser for these observations; valid until this is closed */
	Network of(final List<Given> observations) {
		if (isFixed) return whole();
		final Kind kind = kind(observations);
		return networks.containsKey(kind) || networks.size() < MOST_KINDS ? networks.computeIfAbsent(kind, this::compile) : whole();
	}

	private Kind kind(final List<Given> observations) {
		final BitSet latent = new BitSet();
		boolean isWhole = marginal.hasFunctions() && marginal.model().edgeMasks() == EdgeMasks.DENSE;
		for (final Given given : observations) for (int c = 0; c < given.row().length; c++) {
			final boolean isAbsent = Double.isNaN(given.places()[c]);
			if (isAbsent) isWhole = false;
			else if (Double.isNaN(given.row()[c])) latent.set(c);
		}
		final BitSet read = marginal.holding(latent);
		return new Kind(read.isEmpty() ? marginal.kept() : read, isWhole);
	}

	private Network compile(final Kind kind) {
		final AttentionBias attention = kind.isWhole() ? marginal.wholeAttention() : marginal.attention();
		return compile(marginal.denoiser(kind.read(), attention), attention);
	}

	private Network compile(final Graph denoiser, final AttentionBias attention) {
		return new Network(attention, new Session(OnnxWriter.write(denoiser, "InferJ denoiser", Map.of()).toByteArray(), 1, device));
	}

	@Override
	public void close() {
		networks.values().forEach(network -> network.session().close());
	}
}
