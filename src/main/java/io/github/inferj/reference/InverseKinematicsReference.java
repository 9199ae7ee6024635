// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.Arrays;

import io.github.inferj.simulate.task.InverseKinematics;

/**
 * Conditionals of {@link InverseKinematics}, whose data are functions of the parameters. With the height
 * latent, a given x_1 weights the angles by the height it implies; with the height given, it fixes a
 * sum of sines, as x_2 fixes a sum of cosines. Where nothing is fixed, the angles are drawn from their prior and
 * accepted by weight; where something is, by {@link DirectionSampler}. Latent angles then lie between -pi and pi, which
 * leaves out 4e-10 of the prior.
 * <p>
 * The joint density is that of the parameters where the data are theirs, and zero elsewhere.
 */
final class InverseKinematicsReference extends TaskReference {

	private static final Normal HEIGHT = new Normal(0, 0.25);
	private static final Normal ANGLE = new Normal(0, 0.5);
	private static final int ANGLES = 3, X1 = 4, X2 = 5;
	private static final double ROUNDING = 1e-6;

	InverseKinematicsReference() {
		super(new InverseKinematics());
	}

	@Override
	double logDensity(final double[] row) {
		return dataAgree(row) ? logPrior(row) : Double.NEGATIVE_INFINITY;
	}

	/** @return whether the data that are not latent are those of the parameters, but for rounding */
	private boolean dataAgree(final double[] row) {
		final double[] end = end(row);
		return !(Math.abs(row[X1] - row[0] - end[0]) > ROUNDING || Math.abs(row[X2] - end[1]) > ROUNDING);
	}

	@Override
	RowSampler conditional(final double[] given) {
		final RowSampler angles = angles(given);
		return (row, rng) -> {
			angles.complete(row, rng);
			if (Double.isNaN(row[0])) row[0] = Double.isNaN(row[X1]) ? HEIGHT.draw(rng) : row[X1] - end(row)[0];
			if (!dataAgree(row)) throw new ImpossibleConditionException();
			simulateLatentData(row, rng);
		};
	}

	/** @return x_1 - height, and x_2, at the angles of a row */
	private static double[] end(final double[] row) {
		return new ReducedArm(anglesOf(row)).base();
	}

	private static double[] anglesOf(final double[] row) {
		return Arrays.copyOfRange(row, 1, 1 + ANGLES);
	}

	private static RowSampler angles(final double[] given) {
		final ReducedArm arm = new ReducedArm(anglesOf(given));
		final double fixedAcross = given[X1] - given[0] - arm.base()[0], fixedAlong = given[X2] - arm.base()[1];
		if (arm.links() == 0) return (row, rng) -> {};
		if (Double.isNaN(fixedAcross) && Double.isNaN(fixedAlong)) return weightedPrior(given);
		final DirectionSampler directions = new DirectionSampler(arm, fixedAcross, fixedAlong, t -> Arrays.stream(arm.angles(t))
			.map(ANGLE::logDensity).sum() + logWeight(given, arm.across(t)));
		return (row, rng) -> System.arraycopy(arm.angles(directions.draw(rng)), 0, row, 1, ANGLES);
	}

	/** @return the log-density, at most 0, of the height that a given x_1 implies */
	private static double logWeight(final double[] given, final double across) {
		final double height = given[X1] - across;
		return Double.isNaN(given[0]) && !Double.isNaN(height) ? HEIGHT.logDensity(height) - HEIGHT.logDensity(0) : 0;
	}

	private static RowSampler weightedPrior(final double[] given) {
		return (row, rng) -> Rejection.untilAccepted(() -> {
			for (int i = 1; i <= ANGLES; i++) if (Double.isNaN(given[i])) row[i] = ANGLE.draw(rng);
			return rng.nextDouble() <= Math.exp(logWeight(given, end(row)[0]));
		});
	}
}
