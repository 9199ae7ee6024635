// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Variable;

/**
 * Mean, standard deviation and quantiles of functions at the places where they were asked for. As a table
 * it has one row for each observation, function and place; a first column names the observations if they
 * are several or groups of a table. It is filled by {@link #add} and complete when every place has been
 * told.
 */
public final class FunctionSummary implements Table {

	private static final List<String> FIGURES = List.of("mean", "sd", "q05", "q25", "q50", "q75", "q95");

	private final Observations observations;
	private final List<Variable> functions;
	private final Map<String, double[]> places;
	private final int rowsEach;
	private final Figures[] figures;

	/**
	 * @param observations what was given
	 * @param places where functions are asked for, by name
	 */
	public FunctionSummary(final Observations observations, final Map<String, double[]> places) {
		this.observations = observations;
		this.places = Map.copyOf(places);
		functions = observations.specification().variables().stream().filter(v -> places.containsKey(v.name())).toList();
		rowsEach = functions.stream().mapToInt(f -> places.get(f.name()).length).sum();
		figures = new Figures[Math.multiplyExact(rowsEach, observations.values().length)];
	}

	/**
	 * Takes in the draws of a function at one place.
	 *
	 * @param observation from 0
	 * @param function its name
	 * @param place from 0
	 * @param draws at least one; they get sorted
	 */
	public void add(final int observation, final String function, final int place, final double[] draws) {
		figures[first(observation, function) + place] = Figures.of(draws);
	}

	/** @return the functions, in the order of the model */
	public List<Variable> functions() {
		return functions;
	}

	/** @return where a function was asked for */
	public double[] places(final String function) {
		return places.get(function).clone();
	}

	/** @return the figures of a function at all its places, for an observation (from 0) */
	public List<Figures> of(final int observation, final String function) {
		final int first = first(observation, function);
		return Arrays.asList(figures).subList(first, first + places.get(function).length);
	}

	private int first(final int observation, final String function) {
		int first = observation * rowsEach;
		for (final Variable other : functions) {
			if (other.name().equals(function)) return first;
			first += places.get(other.name()).length;
		}
		throw new IllegalArgumentException(function);
	}

	@Override
	public String source() {
		return "the table of functions";
	}

	@Override
	public List<String> columns() {
		final List<String> columns = new ArrayList<>();
		if (leading() == 2) columns.add(observations.heading());
		columns.add("function");
		final List<String> labels = functions.stream().map(f -> f.index().orElseThrow().label()).distinct().toList();
		columns.add(labels.size() == 1 ? labels.get(0) : "index");
		columns.addAll(FIGURES);
		return columns;
	}

	private int leading() {
		return observations.isNamed() ? 2 : 1;
	}

	@Override
	public int rows() {
		return figures.length;
	}

	@Override
	public String rowName(final int row) {
		return observations.names().get(row / rowsEach);
	}

	@Override
	public boolean isText(final int column) {
		return column < leading();
	}

	@Override
	public String cell(final int row, final int column) {
		if (column == leading()) return Numbers.round(value(row, column), 12);
		if (!isText(column)) return Numbers.format(value(row, column));
		return column == leading() - 1 ? function(row).name() : rowName(row);
	}

	@Override
	public double value(final int row, final int column) {
		final Figures all = figures[row];
		return switch (column - leading()) {
			case 0 -> places.get(function(row).name())[row - first(row / rowsEach, function(row).name())];
			case 1 -> all.mean();
			case 2 -> all.sd();
			case 3 -> all.q05();
			case 4 -> all.q25();
			case 5 -> all.q50();
			case 6 -> all.q75();
			case 7 -> all.q95();
			default -> Table.super.value(row, column);
		};
	}

	private Variable function(final int row) {
		int left = row % rowsEach;
		for (final Variable function : functions) {
			if (left < places.get(function.name()).length) return function;
			left -= places.get(function.name()).length;
		}
		throw new IllegalArgumentException(Integer.toString(row));
	}
}
