// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import io.github.inferj.Progress;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;

class HodgkinHuxleyTest {

	private static final Membrane SPIKING = new Membrane(1, 100, 15, 0.1, 55, -90, -70);
	private static final Membrane SILENT = new Membrane(1, 60, 30, 0.5, 40, -100, -90);
	private static final RandomGenerator RNG = new SeededRandom(20261, 0);

	private static double[] statistics(final Membrane membrane, final double current) {
		return membrane.run(new Membrane.Pulse(current, 50, 150, 200), HodgkinHuxley.STEP, 0, RNG).statistics();
	}

	@Test
	void gatesHaveTheRatesOfTheSource() {
		assertEquals(1.28, GatingVariable.M.opening(-65 + 13), 1e-12);
		assertEquals(0.32 * 7 / (Math.exp(7. / 4) - 1), GatingVariable.M.opening(-65 + 6), 1e-12);
		assertEquals(1.4, GatingVariable.M.closing(-65 + 40), 1e-12);
		assertEquals(0.28 * 40 / (1 - Math.exp(-8)), GatingVariable.M.closing(-65), 1e-12);
		assertEquals(0.128 * Math.E, GatingVariable.H.opening(-65 - 1), 1e-12);
		assertEquals(2, GatingVariable.H.closing(-65 + 40), 1e-12);
		assertEquals(0.16, GatingVariable.N.opening(-65 + 15), 1e-12);
		assertEquals(0.032 * 5 / (1 - Math.exp(-1)), GatingVariable.N.opening(-65 + 20), 1e-12);
		assertEquals(0.5 / Math.E, GatingVariable.N.closing(-65 + 50), 1e-12);
	}

	@Test
	void gatesGoToTheirSteadyState() {
		for (final GatingVariable gate : GatingVariable.values()) for (double v = -100; v < 60; v += 0.5) {
			final double steady = gate.steady(v);
			assertEquals(0, gate.opening(v) * (1 - steady) - gate.closing(v) * steady, 1e-14);
			assertEquals(steady, gate.advance(0.3, v, 1e4), 1e-14);
			final double h = 1e-6;
			assertEquals(gate.opening(v) * 0.7 - gate.closing(v) * 0.3, (gate.advance(0.3, v, h) - gate.advance(0.3, v, -h)) / (2 *
				h), 1e-6);
			assertEquals(gate.advance(0.3, v, 0.2), gate.advance(gate.advance(0.3, v, 0.15), v, 0.05), 1e-14);
			assertEquals(gate.opening(v), gate.opening(v + 1e-9), 1e-8, "no jump where the formula is 0 / 0");
		}
	}

	/** Leak alone: V goes from -65 to EL + I / gL as an exponential, exactly at any step. */
	@Test
	void passiveMembraneCharges() {
		final double[] voltage = new Membrane(1.5, 0, 0, 0.2, 50, -90, -70).run(new Membrane.Pulse(4, 0, 20, 20), 2, 0, RNG)
			.voltage();
		for (int i = 0; i <= 10; i++) assertEquals(-50 - 15 * Math.exp(-2 * i * 0.2 / 1.5), voltage[i], 1e-12);
	}

	/** Variance noise^2 C / (2 gL) with steps of 20 time constants; another seed fails with probability 6e-7. */
	@Test
	void passiveMembraneFluctuates() {
		final int count = 5000;
		final double[] voltage = new Membrane(1, 0, 0, 0.5, 50, -90, -65).run(new Membrane.Pulse(0, 0, 40, 40. * count), 40, 0.05,
			new SeededRandom(20261, 1)).voltage();
		double sum = 0;
		for (int i = 1; i <= count; i++) sum += Math.pow(voltage[i] + 65, 2) / count;
		assertEquals(0.0025, sum, 5 * 0.0025 * Math.sqrt(2. / count));
	}

	@Test
	void restIsWhereNoCurrentFlows() {
		final double[] voltage = SILENT.run(new Membrane.Pulse(0, 0, 0, 500), HodgkinHuxley.STEP, 0, RNG).voltage();
		double low = -100, high = -60;
		while (high - low > 1e-10) {
			final double middle = (low + high) / 2;
			final double[] change = new double[5];
			derivative(SILENT, 0, new double[] { middle, GatingVariable.M.steady(middle), GatingVariable.H.steady(middle),
				GatingVariable.N.steady(middle), 0 }, change);
			if (change[0] > 0) low = middle;
			else high = middle;
		}
		assertEquals(low, voltage[voltage.length - 1], 1e-6);
	}

	@Test
	void currentMakesItSpike() {
		assertEquals(0, statistics(SPIKING, 0)[0]);
		assertTrue(statistics(SPIKING, 4)[0] >= 5, "spikes: " + statistics(SPIKING, 4)[0]);
		assertTrue(statistics(SPIKING, 8)[0] > statistics(SPIKING, 4)[0]);
		assertEquals(0, statistics(SILENT, 4)[0]);
		assertTrue(statistics(SILENT, 40)[0] > 0);
		assertTrue(statistics(SPIKING, 4)[7] > 1000 * statistics(SILENT, 4)[7], "spikes cost energy");
	}

	private static void derivative(final Membrane p, final double current, final double[] y, final double[] dy) {
		final double v = y[0];
		final double sodium = p.sodium() * Math.pow(y[1], 3) * y[2] * (v - p.sodiumReversal());
		dy[0] = (current - sodium - p.potassium() * Math.pow(y[3], 4) * (v - p.potassiumReversal()) - p.leak() * (v - p
			.leakReversal())) / p.capacitance();
		dy[1] = GatingVariable.M.opening(v) * (1 - y[1]) - GatingVariable.M.closing(v) * y[1];
		dy[2] = GatingVariable.H.opening(v) * (1 - y[2]) - GatingVariable.H.closing(v) * y[2];
		dy[3] = GatingVariable.N.opening(v) * (1 - y[3]) - GatingVariable.N.closing(v) * y[3];
		dy[4] = -sodium;
	}

	/** The first 20 ms of a pulse, in which the cell spikes, against an adaptive method of order 8. */
	@Test
	void voltageAndChargeFollowTheEquations() {
		final double duration = 20;
		final double[][] exact = AccurateSolution.solve((t, y, dy) -> derivative(SPIKING, 4, y, dy), new double[] { -65,
			GatingVariable.M.steady(-65), GatingVariable.H.steady(-65), GatingVariable.N.steady(-65), 0 }, AccurateSolution.grid(
				duration, 40));
		final double[] coarse = errors(exact, duration, HodgkinHuxley.STEP);
		final double[] fine = errors(exact, duration, HodgkinHuxley.STEP / 8);
		assertTrue(coarse[2] > 0, "it spiked");
		assertTrue(coarse[1] < 0.01, "relative error of the charge " + coarse[1]);
		assertTrue(fine[0] < 0.1 && fine[1] < 0.001, "errors " + fine[0] + " mV, " + fine[1]);
		assertTrue(coarse[0] > 16 * fine[0], "errors " + coarse[0] + " and " + fine[0] + " mV: better than order one");
	}

	/** @return largest error of the voltage (mV), relative error of the charge, largest voltage */
	private static double[] errors(final double[][] exact, final double duration, final double step) {
		final VoltageTrace trace = SPIKING.run(new Membrane.Pulse(4, 0, duration, duration), step, 0, RNG);
		final int cells = exact[0].length - 1;
		final int stride = (int) Math.round(duration / cells / step);
		double worst = 0;
		for (int i = 0; i <= cells; i++) worst = Math.max(worst, Math.abs(trace.voltage()[i * stride] - exact[0][i]));
		return new double[] { worst, Math.abs(trace.sodiumCharge() / exact[4][cells] - 1), Arrays.stream(trace.voltage()).max()
			.orElseThrow() };
	}

	/** Forty cells of the prior without noise: as many spikes, and the same energy to 1 %, at an eighth of the step. */
	@Test
	void stepIsSmallEnough() {
		final Simulations draws = SimulationRun.of(new HodgkinHuxley(), 40, 1).run(Progress.NONE);
		for (int row = 0; row < draws.count(); row++) {
			final double[] theta = new double[7];
			for (int i = 0; i < 7; i++) theta[i] = draws.get(row, i);
			final Membrane membrane = HodgkinHuxley.membrane(theta);
			final double[] used = membrane.run(HodgkinHuxley.PULSE, HodgkinHuxley.STEP, 0, RNG).statistics();
			final double[] fine = membrane.run(HodgkinHuxley.PULSE, HodgkinHuxley.STEP / 8, 0, RNG).statistics();
			assertEquals(fine[0], used[0]);
			assertEquals(1, used[7] / fine[7], 0.01);
		}
	}

	@Test
	void onlyTheNoiseIsRandom() {
		final double[] theta = { 1, 100, 15, 0.1, 55, -90, -70 };
		final HodgkinHuxley simulator = new HodgkinHuxley();
		final double[] data = simulator.simulate(theta, new SeededRandom(1, 1));
		assertArrayEquals(data, simulator.simulate(theta, new SeededRandom(1, 1)));
		assertNotEquals(data[3], simulator.simulate(theta, new SeededRandom(1, 2))[3]);
		assertArrayEquals(SPIKING.run(HodgkinHuxley.PULSE, HodgkinHuxley.STEP, 0, new SeededRandom(1, 1)).voltage(), SPIKING
			.run(HodgkinHuxley.PULSE, HodgkinHuxley.STEP, 0, new SeededRandom(1, 2)).voltage());
		assertEquals(statistics(SPIKING, 4)[1], data[1], 0.2, "mean at rest");
	}

	@Test
	void columnsFitTheStatistics() {
		assertEquals("C, gNa, gK, gL, ENa, EK, EL, spikes, rest_mean, rest_sd, pulse_mean, pulse_variance, pulse_skewness, "
			+ "pulse_kurtosis, energy", String.join(", ", new HodgkinHuxley().specification().columnNames()));
		final Simulations draws = SimulationRun.of(new HodgkinHuxley(), 100, 2).run(Progress.NONE);
		assertEquals(100, draws.count());
		assertEquals(0, draws.rejected());
	}
}
