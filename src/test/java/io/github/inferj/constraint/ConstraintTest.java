// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Variable;

/** Intervals and constraints as text. */
class ConstraintTest {

	static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.uniform(-1, 2)),
		Variable.parameter("b", Prior.normal(0, 1)), Variable.data("x", 3), Variable.data("y"));
	/** a, b, x_1, x_2, x_3, y */
	static final double[] ROW = { 0.5, -0.7, 1.5, 2.5, -0.25, 3 };

	@ParameterizedTest
	@CsvSource({ "0.2..0.5,0.2,0.5,true,true", "-3 .. -1e-2,-3,-0.01,true,true", "<3,-Infinity,3,true,false",
		"<= 3,-Infinity,3,true,true", ">1,1,Infinity,false,true", ">=-.5,-0.5,Infinity,true,true" })
	void readsIntervals(final String text, final double lower, final double upper, final boolean hasLower,
		final boolean hasUpper)
	{
		final Interval interval = Interval.parse(text);
		assertEquals(new Interval(lower, upper, hasLower, hasUpper), interval);
		assertEquals(interval, Interval.parse(interval.toString()));
		assertEquals(hasLower, interval.contains(lower));
		assertEquals(hasUpper, interval.contains(upper));
		assertTrue(interval.contains(interval.nearest(-1e9)) && interval.contains(interval.nearest(1e9)));
	}

	@ParameterizedTest
	@CsvSource({ "0.2..3,0.5,3.5", "-3..-1,-3.5,-0.5", "<3,-Infinity,2.5", "<=3,-Infinity,3.5", ">1,1.5,Infinity",
		">=1,0.5,Infinity", ">1.2,1.5,Infinity", "<1.2,-Infinity,1.5", "2.5..3.5,2.5,3.5" })
	void knowsWhatRoundsToItsWholeNumbers(final String text, final double lower, final double upper) {
		assertEquals(Optional.of(new Support(lower, upper)), Interval.parse(text).roundingToWhole());
		assertEquals(Optional.empty(), new Interval(2, 3, false, false).roundingToWhole());
		assertEquals(Optional.empty(), new Interval(2.1, 2.9).roundingToWhole());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "5..2|interval 5..2 is reversed", "2..2|interval 2..2 is empty", "abc|'abc' is no interval",
		"1..x|'x' is not a number", "<|'' is not a number", "1..NaN|'NaN' is not a number", "0.5|'0.5' is no interval",
		"1e999..2|'1e999' is not a number", "1...5|interval 1..0.5 is reversed" })
	void refusesIntervals(final String text, final String expected) {
		final String message = assertThrows(InvalidInputException.class, () -> Interval.parse(text)).getMessage();
		assertTrue(message.contains(expected), message);
	}

	@Test
	void intervalsRoundTrip() {
		for (final String text : List.of("0.2..0.5", "<3", ">-1", "-2..7"))
			assertEquals(text, Interval.parse(text).toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a + b < 2|2.2", "sin(a) > 0|0.479425538604203", "max(x) < 40|37.5", "x[3] - x[2] <= 1|3.75",
		"-a^2 < 3|3.25", "(-a)^2 < 3|2.75", "2^(-a) > 0.5|0.207106781186548", "y^a > 1|0.732050807568877", "abs(b) * 2 >= 1|0.4",
		"min(x, a, -4) > -10|6", "mean(x) < y|1.75", "sum(x)/2 < exp(a)|-0.226278729299872", "log(y) - sqrt(y) + cos(b) + tan(a) > 0|0.677706",
		"x_2 - 1 > 1e-1|1.4", "a*b/2 - -1 > 0|0.825", "max((x)) < 4 + (1)|2.5", "+a + x[1]^-1 > 0|1.16666666666667" })
	void evaluates(final String text, final double margin) {
		final List<Constraint> parsed = ConstraintParser.parse(SPECIFICATION, text);
		assertEquals(1, parsed.size());
		assertEquals(margin, parsed.get(0).margin(ROW), 1e-6);
		assertEquals(margin > 0 ? 0 : Double.NEGATIVE_INFINITY, parsed.get(0).logLikelihood(ROW));
		assertEquals(text, parsed.get(0).toString());
	}

	@Test
	void severalAtOnce() {
		assertEquals(2, ConstraintParser.parse(SPECIFICATION, "a < 1 && (b > 0)").size());
		assertEquals(3, ConstraintParser.parse(SPECIFICATION, "x < 40").size());
		final List<Constraint> chain = ConstraintParser.parse(SPECIFICATION, "0 < a + b <= 2");
		assertEquals(-0.2, chain.get(0).margin(ROW), 1e-12);
		assertEquals(2.2, chain.get(1).margin(ROW), 1e-12);
		assertEquals(new TreeSet<>(List.of(0, 1)), chain.get(0).columns());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "a $ b > 1|character 3: '$ b > 1' does not fit here",
		"a + > 1|character 5: '> 1'", "a < b +|character 8: at the end something is missing", "(a < 1|character 7: at the end something is missing",
		"a) < 1|character 2: ') < 1'", "c + a < 1|character 1: 'c' is no variable of model test, which has a, b, x_1, x_2, x_3, y",
		"a + sine(b) < 1|character 5: 'sine' is no function; there are sin, cos, tan", "a + b|is no inequality",
		"a = 3|character 3: '= 3' has no error; write it like a + b = 2 +- 0.1", "1 < 2|compares numbers only",
		"sin(a, b) < 1|takes one argument, not 2", "max() < 3|needs at least one",
		"x[4] < 1|character 1: 'x' has components x[1] to x[3]", "x[a] < 1|has components", "2^-a > 1|add parentheses, as in 2^(-a)",
		"-2^2 < a|character 3: '^2 < a' follows a signed number", "(a < 1) + 2 < 3|uses a comparison as a number",
		"a, b < 2|character 3", "true < a|does not fit here", "a + 1 = 3 +-|character 13: '' is no number", "a = b +- 1|character 4: 'b' is no number",
		"a = 1 +- 0|character 9: ' 0' is no error; it must be above 0", "a + = 1 +- 1|character 5: '= 1 +- 1' something is missing",
		"q = 1 +- 1|character 1: 'q' is no variable of model test", "2 = 1 +- 1|compares numbers only", "a < b = 1 +- 1|uses a comparison",
		"a = 1 +- NaN|character 9: 'NaN' is no",  "sum(x, a < 2) < 3|uses a comparison" })
	void namesThePlaceOfAnError(final String text, final String expected) {
		final String message = assertThrows(InvalidInputException.class, () -> ConstraintParser.parse(SPECIFICATION, text))
			.getMessage();
		assertTrue(message.startsWith("constraint '" + text + "', character ") && message.contains(expected), message);
		assertEquals(1, message.lines().count());
	}

	@Test
	void collectsConditions() {
		final Conditions conditions = Conditions.parse(SPECIFICATION, "a=0..5; x<3;", " a + b < 2; b > -1 ");
		assertEquals(new Interval(0, 2), conditions.intervals().get(0));
		assertEquals(new Interval(-1, Double.POSITIVE_INFINITY, false, true), conditions.intervals().get(1));
		assertEquals(5, conditions.intervals().size());
		assertEquals(1, conditions.constraints().size());
		assertTrue(conditions.hold(ROW));
		assertFalse(conditions.hold(new double[] { 0.5, -0.7, 1.5, 3.5, 0, 0 }));
		assertFalse(conditions.hold(new double[] { 1.9, 0.7, 1.5, 2.5, 0, 0 }));
		assertEquals("a = 0..2; b >-1; x <3; a + b < 2", conditions.toString());
	}

	@Test
	void anIntervalMayBeOfOneComponent() {
		final Conditions conditions = Conditions.parse(SPECIFICATION, "x[ 2 ]=0..3; x[3]<3", "");
		assertEquals(Map.of(3, new Interval(0, 3), 4, new Interval(Double.NEGATIVE_INFINITY, 3, true, false)), conditions.intervals());
		assertEquals("x_2 = 0..3; x_3 <3", conditions.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "y < 2^3", "y < max(8, 1)", "y < sum(2, 6)", "y < mean(10, 6)", "y < 2 * min(4, 5)", "y < 64^0.5" })
	void numbersAreComputed(final String text) {
		final Conditions conditions = Conditions.parse(SPECIFICATION, "", text);
		assertEquals(Map.of(5, new Interval(Double.NEGATIVE_INFINITY, 8, true, false)), conditions.intervals());
	}

	@Test
	void embeddedVariablesHaveNoConditions() {
		final ModelSpecification model = ModelSpecification.of("signal", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("s", 16)
			.signal());
		assertEquals("constraint 'mean(s) > 0', character 6: 's' is embedded, one token for all its values: it can be given in the table, "
			+ "but nothing else can be said about it", assertThrows(InvalidInputException.class, () -> Conditions.parse(model, "",
				"mean(s) > 0")).getMessage());
	}

	@Test
	void anEndBelongsToAllOfThemOrToNone() {
		final Conditions conditions = Conditions.parse(SPECIFICATION, "b<=3; y>1", "b < 3; b >= 1; y >= 1; x_1 + y <= 4; x_2 + y < 4");
		assertEquals(new Interval(1, 3, true, false), conditions.intervals().get(1));
		assertEquals(new Interval(1, Double.POSITIVE_INFINITY, false, true), conditions.intervals().get(5));
		assertEquals("b >=1; b <3; y >1; x_1 + y <= 4; x_2 + y < 4", conditions.toString());
		assertTrue(conditions.hold(new double[] { 0, 1, 2, 1, 0, 2 }));
		assertFalse(conditions.hold(new double[] { 0, 1, 2, 2, 0, 2 }));
		assertFalse(conditions.hold(new double[] { 0, 3, 2, 1, 0, 2 }));
		assertFalse(conditions.hold(new double[] { 0, 1, 2, 1, 0, 1 }));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a = 0.3 +- 0.1|-2", "a + b=1±0.4|-4.5", "max(x) = 1 +/- 3|-0.125", "x_2 = 25e-1+-1|0",
		"sqrt(b) = 1 +- 0.5|-Infinity" })
	void measurementsAreNormal(final String text, final double expected) {
		final Conditions conditions = Conditions.parse(SPECIFICATION, "", text);
		assertEquals(expected, conditions.logLikelihood(ROW), 1e-12);
		assertEquals(expected > Double.NEGATIVE_INFINITY, conditions.hold(ROW));
		assertEquals(text, conditions.toString());
		assertEquals(expected, Conditions.parse(SPECIFICATION, text, "").logLikelihood(ROW), 1e-12);
		assertEquals(Double.NEGATIVE_INFINITY, Conditions.parse(SPECIFICATION, "b>3", text).logLikelihood(ROW));
	}

	@Test
	void oneMeasurementIsNotOneOfEveryPlaceOfAFunction() {
		final ModelSpecification series = ModelSpecification.of("series", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("prey")
			.over(new Index("time", "s", 0, 9), 3));
		assertEquals("constraint 'prey = 3 +- 1', character 1: 'prey' would be measured at each of its places; name one of them, as in "
			+ "prey[1], or put what was measured into the table", assertThrows(InvalidInputException.class, () -> Conditions.parse(series,
				"prey = 3 +- 1", "")).getMessage());
		final double[] row = { 0, 1, 2, 5, 0, 1, 2 };
		assertEquals(-2, Conditions.parse(series, "", "max(prey) = 3 +- 1").logLikelihood(row));
		assertEquals(-0.5, Conditions.parse(series, "", "prey[2] = 3 +- 1").logLikelihood(row));
	}

	@Test
	void everyComponentOfAVectorIsMeasured() {
		final Conditions conditions = Conditions.parse(SPECIFICATION, "x = 1.5 +- 0.5", "");
		assertEquals(-(4 + 3.5 * 3.5) / 2, conditions.logLikelihood(ROW), 1e-12);
		assertEquals(3, conditions.constraints().size());
		assertEquals("x = 1.5 +- 0.5", conditions.toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { "-|-|both empty", "a=3..4|-|lies outside the values a can take (-1..2)",
		"a=1..0|-|a: interval 1..0 is reversed", "a|-|interval 'a' cannot be read", "q<2|-|interval 'q<2': model test has no variable 'q'",
		"x[4]<2|-|interval 'x[4]<2': x has components x[1] to x[3]", "x[0]=1..2|-|x has components", "a<0; a>1|-|contradict each other",
		"a<0|a > 1|contradict each other", "-|a > 2|lies outside", "-|a^2 > 5|cannot hold", "-|sin(b) >= 2|cannot hold",
		"a<0|exp(a) + abs(b) < 0|cannot hold", "-|max(a, 3) < 2.5|cannot hold", "a=0..1|1/(a + 1) > 1.5|cannot hold",
		"a = 3 +- 0.1|-|constraint 'a = 3 +- 0.1' cannot hold",
		"a = -3|-|a: '-3' is no interval: write it like 0.2..0.5, <3 or >=1, or 0.5 +- 0.1", "a<0|a = 1 +- 0.1|cannot hold" })
	void refusesContradictions(final String intervals, final String constraints, final String expected) {
		final String message = assertThrows(InvalidInputException.class, () -> Conditions.parse(SPECIFICATION, intervals,
			constraints)).getMessage();
		assertTrue(message.contains(expected), message);
	}

	/** What an expression evaluates to lies within its bounds. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a*a - a > -9", "a^3 + a^2 > -99", "a^-2 > -1", "abs(a) - sqrt(a + 1) > -9", "1/(a - 3) > -9", "log(a + 1) < 9",
		"min(a^2, cos(a)) - max(a, tan(a)) > -9", "(a + 2)^a > 0", "-exp(a) * a > -99" })
	void boundsHoldEveryValue(final String text) {
		final Constraint constraint = ConstraintParser.parse(SPECIFICATION, text).get(0);
		for (int lower = -4; lower < 8; lower++) for (int width = 1; width < 5; width++) {
			final double from = lower / 4.0;
			final double to = (lower + width) / 4.0;
			final Bounds bounds = constraint.marginBounds(c -> new Bounds(from, to));
			for (double a = from; a <= to; a += 1 / 64.0) {
				final double margin = constraint.margin(new double[] { a, 0, 0, 0, 0, 0 });
				assertTrue(Double.isNaN(margin) || margin >= bounds.lower() - 1e-12 && margin <= bounds.upper() + 1e-12, margin
					+ " outside " + bounds + " at a = " + a);
			}
		}
	}
}
