// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.ParameterText;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/** One loaded copy of a script, for one thread at a time. */
final class ScriptContext implements AutoCloseable {

	private final ScriptFile script;
	private final Duration limit;
	private final ScriptFailure failure;
	private final ScriptDraws draws = new ScriptDraws();
	private final Context context;
	private final Watchdog.Guard guard;
	private final ModelSpecification specification;
	private final Value runner;
	private long simulations;

	/**
	 * Loads the script and reads what it declares.
	 *
	 * @param limit longest time that loading, or one call, may take
	 */
	ScriptContext(final ScriptFile script, final Duration limit) {
		this.script = script;
		this.limit = limit;
		this.failure = new ScriptFailure(script);
		this.context = Sandbox.newContext(script.language());
		this.guard = Watchdog.guard(context, limit);
		try {
			final Value runtime = context.eval(script.language().runtime());
			this.specification = guarded("", () -> {
				context.eval(script.source());
				return new ScriptDeclaration(globals()).specification(script.title());
			});
			final List<Variable> parameters = variables(Role.PARAMETER);
			final List<Variable> functions = specification.variables().stream().filter(Variable::isFunction).toList();
			this.runner = runtime.execute(draws, names(parameters), sizes(parameters), ProxyArray.fromArray(parameters.stream().map(
				v -> v.size() > 1 || v.isFunction()).toArray()), names(functions), sizes(functions));
		}
		catch (final RuntimeException | Error exc) {
			close();
			throw exc;
		}
	}

	ModelSpecification specification() {
		return specification;
	}

	/** @return whether this call of {@link #simulate} is one to check: the first, and ever fewer later */
	boolean nextIsToBeChecked() {
		return Long.bitCount(simulations + 1) == 1;
	}

	/** @return whether the script defines a function of that name */
	boolean defines(final String function) {
		return ScriptValue.get(globals(), function).filter(Value::canExecute).isPresent();
	}

	double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
		simulations++;
		return call("simulate", variables(Role.DATA), theta, places, rng);
	}

	/** @return the values of the given parameters, which the script draws */
	double[] draw(final List<Variable> drawn, final double[] theta, final double[] places, final RandomGenerator rng) {
		return call("draw", drawn, theta, places, rng);
	}

	/** @return how a function of the script is written, for messages */
	static String signature(final String function, final ModelSpecification specification) {
		return function + (specification.functionColumns().length == 0 ? "(theta, rng)" : "(theta, rng, times)");
	}

	private double[] call(final String function, final List<Variable> wanted, final double[] theta, final double[] places,
		final RandomGenerator rng)
	{
		return guarded("at " + ParameterText.of(specification, theta), () -> {
			final Value callee = ScriptValue.get(globals(), function).filter(Value::canExecute).orElseThrow(
				() -> new InvalidInputException("the script defines no function " + signature(function, specification) + ": add it"));
			draws.use(rng);
			return new ScriptResult(function, script.language()).read(runner.execute(callee, array(theta), array(places)), wanted);
		});
	}

	private static ProxyArray array(final double[] values) {
		return ProxyArray.fromArray(Arrays.stream(values).boxed().toArray());
	}

	private static ProxyArray names(final List<Variable> variables) {
		return ProxyArray.fromArray(variables.stream().map(Variable::name).toArray());
	}

	private static ProxyArray sizes(final List<Variable> variables) {
		return ProxyArray.fromArray(variables.stream().map(Variable::size).toArray());
	}

	private <T> T guarded(final String when, final Supplier<T> call) {
		try {
			final T result = entered(call);
			requireAlive(when, null);
			return result;
		}
		catch (final PolyglotException exc) {
			requireAlive(when, exc);
			throw failure.of(exc, when);
		}
		catch (final Error exc) {
			requireAlive(when, exc);
			throw exc;
		}
		catch (final InvalidInputException exc) {
			throw new InvalidInputException(script.path() + ": " + exc.getMessage() + (when.isEmpty() ? "" : " (" + when + ")"),
				exc);
		}
	}

	private <T> T entered(final Supplier<T> call) {
		guard.begin();
		try {
			context.enter();
			try {
				return call.get();
			}
			finally {
				context.leave();
			}
		}
		finally {
			guard.end();
		}
	}

	private void requireAlive(final String when, final Throwable exc) {
		if (!guard.hasCancelled()) return;
		if (!guard.hasExpired()) throw new CancellationException(script.path() + " was stopped");
		throw new InvalidInputException(script.path() + ": " + (when.isEmpty() ? "loading" : "one simulation") +
			" takes longer than " + limit.toMillis() / 1000.0 + " s" + (when.isEmpty() ? "" : " (" + when + ")") +
			": look for an endless loop or raise the time limit", exc);
	}

	private Value globals() {
		return context.getBindings(script.language().id());
	}

	private List<Variable> variables(final Role role) {
		return specification.variables().stream().filter(variable -> variable.role() == role).toList();
	}

	@Override
	public void close() {
		guard.close();
		context.close(true);
	}
}
