// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

/** An operator was given values of shapes or types it cannot take. */
public class ShapeException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;
	private static final StackWalker WALKER = StackWalker.getInstance();
	private static final String HERE = ShapeException.class.getPackageName() + ".";

	/**
	 * @param operator the ONNX operator's name
	 * @param problem what does not fit, with the shapes
	 */
	public ShapeException(final String operator, final String problem) {
		super(operator + ": " + problem + origin());
	}

	private static String origin() {
		return WALKER.walk(frames -> frames.filter(f -> !f.getClassName().startsWith(HERE) || f.getClassName().endsWith("Test"))
			.findFirst()).map(f -> " (built at " + f.getFileName() + ":" + f.getLineNumber() + ")").orElse("");
	}
}
