// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

/**
 * How a model came about.
 *
 * @param simulations number of simulations it was trained on, validation included
 * @param seed the training seed
 * @param steps optimisation steps taken until the weights that were kept
 * @param validationLoss mean squared error of the network's output on held-out simulations
 * @param version version of InferJ
 */
public record Provenance(long simulations, long seed, long steps, double validationLoss, String version) {}
