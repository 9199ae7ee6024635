// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.inferj.InvalidInputException;
import io.github.inferj.table.Numbers;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.Variable;

/**
 * Where functions are wanted, as the user wrote it: numbers and ranges separated by commas, such as
 * {@code 0, 2.5, 7}, {@code 0..15 by 0.5} or {@code 0..15}, which is {@value #EVEN} even places; even places of the whole
 * index where nothing was written, and nowhere for {@code none}.
 *
 * @param key the macro key
 * @param text what was written, or null
 * @param even how many places where nothing was written
 */
record PlacesField(String key, String text, int even) {

	static final int EVEN = 50;

	private static final String NONE = "none";
	private static final int MOST = 2000;
	private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+?)(?:\\s+by\\s+(.+))?");

	PlacesField {
		text = text == null ? "" : text.strip();
	}

	PlacesField(final String key, final String text) {
		this(key, text, EVEN);
	}

	/** @return the same with so many places where nothing was written */
	PlacesField withEven(final int count) {
		return new PlacesField(key, text, count);
	}

	/** @return whether nothing was written */
	boolean isAutomatic() {
		return text.isEmpty();
	}

	/** @return whether functions are wanted nowhere */
	boolean isNone() {
		return text.equalsIgnoreCase(NONE);
	}

	/**
	 * @param functions those that are wanted
	 * @return ascending places of each, by its name; empty if there are none
	 * @throws InvalidInputException naming what is no number, a range that is reversed or a step that does
	 *           not lead through it, or the number of places if it is too large
	 */
	Map<String, double[]> of(final List<Variable> functions) {
		final Map<String, double[]> places = new TreeMap<>();
		if (!isNone()) functions.forEach(function -> places.put(function.name(), over(function.index().orElseThrow())));
		return places;
	}

	/**
	 * @param functions those that are wanted
	 * @return a line for each index beyond whose simulated range places are wanted
	 */
	List<String> warnings(final List<Variable> functions) {
		if (isNone()) return List.of();
		return functions.stream().map(function -> function.index().orElseThrow()).distinct().flatMap(index -> Arrays.stream(over(
			index)).filter(at -> !index.contains(at)).boxed().findFirst().map(at -> key + ": " + Numbers.round(at, 4)
				+ " lies outside the simulated range " + Numbers.round(index.lower(), 4) + " to " + Numbers.round(index.upper(), 4)
				+ " of " + index.label() + ": do not trust the result there; train on simulations that reach it").stream()).toList();
	}

	private double[] over(final Index index) {
		if (isAutomatic()) return index.even(even);
		final List<Double> places = new ArrayList<>();
		for (final String item : text.split("[,;]", -1)) {
			final Matcher range = RANGE.matcher(item.strip());
			if (range.matches()) addRange(range, places);
			else add(number(item).doubleValue(), places);
		}
		return places.stream().mapToDouble(at -> at).sorted().distinct().toArray();
	}

	private void addRange(final Matcher range, final List<Double> places) {
		final BigDecimal lower = number(range.group(1));
		final BigDecimal upper = number(range.group(2));
		if (lower.compareTo(upper) >= 0) throw new InvalidInputException(key + " '" + range.group()
			+ "': the range ends where it begins or before; write the smaller number first");
		final Optional<BigDecimal> step = Optional.ofNullable(range.group(3)).map(this::number);
		if (step.isEmpty()) {
			for (final double at : new Index(key, "", lower.doubleValue(), upper.doubleValue()).even(EVEN)) add(at, places);
			return;
		}
		if (step.get().signum() <= 0) throw new InvalidInputException(key + " '" + range.group() + "': the step " + step.get()
			+ " must be above 0");
		final BigDecimal count = upper.subtract(lower).divide(step.get(), 0, RoundingMode.FLOOR);
		if (count.compareTo(BigDecimal.valueOf(MOST)) >= 0) throw tooMany(count.add(BigDecimal.ONE).toPlainString());
		for (int i = 0; i <= count.intValue(); i++) add(lower.add(step.get().multiply(BigDecimal.valueOf(i))).doubleValue(), places);
	}

	private void add(final double at, final List<Double> places) {
		if (places.size() == MOST) throw tooMany("more than " + MOST);
		places.add(at);
	}

	private InvalidInputException tooMany(final String count) {
		return new InvalidInputException(key + " '" + text + "' are " + count + " places: ask for at most " + MOST + " at once");
	}

	private BigDecimal number(final String item) {
		try {
			final BigDecimal number = new BigDecimal(item.strip());
			if (Double.isFinite(number.doubleValue())) return number;
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException(key + " '" + text + "': '" + item.strip()
				+ "' is not a number; write a range such as 0..15 by 0.5, or numbers such as 0, 2.5, 7", exc);
		}
		throw new InvalidInputException(key + " '" + text + "': " + item.strip()
			+ " is too large; write a number such as 2.5");
	}
}
