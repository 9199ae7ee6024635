// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.List;

import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Support;

/**
 * Simulations as a table: one row for each, with the columns {@link ModelSpecification#rowNames()}, so that it can be read again as
 * simulations. Values that are not finite are blank.
 */
public final class SimulationsTable implements Table {

	private final ModelSpecification specification;
	private final SimulationRows simulations;
	private final List<Support> ranges = new ArrayList<>();

	/**
	 * @param specification the model
	 * @param simulations its simulations
	 */
	public SimulationsTable(final ModelSpecification specification, final SimulationRows simulations) {
		this.specification = specification;
		this.simulations = simulations;
		specification.components().forEach(component -> ranges.add(component.variable().support()));
		for (final int column : specification.functionColumns()) {
			final Index index = specification.components().get(column).variable().index().orElseThrow();
			ranges.add(new Support(index.lower(), index.upper()));
		}
	}

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
		if (!Double.isFinite(value)) return "";
		if (column >= ranges.size()) return Numbers.format(value);
		return Numbers.format(value, ranges.get(column).lower(), ranges.get(column).upper());
	}

	@Override
	public double value(final int row, final int column) {
		return column < ranges.size() ? simulations.get(row, column) : simulations.embedded(row)[column - ranges.size()];
	}
}
