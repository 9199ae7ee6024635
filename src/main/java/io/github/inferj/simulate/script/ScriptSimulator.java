// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.ParameterText;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/**
 * A simulator written in JavaScript (.js) or Python (.py). The script declares {@code parameters} and
 * {@code data} (see the user's guide) and a function {@code simulate(theta, rng)} that returns an
 * object with an entry for each data variable; if a parameter is {@code drawn_by_simulator}, also
 * {@code draw(theta, rng)}, which returns those parameters. If any variable is a function, both are called with
 * a third argument {@code times}, which has for each function the list of its places.
 * <p>
 * Scripts run in a sandbox without host classes, files, network, environment, threads or processes. A
 * simulation must depend on {@code theta} and {@code rng} alone: the languages' own random numbers and
 * clocks are refused, and now and then, at once when a run starts and ever more rarely afterwards, the
 * script is run twice with the same random numbers, so that one that keeps something from one
 * simulation to the next is found out.
 * </p>
 */
public final class ScriptSimulator implements FunctionSimulator {

	/** The time limit of one simulation, unless another is given. */
	public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(60);

	private final ScriptFile script;
	private final Duration timeLimit;
	private final ModelSpecification specification;
	private final List<Variable> drawn;
	private final Deque<ScriptContext> idle = new ConcurrentLinkedDeque<>();
	private volatile boolean closed;

	private ScriptSimulator(final ScriptFile script, final Duration timeLimit) {
		this.script = script;
		this.timeLimit = timeLimit;
		final ScriptContext first = new ScriptContext(script, timeLimit);
		idle.push(first);
		specification = first.specification();
		drawn = specification.variables().stream().filter(v -> v.prior().map(Prior::isDrawnBySimulator).orElse(false))
			.toList();
		if (!drawn.isEmpty() && !first.defines("draw")) {
			close();
			throw new InvalidInputException(script.path() + ": parameter " + drawn.get(0).name() +
				" is drawn_by_simulator, but the script defines no function " + ScriptContext.signature("draw", specification) +
				": add it or give a prior");
		}
	}

	/** Loads a script with the default time limit. */
	public static ScriptSimulator load(final Path file) {
		return load(file, DEFAULT_TIME_LIMIT);
	}

	/**
	 * Loads a script.
	 *
	 * @param file ends in .js or .py
	 * @param timeLimit longest time one simulation may take
	 * @throws InvalidInputException in one line that names the file and, where there is one, the line
	 */
	public static ScriptSimulator load(final Path file, final Duration timeLimit) {
		if (timeLimit.isNegative() || timeLimit.isZero()) throw new InvalidInputException("time limit " + timeLimit
			.toMillis() / 1000.0 + " s: it must be positive");
		return new ScriptSimulator(ScriptFile.read(file), timeLimit);
	}

	@Override
	public ModelSpecification specification() {
		return specification;
	}

	@Override
	public String fingerprint() {
		return "script sha256:" + script.digest();
	}

	@Override
	public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
		return borrow(context -> {
			if (!context.nextIsToBeChecked()) return context.simulate(theta, places, rng);
			return twice(theta, rng, (t, r) -> context.simulate(t, places, r));
		});
	}

	@Override
	public void drawParameters(final double[] theta, final double[] places, final RandomGenerator rng) {
		if (drawn.isEmpty()) return;
		final double[] values = borrow(context -> {
			if (!context.nextIsToBeChecked()) return context.draw(drawn, theta, places, rng);
			return twice(theta, rng, (t, r) -> context.draw(drawn, t, places, r));
		});
		int column = 0, next = 0;
		for (final Variable variable : specification.variables()) {
			if (variable.role() != Role.PARAMETER) break;
			if (drawn.contains(variable)) for (int i = 0; i < variable.size(); i++) theta[column + i] = values[next++];
			column += variable.size();
		}
	}

	private double[] twice(final double[] theta, final RandomGenerator rng,
		final BiFunction<double[], RandomGenerator, double[]> call)
	{
		final ReplayedRandom replayed = new ReplayedRandom(rng);
		final double[] result = call.apply(theta, replayed);
		replayed.rewind();
		if (!Arrays.equals(result, call.apply(theta, replayed))) throw new InvalidInputException(script.path() +
			": run twice with the same parameters and random numbers the script returns different values (at " + ParameterText
				.of(specification, theta) + "): it must keep nothing from one simulation to the next and draw from rng only");
		return result;
	}

	private double[] borrow(final Function<ScriptContext, double[]> call) {
		if (closed) throw new IllegalStateException(script.path() + " is closed");
		final ScriptContext pooled = idle.poll();
		final ScriptContext context = pooled != null ? pooled : new ScriptContext(script, timeLimit);
		try {
			final double[] result = call.apply(context);
			idle.push(context);
			if (closed) close();
			return result;
		}
		catch (final RuntimeException | Error exc) {
			context.close();
			throw exc;
		}
	}

	/** Frees the script's memory; that of a simulation that is still running once it has ended. */
	@Override
	public void close() {
		closed = true;
		for (ScriptContext context = idle.poll(); context != null; context = idle.poll()) context.close();
	}
}
