// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.List;

import io.github.inferj.diagnose.Calibration;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;

/**
 * A calibration as a table: for each parameter the shares of true values in central 50, 80 and 95 % intervals, the p-value and the
 * finding.
 *
 * @param calibration what was found
 */
public record CalibrationTable(Calibration calibration) implements Table {

	private static final int[] PERCENT = { 50, 80, 95 };
	private static final int P_VALUE = 1 + PERCENT.length;
	private static final int FINDING = P_VALUE + 1;

	@Override
	public String source() {
		return "the table of the check";
	}

	@Override
	public List<String> columns() {
		final List<String> columns = new ArrayList<>(List.of("parameter"));
		for (final int percent : PERCENT) columns.add("in " + percent + "% interval");
		columns.addAll(List.of("p", "finding"));
		return columns;
	}

	@Override
	public int rows() {
		return calibration.lines().size();
	}

	@Override
	public String rowName(final int row) {
		return calibration.lines().get(row).parameter();
	}

	@Override
	public String cell(final int row, final int column) {
		if (column == 0) return rowName(row);
		return column == FINDING ? calibration.lines().get(row).finding().toString() : Numbers.format(figure(row, column));
	}

	@Override
	public double value(final int row, final int column) {
		return isText(column) ? Table.super.value(row, column) : figure(row, column);
	}

	private double figure(final int row, final int column) {
		final Calibration.Line line = calibration.lines().get(row);
		return column == P_VALUE ? line.pValue() : line.coverage().at(PERCENT[column - 1] / 100.0);
	}

	@Override
	public boolean isText(final int column) {
		return column == 0 || column == FINDING;
	}
}
