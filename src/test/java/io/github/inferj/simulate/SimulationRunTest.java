// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.simulate.task.LynxHare;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

class SimulationRunTest {

	@Test
	void resultDoesNotDependOnThreads() {
		final SimulationRun run = SimulationRun.of(new LynxHare(), 1000, 7);
		final Simulations one = run.withThreads(1).run(Progress.NONE);
		assertArrayEquals(one.values(), run.withThreads(2).run(Progress.NONE).values());
		assertArrayEquals(one.values(), run.withThreads(5).run(Progress.NONE).values());
		assertEquals(1000, one.count() + one.rejected());
	}

	@Test
	void simulationDependsOnSeedAndIndexAlone() {
		final double[] few = SimulationRun.of(new TwoMoons(), 10, 3).run(Progress.NONE).values();
		final double[] many = SimulationRun.of(new TwoMoons(), 500, 3).run(Progress.NONE).values();
		assertArrayEquals(few, Arrays.copyOf(many, few.length));
		final double[] other = SimulationRun.of(new TwoMoons(), 10, 4).run(Progress.NONE).values();
		for (int i = 0; i < few.length; i++) assertTrue(few[i] != other[i]);
	}

	@Test
	void nonFiniteSimulationsAreCountedAndLeftOut() {
		final Simulator third = simulator((theta, rng) -> new double[] { theta[0] < 1. / 3 ? Double.NaN : theta[0] });
		final Simulations result = SimulationRun.of(third, 3000, 1).run(Progress.NONE);
		assertEquals(3000, result.count() + result.rejected());
		assertEquals(1000, result.rejected(), 130);
		for (int row = 0; row < result.count(); row++) {
			assertTrue(result.get(row, 0) >= 1. / 3);
			assertEquals(result.get(row, 0), result.get(row, 1));
		}
	}

	@Test
	void valuesOutsideTheTransformAreLeftOut() {
		final Simulator zeros = simulator((theta, rng) -> new double[] { Math.max(0, theta[0] - 0.2) }, Variable.data("x")
			.withTransform(Transform.LOG));
		final Simulations result = SimulationRun.of(zeros, 500, 1).run(Progress.NONE);
		assertTrue(result.rejected() > 50);
		for (int row = 0; row < result.count(); row++) assertTrue(result.get(row, 1) > 0);
	}

	@Test
	void stopsEarlyWhenOverHalfAreNotFinite() {
		final List<Double> seen = new ArrayList<>();
		final Simulator broken = simulator((theta, rng) -> {
			synchronized (seen) {
				seen.add(theta[0]);
			}
			return new double[] { theta[0] < 0.9 ? Double.POSITIVE_INFINITY : 1 };
		});
		final SimulationRun run = SimulationRun.of(broken, 1_000_000, 1);
		final String message = assertThrows(InvalidInputException.class, () -> run.withThreads(2).run(Progress.NONE))
			.getMessage();
		assertEquals(200, seen.size());
		assertTrue(message.contains("of the first 200 simulations of test") && message.contains("most often in x"), message);
		assertOneLine(message);
		assertEquals(message, assertThrows(InvalidInputException.class, () -> run.withThreads(1).run(Progress.NONE))
			.getMessage());
	}

	@Test
	void exactlyHalfIsNotOverHalf() {
		final long[] calls = { 0 };
		final Simulator half = simulator((theta, rng) -> new double[] { calls[0]++ % 2 == 0 ? Double.NaN : 1 });
		assertEquals(50, SimulationRun.of(half, 100, 1).withThreads(1).run(Progress.NONE).rejected());
	}

	@Test
	void wrongNumberOfValuesIsNamed() {
		final Simulator three = simulator((theta, rng) -> new double[3]);
		final String message = assertThrows(InvalidInputException.class, () -> SimulationRun.of(three, 10, 1).run(
			Progress.NONE)).getMessage();
		assertTrue(message.contains("returned 3 value(s) where its data have 1") && message.contains("theta="), message);
		assertOneLine(message);
	}

	@Test
	void failureOfTheLowestIndexIsReportedWhateverTheThreads() {
		final Simulator failing = simulator((theta, rng) -> {
			if (theta[0] > 0.98) throw new IllegalStateException("no root\nfound");
			return new double[] { 1 };
		});
		final String one = assertThrows(InvalidInputException.class, () -> SimulationRun.of(failing, 5000, 1).withThreads(1)
			.run(Progress.NONE)).getMessage();
		assertTrue(one.contains("no root") && one.contains("simulation ") && one.contains("theta=0.98") || one.contains(
			"theta=0.99"), one);
		assertOneLine(one);
		for (int i = 0; i < 5; i++) assertEquals(one, assertThrows(InvalidInputException.class, () -> SimulationRun.of(
			failing, 5000, 1).withThreads(3).run(Progress.NONE)).getMessage());
	}

	@Test
	@Timeout(20)
	void cancelInterruptsASlowSimulation() {
		final Simulator endless = simulator((theta, rng) -> {
			try {
				Thread.sleep(1_000_000);
			}
			catch (final InterruptedException exc) {
				throw new CancellationException();
			}
			return new double[1];
		});
		final Progress cancelled = new Progress() {

			@Override
			public void report(final String stage, final long done, final long total) {}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> SimulationRun.of(endless, 10, 1).run(cancelled));
	}

	@Test
	void cancelStopsBetweenFastBlocks() {
		final long[] reached = { 0 };
		assertThrows(CancellationException.class, () -> SimulationRun.of(new TwoMoons(), 3_000_000, 1).run(new Progress() {

			@Override
			public void report(final String stage, final long done, final long total) {
				reached[0] = done;
			}

			@Override
			public boolean cancelled() {
				return reached[0] > 1000;
			}
		}));
		assertTrue(reached[0] < 1_000_000, "cancelled too late: " + reached[0]);
	}

	@Test
	void progressEndsAtTheTotalAndNamesTheRate() {
		final List<String> stages = new ArrayList<>();
		final long[] last = { 0, 0 };
		SimulationRun.of(new TwoMoons(), 2000, 1).run((stage, done, total) -> {
			assertTrue(done >= last[0], "progress runs backwards");
			stages.add(stage);
			last[0] = done;
			last[1] = total;
		});
		assertArrayEquals(new long[] { 2000, 2000 }, last);
		assertTrue(stages.get(stages.size() - 1).matches("simulating two_moons \\([0-9,.]+/s\\)"), stages.toString());
	}

	@Test
	void countsAndThreadsAreChecked() {
		for (final long count : new long[] { 0, -1, Long.MIN_VALUE, 1L << 40 }) {
			final String message = assertThrows(InvalidInputException.class, () -> SimulationRun.of(new TwoMoons(), count, 1))
				.getMessage();
			assertTrue(message.contains(Long.toString(count)), message);
		}
		assertThrows(InvalidInputException.class, () -> SimulationRun.of(new TwoMoons(), 1, 1).withThreads(0));
	}

	@Test
	void parametersDrawnByTheSimulatorComeAfterThePriors() {
		final ModelSpecification specification = ModelSpecification.of("hierarchy", //
			Variable.parameter("child", Prior.drawnBySimulator()), Variable.parameter("mother", Prior.uniform(10, 11)), //
			Variable.data("x"));
		final Simulator hierarchy = new Simulator() {

			@Override
			public ModelSpecification specification() {
				return specification;
			}

			@Override
			public void drawParameters(final double[] theta, final RandomGenerator rng) {
				assertTrue(Double.isNaN(theta[0]));
				theta[0] = theta[1] + 1;
			}

			@Override
			public double[] simulate(final double[] theta, final RandomGenerator rng) {
				return new double[] { theta[0] };
			}
		};
		final Simulations result = SimulationRun.of(hierarchy, 20, 1).run(Progress.NONE);
		assertEquals(20, result.count());
		for (int row = 0; row < 20; row++) {
			assertEquals(result.get(row, 1) + 1, result.get(row, 0));
			assertEquals(result.get(row, 0), result.get(row, 2));
		}
	}

	private static void assertOneLine(final String message) {
		assertFalse(message.contains("\n"), message);
	}

	private interface Model {

		double[] simulate(double[] theta, RandomGenerator rng);
	}

	private static Simulator simulator(final Model model) {
		return simulator(model, Variable.data("x"));
	}

	private static Simulator simulator(final Model model, final Variable data) {
		final ModelSpecification specification = ModelSpecification.of("test", Variable.parameter("theta", Prior.uniform(0,
			1)), data);
		return new Simulator() {

			@Override
			public ModelSpecification specification() {
				return specification;
			}

			@Override
			public double[] simulate(final double[] theta, final RandomGenerator rng) {
				return model.simulate(theta, rng);
			}
		};
	}
}
