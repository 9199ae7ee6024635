// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.stream.IntStream;

/**
 * The arm of the inverse kinematics task with some of its angles held: what lies between two latent joints
 * moves as one rigid link. The end of the arm is the base plus, for each link, its length times
 * (sin t, cos t), where t is its direction in radians.
 */
final class ReducedArm {

	private static final double[] SEGMENTS = { 0.5, 0.5, 1 };

	private final double[] angles;
	private final int[] joints;
	private final double[] base;
	private final double baseDirection;
	private final double[] lengths, leads, turns;

	/**
	 * @param angles of all joints; NaN = latent
	 */
	ReducedArm(final double[] angles) {
		this.angles = angles;
		joints = IntStream.range(0, angles.length).filter(k -> Double.isNaN(angles[k])).toArray();
		lengths = new double[joints.length];
		leads = new double[joints.length];
		turns = new double[joints.length];
		final int first = joints.length == 0 ? angles.length : joints[0];
		baseDirection = turn(0, first);
		base = reach(0, first, angles[0]);
		for (int i = 0; i < joints.length; i++) {
			final int next = i + 1 < joints.length ? joints[i + 1] : angles.length;
			final double[] link = reach(joints[i], next, 0);
			lengths[i] = Math.hypot(link[0], link[1]);
			leads[i] = Math.atan2(link[0], link[1]);
			turns[i] = turn(joints[i] + 1, next);
		}
	}

	private double turn(final int from, final int to) {
		return IntStream.range(from, to).mapToDouble(k -> angles[k]).sum();
	}

	/** @return where segments {@code from} to {@code to - 1} lead if the first has this direction */
	private double[] reach(final int from, final int to, final double firstDirection) {
		final double[] end = new double[2];
		double direction = firstDirection;
		for (int k = from; k < to; k++) {
			if (k > from) direction += angles[k];
			end[0] += SEGMENTS[k] * Math.sin(direction);
			end[1] += SEGMENTS[k] * Math.cos(direction);
		}
		return end;
	}

	/** @return number of links that can move, one for each latent angle */
	int links() {
		return joints.length;
	}

	double length(final int link) {
		return lengths[link];
	}

	/** @return x_1 - height, and x_2, of the joint of the first link, or of the end of the arm if there is none */
	double[] base() {
		return base.clone();
	}

	/** @return x_1 - height of the end of the arm */
	double across(final double[] directions) {
		double sum = base[0];
		for (int i = 0; i < lengths.length; i++) sum += lengths[i] * Math.sin(directions[i]);
		return sum;
	}

	/** @return all angles, the latent ones between -pi and pi */
	double[] angles(final double[] directions) {
		final double[] result = angles.clone();
		double before = baseDirection;
		for (int i = 0; i < joints.length; i++) {
			final double direction = directions[i] - leads[i];
			result[joints[i]] = Math.IEEEremainder(direction - before, 2 * Math.PI);
			before = direction + turns[i];
		}
		return result;
	}
}
