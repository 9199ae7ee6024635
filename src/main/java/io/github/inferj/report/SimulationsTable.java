// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.List;

import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.ModelSpecification;

/**
 * Simulations as a table: one row for each, with the columns {@link ModelSpecification#rowNames()}, so that it can be read again as
 * simulations. Values that are not finite are blank.
 *
 * @param specification the model
 * @param simulations its simulations
 */
public record SimulationsTable(ModelSpecification specification, SimulationRows simulations) implements Table {

	@Override
	public String source() {
		return "the table of simulations";
	}

	@Override
	public List<String> columns() {
		return specification.rowNames();
	}

	@Override
	public int rows() {
		return simulations.count();
	}

	@Override
	public String rowName(final int row) {
		return Integer.toString(row + 1);
	}

	@Override
	public String cell(final int row, final int column) {
		final double value = value(row, column);
		return Double.isFinite(value) ? Numbers.format(value) : "";
	}

	@Override
	public double value(final int row, final int column) {
		final int exact = specification.embeddedOffset(0);
		return column < exact ? simulations.get(row, column) : simulations.embedded(row)[column - exact];
	}
}
