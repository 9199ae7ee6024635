// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Support;

/**
 * Draws as a table: one row for each draw, observation after observation. Where there are several
 * observations, or they were groups of a table's rows, a first column holds their names. Written with about seven significant
 * digits, and never rounded out of the support of a variable.
 *
 * @param draws the draws
 * @param names names of the observations
 * @param groupHeading the heading of the table's column that named them, if there was one; else {@code row}
 */
public record DrawsTable(Draws draws, List<String> names, Optional<String> groupHeading) implements Table {

	/** There is one name for each observation. */
	public DrawsTable {
		names = List.copyOf(names);
		if (names.size() != draws.observations()) throw new InvalidInputException(names.size() + " row name(s) for "
			+ draws.observations() + " observation(s): give one for each");
	}

	/** Draws for observations that were no groups of a table's rows. */
	public DrawsTable(final Draws draws, final List<String> names) {
		this(draws, names, Optional.empty());
	}

	@Override
	public String source() {
		return "the table of draws";
	}

	@Override
	public List<String> columns() {
		final List<String> columns = new ArrayList<>();
		if (leading() == 1) columns.add(groupHeading.orElse("row"));
		for (int i = 0; i < draws.columns().length; i++) columns.add(draws.name(i));
		return columns;
	}

	@Override
	public int rows() {
		return Math.multiplyExact(draws.observations(), draws.draws());
	}

	@Override
	public String rowName(final int row) {
		return names.get(row / draws.draws());
	}

	@Override
	public boolean isText(final int column) {
		return column < leading();
	}

	@Override
	public String cell(final int row, final int column) {
		if (isText(column)) return rowName(row);
		final Support support = draws.specification().components().get(draws.columns()[column - leading()]).variable().support();
		return Numbers.format(number(row, column), support.lower(), support.upper());
	}

	@Override
	public double value(final int row, final int column) {
		return isText(column) ? Table.super.value(row, column) : number(row, column);
	}

	private double number(final int row, final int column) {
		return draws.get(row / draws.draws(), row % draws.draws(), column - leading());
	}

	/** @return number of columns before those of the draws */
	int leading() {
		return draws.observations() > 1 || groupHeading.isPresent() ? 1 : 0;
	}
}
