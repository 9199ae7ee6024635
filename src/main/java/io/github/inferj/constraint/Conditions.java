// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Everything that is known about the columns of a model apart from values: at most one interval for
 * each, which lies in the values the column can take, and inequalities and measurements, each of which can hold there.
 */
public final class Conditions {

	private static final Pattern INTERVAL = Pattern.compile("\\s*([A-Za-z]\\w*)(?:\\[\\s*(\\d{1,9})\\s*\\])?\\s*"
		+ "(?:=\\s*(.*)|([<>].*))", Pattern.DOTALL);

	private final ModelSpecification specification;
	private final SortedMap<Integer, Interval> intervals = new TreeMap<>();
	private final List<Constraint> constraints = new ArrayList<>();

	/** All of them in the user's words, if these name other columns than the specification. */
	private final Optional<String> words;

	private Conditions(final ModelSpecification specification, final Optional<String> words) {
		this.specification = specification;
		this.words = words;
	}

	/**
	 * Reads intervals such as {@code alpha=0.2..0.5; x[2]<3}, values with an error such as {@code alpha=0.5 +- 0.1}, and
	 * constraints such as {@code a + b < 2; sin(x) > 0}, all separated by semicolons. The name of a vector or a function stands
	 * for all its components or places.
	 *
	 * @param intervals intervals or values with an error of single columns, or blank
	 * @param constraints inequalities and measurements, or blank
	 * @throws InvalidInputException if both are blank, one cannot be read, a name is unknown, or they
	 *           contradict each other or what the variables can be
	 */
	public static Conditions parse(final ModelSpecification specification, final String intervals, final String constraints) {
		final Conditions conditions = new Conditions(specification, Optional.empty());
		for (final String text : pieces(intervals)) conditions.addInterval(text);
		for (final String text : pieces(constraints)) ConstraintParser.parse(specification, text).forEach(conditions::add);
		if (conditions.intervals.isEmpty() && conditions.constraints.isEmpty()) throw new InvalidInputException(
			"intervals and constraints are both empty: give one, such as intervals " + specification.names().get(0)
				+ "=0.2..0.5");
		conditions.constraints.forEach(conditions::requirePossible);
		return conditions;
	}

	private static List<String> pieces(final String text) {
		return text == null ? List.of() : Pattern.compile(";").splitAsStream(text).filter(piece -> !piece.isBlank()).toList();
	}

	private void addInterval(final String text) {
		if (ConstraintParser.isMeasurement(text)) {
			ConstraintParser.parse(specification, text).forEach(this::add);
			return;
		}
		final Matcher matcher = INTERVAL.matcher(text);
		if (!matcher.matches()) throw new InvalidInputException("interval '" + text.strip()
			+ "' cannot be read: write a name and its interval, like alpha=0.2..0.5, beta<3 or gamma=1 +- 0.1");
		final Interval interval;
		try {
			interval = Interval.parse(matcher.group(3) == null ? matcher.group(4) : matcher.group(3));
		}
		catch (final InvalidInputException exc) {
			throw new InvalidInputException(matcher.group(1) + ": " + exc.getMessage(), exc);
		}
		for (final int column : columns(text, matcher)) add(column, interval);
	}

	/** @return the columns of the variable that an interval names, or that of its component in brackets, from 1 */
	private int[] columns(final String text, final Matcher matcher) {
		final int[] all;
		try {
			all = specification.columnsOf(List.of(matcher.group(1)));
		}
		catch (final InvalidInputException exc) {
			throw new InvalidInputException("interval '" + text.strip() + "': " + exc.getMessage(), exc);
		}
		if (matcher.group(2) == null) return all;
		final int number = Integer.parseInt(matcher.group(2));
		if (number < 1 || number > all.length) throw new InvalidInputException("interval '" + text.strip() + "': " + matcher.group(1)
			+ " has components " + matcher.group(1) + "[1] to " + matcher.group(1) + "[" + all.length + "]");
		return new int[] { all[number - 1] };
	}

	private void add(final Constraint constraint) {
		constraint.interval().ifPresentOrElse(interval -> add(constraint.columns().first(), interval), () -> constraints.add(
			constraint));
	}

	private void add(final int column, final Interval interval) {
		final Variable variable = specification.components().get(column).variable();
		final String name = variable.isFunction() ? variable.name() : specification.columnNames().get(column);
		final Interval possible = interval.within(name, variable.support());
		intervals.merge(column, possible, (a, b) -> a.and(name, b));
	}

	private void requirePossible(final Constraint constraint) {
		if (!constraint.isPossible(this::bounds)) throw new InvalidInputException("constraint '" + constraint
			+ "' cannot hold for any values the variables can take: correct it");
	}

	private Bounds bounds(final int column) {
		final Interval interval = intervals.getOrDefault(column, Interval.REAL).within("", specification.components().get(column)
			.variable().support());
		return new Bounds(interval.lower(), interval.upper());
	}

	/**
	 * @param other a model that has these columns at other places
	 * @param columns gives the place of each column there
	 * @return the same conditions on the columns of that model
	 */
	public Conditions on(final ModelSpecification other, final IntUnaryOperator columns) {
		final Conditions same = new Conditions(other, Optional.of(toString()));
		intervals.forEach((column, interval) -> same.intervals.put(columns.applyAsInt(column), interval));
		constraints.forEach(constraint -> same.constraints.add(constraint.of(columns)));
		return same;
	}

	/** @return the model whose columns they are about */
	public ModelSpecification specification() {
		return specification;
	}

	/** @return the intervals by column */
	public SortedMap<Integer, Interval> intervals() {
		return Collections.unmodifiableSortedMap(intervals);
	}

	/** @return the inequalities that are no intervals, and the measurements */
	public List<Constraint> constraints() {
		return Collections.unmodifiableList(constraints);
	}

	/** @return the columns they are about */
	public SortedSet<Integer> columns() {
		final SortedSet<Integer> columns = new TreeSet<>(intervals.keySet());
		constraints.forEach(constraint -> columns.addAll(constraint.columns()));
		return columns;
	}

	/** @return whether all of them can be true for a row with one entry per column, in the columns' own units */
	public boolean hold(final double[] row) {
		return logLikelihood(row) > Double.NEGATIVE_INFINITY;
	}

	/**
	 * @return the logarithm of the likelihood of a row with one entry per column, in the columns' own units: negative infinity if
	 *         intervals or inequalities do not hold, else the sum over measurements of -z^2 / 2, where z is how many errors away
	 *         they are
	 */
	public double logLikelihood(final double[] row) {
		final boolean isInside = intervals.entrySet().stream().allMatch(entry -> entry.getValue().contains(row[entry.getKey()]));
		return isInside ? constraints.stream().mapToDouble(constraint -> constraint.logLikelihood(row)).sum()
			: Double.NEGATIVE_INFINITY;
	}

	/** @return all of them, in the user's words where those are known */
	@Override
	public String toString() {
		if (words.isPresent()) return words.get();
		final List<String> parts = new ArrayList<>();
		int first = 0;
		for (final Variable variable : specification.columnVariables()) {
			final int[] columns = IntStream.range(first, first += variable.size()).toArray();
			final List<Interval> found = Arrays.stream(columns).mapToObj(intervals::get).toList();
			if (found.get(0) != null && found.stream().distinct().count() == 1) parts.add(found.get(0).of(variable.name()));
			else for (int i = 0; i < columns.length; i++)
				if (found.get(i) != null) parts.add(found.get(i).of(variable.componentName(i)));
		}
		constraints.stream().map(Constraint::toString).distinct().forEach(parts::add);
		return String.join("; ", parts);
	}
}
