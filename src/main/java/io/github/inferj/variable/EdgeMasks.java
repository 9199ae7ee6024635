// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

/**
 * Which tokens may read which, made from the declared dependencies (Gloeckler et al. 2024, section 3.2
 * and appendix A1.1).
 */
public enum EdgeMasks {
	/** Every token reads every token; the declared dependencies are not used. */
	DENSE,
	/** Tokens read their parents, children and co-parents: {@link DependencyGraph#moral()}. */
	UNDIRECTED,
	/**
	 * Latent tokens read those they depend on given the observed ones:
	 * {@link DependencyGraph#faithfulInverse}, another mask for each condition mask.
	 */
	DIRECTED
}
