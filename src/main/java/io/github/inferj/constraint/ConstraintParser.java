// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.scijava.parsington.ExpressionParser;
import org.scijava.parsington.Group;
import org.scijava.parsington.Operators;
import org.scijava.parsington.SyntaxTree;
import org.scijava.parsington.Variable;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;

/**
 * Reads inequalities such as {@code sin(angle) > 0}, {@code x[3] - x[2] <= 1 && max(x) < 40} or
 * {@code 0 < a + b < 2}, and measurements such as {@code a + b = 2 +- 0.1}. Names are those of variables or of
 * columns; a vector variable stands for all its components, so that {@code x < 40} bounds each of them; {@code x[1]} is
 * its first. Functions are sin, cos, tan, exp, log, sqrt and abs, and over all their arguments max, min, sum and mean.
 */
final class ConstraintParser {

	private static final List<org.scijava.parsington.Operator> SYNTAX = List.of(Operators.PARENS, Operators.BRACKETS,
		Operators.POW, Operators.POS, Operators.NEG, Operators.MUL, Operators.DIV, Operators.ADD, Operators.SUB,
		Operators.LESS_THAN, Operators.GREATER_THAN, Operators.LESS_THAN_OR_EQUAL, Operators.GREATER_THAN_OR_EQUAL,
		Operators.LOGICAL_AND);
	private static final List<String> REDUCTIONS = List.of("max", "min", "sum", "mean");
	/** A single equals sign, with what was measured to its left. */
	private static final Pattern EQUATION = Pattern.compile("([^=]*[^=<>!])=([^=].*)", Pattern.DOTALL);
	private static final Pattern WITH_ERROR = Pattern.compile("(.*?)(?:±|\\+/?-)(.*)", Pattern.DOTALL);
	private static final Pattern INDEX = Pattern.compile(" at index (\\d+)");

	private final ModelSpecification specification;
	private final String text;

	private ConstraintParser(final ModelSpecification specification, final String text) {
		this.specification = specification;
		this.text = text;
	}

	/**
	 * @param text an inequality, several joined by {@code &&}, or a measurement
	 * @throws InvalidInputException naming the place of what cannot be understood
	 */
	static List<Constraint> parse(final ModelSpecification specification, final String text) {
		return new ConstraintParser(specification, text.strip()).parse();
	}

	/** @return whether it is an equation whose right side has an error */
	static boolean isMeasurement(final String text) {
		final Matcher equation = EQUATION.matcher(text);
		return equation.matches() && WITH_ERROR.matcher(equation.group(2)).matches();
	}

	private List<Constraint> parse() {
		final Matcher equation = EQUATION.matcher(text);
		return equation.matches() ? measurements(equation.group(1), equation.group(2)) : inequalities(tree(text));
	}

	private List<Constraint> measurements(final String left, final String right) {
		final Matcher withError = WITH_ERROR.matcher(right);
		if (!withError.matches()) throw error(left.length(), "has no error; write it like a + b = 2 +- 0.1, and what is known exactly in "
			+ "the table");
		final double value = number(left.length() + 1, withError.group(1));
		final double error = number(left.length() + 1 + withError.start(2), withError.group(2));
		if (!(error > 0)) throw error(left.length() + 1 + withError.start(2), "is no error; it must be above 0");
		final List<Expression> measured = expressions(tree(left));
		final List<Constraint> result = measured.stream().<Constraint>map(expression -> new Measurement(text, expression, value, error))
			.toList();
		requireColumns(result);
		final Optional<String> function = specification.variables().stream().filter(variable -> variable.isFunction() && Arrays.stream(
			specification.columnsOf(List.of(variable.name()))).anyMatch(column -> result.get(0).columns().contains(column))).map(
				io.github.inferj.variable.Variable::name).findFirst();
		if (measured.size() > 1 && function.isPresent()) throw error(function.get(), "would be measured at each of its places; name one of "
			+ "them, as in " + function.get() + "[1], or put what was measured into the table");
		return result;
	}

	private double number(final int position, final String number) {
		try {
			final double value = Double.parseDouble(number.strip());
			if (Double.isFinite(value)) return value;
		}
		catch (final NumberFormatException exc) {
			throw error(position, "'" + number.strip() + "'", "is no number; write a value and its error, like 2 +- 0.1");
		}
		throw error(position, "'" + number.strip() + "'", "is no finite number");
	}

	private SyntaxTree tree(final String part) {
		final LinkedList<Object> tokens;
		try {
			tokens = new ExpressionParser(SYNTAX).parsePostfix(part);
		}
		catch (final IllegalArgumentException exc) {
			final Matcher index = INDEX.matcher(String.valueOf(exc.getMessage()));
			final int behind = index.find() ? Integer.parseInt(index.group(1)) : 0;
			final int position = exc.getMessage().contains("terminator") ? behind - 1 : behind;
			throw error(position, position < text.length() ? "does not fit here" : "something is missing");
		}
		final int count = tokens.size();
		final SyntaxTree tree;
		try {
			tree = new SyntaxTree(tokens);
		}
		catch (final RuntimeException exc) {
			throw error(part.length(), "something is missing");
		}
		if (size(tree) != count) throw error(part.length(),
			"something is missing or the order is unclear; add parentheses, as in 2^(-a)");
		return tree;
	}

	private static int size(final SyntaxTree tree) {
		int size = 1;
		for (final SyntaxTree child : tree) size += size(child);
		return size;
	}

	private List<Constraint> inequalities(final SyntaxTree tree) {
		if (isGroup(tree, "(") && tree.count() == 1) return inequalities(tree.child(0));
		if (is(tree, Operators.LOGICAL_AND)) return Stream.of(tree.child(0), tree.child(1)).flatMap(side -> inequalities(side)
			.stream()).toList();
		if (!isComparison(tree)) throw error(0, "is no inequality; compare two expressions with <, <=, > or >=, or write a "
			+ "value and its error, like a + b = 2 +- 0.1");
		final List<Constraint> result = new ArrayList<>();
		SyntaxTree left = tree.child(0);
		if (isComparison(left)) {
			result.addAll(inequalities(left));
			left = left.child(1);
		}
		final List<Expression> a = expressions(left);
		final List<Expression> b = expressions(tree.child(1));
		final boolean isLess = is(tree, Operators.LESS_THAN) || is(tree, Operators.LESS_THAN_OR_EQUAL);
		final boolean allowsEqual = is(tree, Operators.LESS_THAN_OR_EQUAL) || is(tree, Operators.GREATER_THAN_OR_EQUAL);
		pairs(a, b, (x, y) -> result.add(new Inequality(text, isLess ? x : y, isLess ? y : x, allowsEqual)));
		requireColumns(result);
		return result;
	}

	private void requireColumns(final List<Constraint> constraints) {
		if (constraints.stream().anyMatch(each -> each.columns().isEmpty())) throw error(0, "compares numbers only; name a variable: "
			+ known());
	}

	private static boolean isComparison(final SyntaxTree tree) {
		return is(tree, Operators.LESS_THAN) || is(tree, Operators.LESS_THAN_OR_EQUAL) || is(tree, Operators.GREATER_THAN) || is(
			tree, Operators.GREATER_THAN_OR_EQUAL);
	}

	private static boolean is(final SyntaxTree tree, final org.scijava.parsington.Operator operator) {
		return tree.token() instanceof org.scijava.parsington.Operator token && token.getToken().equals(operator.getToken())
			&& token.getArity() == operator.getArity() && !(token instanceof Group);
	}

	private static boolean isGroup(final SyntaxTree tree, final String opening) {
		return tree.token() instanceof Group group && group.getToken().equals(opening);
	}

	/** @return one expression, or one for each component of a vector */
	private List<Expression> expressions(final SyntaxTree tree) {
		final Object token = tree.token();
		if (token instanceof Number number) return List.of(new Expression.Constant(number.doubleValue()));
		if (token instanceof Variable name) return columns(name.getToken());
		if (isGroup(tree, "(") && tree.count() == 1) return expressions(tree.child(0));
		if (token instanceof org.scijava.parsington.Function) return call(tree);
		if (is(tree, Operators.NEG)) return map(Function.NEGATE, expressions(tree.child(0)));
		if (is(tree, Operators.POS)) return expressions(tree.child(0));
		if (is(tree, Operators.POW)) return powers(tree);
		if (is(tree, Operators.ADD)) return combine(Operator.ADD, tree);
		if (is(tree, Operators.SUB)) return combine(Operator.SUBTRACT, tree);
		if (is(tree, Operators.MUL)) return combine(Operator.MULTIPLY, tree);
		if (is(tree, Operators.DIV)) return combine(Operator.DIVIDE, tree);
		if (isComparison(tree) || is(tree, Operators.LOGICAL_AND)) throw error(0,
			"uses a comparison as a number; join inequalities with && or ;");
		throw error(Math.max(0, text.indexOf(String.valueOf(token))), "does not fit here");
	}

	private List<Expression> columns(final String name) {
		final List<Expression> found = IntStream.range(0, specification.size()).filter(i -> specification.components().get(i)
			.variable().name().equals(name)).<Expression>mapToObj(Expression.Column::new).toList();
		if (!found.isEmpty()) return found;
		final int column = specification.indexOf(name);
		if (specification.embedded().stream().anyMatch(variable -> variable.name().equals(name))) throw error(name,
			"is embedded, one token for all its values: it can be given in the table, but nothing else can be said about it");
		if (column < 0) throw error(name, "is no variable of model " + specification.name() + ", which has " + known());
		return List.of(new Expression.Column(column));
	}

	private String known() {
		return String.join(", ", specification.names());
	}

	private List<Expression> call(final SyntaxTree tree) {
		if (!(tree.child(0).token() instanceof Variable variable)) throw error(0, "calls what is no function");
		final String name = variable.getToken();
		final SyntaxTree arguments = tree.child(1);
		if (isGroup(arguments, "[")) return List.of(component(name, arguments));
		final List<List<Expression>> values = IntStream.range(0, arguments.count()).mapToObj(i -> expressions(arguments.child(i)))
			.toList();
		if (REDUCTIONS.contains(name)) return List.of(reduce(name, values.stream().flatMap(List::stream).toList()));
		final Optional<Function> function = Arrays.stream(Function.values()).filter(f -> f != Function.NEGATE && f.text().equals(
			name)).findFirst();
		if (function.isEmpty()) throw error(name, "is no function; there are " + Stream.concat(Arrays.stream(Function
			.values()).filter(f -> f != Function.NEGATE).map(Function::text), REDUCTIONS.stream()).collect(Collectors.joining(
				", ")));
		if (values.size() != 1) throw error(name, "takes one argument, not " + values.size());
		return map(function.get(), values.get(0));
	}

	private Expression component(final String name, final SyntaxTree index) {
		final List<Expression> all = columns(name);
		final boolean isWhole = index.count() == 1 && index.child(0).token() instanceof Number n && n.doubleValue() == n.intValue();
		final int i = isWhole ? ((Number) index.child(0).token()).intValue() : 0;
		if (i < 1 || i > all.size()) throw error(name, "has components " + name + "[1] to " + name + "[" + all.size()
			+ "]; choose one of them");
		return all.get(i - 1);
	}

	private Expression reduce(final String name, final List<Expression> values) {
		if (values.isEmpty()) throw error(name, "needs at least one argument");
		final Operator operator = name.equals("max") ? Operator.MAXIMUM : name.equals("min") ? Operator.MINIMUM : Operator.ADD;
		final Expression folded = values.stream().reduce((a, b) -> binary(operator, a, b)).orElseThrow();
		return name.equals("mean") ? binary(Operator.MULTIPLY, folded, new Expression.Constant(1.0 / values.size())) : folded;
	}

	/** @return an expression of two others; a constant if they are */
	private static Expression binary(final Operator operator, final Expression a, final Expression b) {
		return a instanceof Expression.Constant x && b instanceof Expression.Constant y ? new Expression.Constant(operator.number
			.applyAsDouble(x.value(), y.value())) : new Expression.Binary(operator, a, b);
	}

	private static List<Expression> map(final Function function, final List<Expression> values) {
		return values.stream().<Expression>map(value -> value instanceof Expression.Constant constant ? new Expression.Constant(
			function.number.applyAsDouble(constant.value())) : new Expression.Unary(function, value)).toList();
	}

	private List<Expression> powers(final SyntaxTree tree) {
		if (tree.child(0).token() instanceof Number base && base.doubleValue() < 0) throw error(Math.max(0, text.indexOf('^')),
			"follows a signed number; write (-2)^2 or -(2^2)");
		final List<Expression> result = new ArrayList<>();
		pairs(expressions(tree.child(0)), expressions(tree.child(1)), (base, exponent) -> result.add(
			!(base instanceof Expression.Constant) && exponent instanceof Expression.Constant n && n.value() == (int) n.value()
				? new Expression.Power(base, (int) n.value()) : binary(Operator.POWER, base, exponent)));
		return result;
	}

	private List<Expression> combine(final Operator operator, final SyntaxTree tree) {
		final List<Expression> result = new ArrayList<>();
		pairs(expressions(tree.child(0)), expressions(tree.child(1)), (a, b) -> result.add(binary(operator, a, b)));
		return result;
	}

	@FunctionalInterface
	private interface Pair {

		void take(Expression a, Expression b);
	}

	/** Pairs components; a scalar goes with every component of a vector. */
	private void pairs(final List<Expression> a, final List<Expression> b, final Pair pair) {
		if (a.size() != b.size() && a.size() != 1 && b.size() != 1) throw error(0, "combines vectors of " + a.size() + " and " + b
			.size() + " components; name single ones, as in x[1]");
		for (int i = 0; i < Math.max(a.size(), b.size()); i++) pair.take(a.get(a.size() == 1 ? 0 : i), b.get(b.size() == 1 ? 0
			: i));
	}

	/** @return what to throw about a name in the text */
	private InvalidInputException error(final String name, final String problem) {
		final Matcher matcher = Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "(?!\\w)").matcher(text);
		return error(matcher.find() ? matcher.start() : 0, "'" + name + "'", problem);
	}

	/** @return what to throw about the rest of the text */
	private InvalidInputException error(final int position, final String problem) {
		final String rest = text.substring(Math.min(position, text.length()));
		return error(position, rest.isEmpty() ? "at the end" : "'" + rest + "'", problem);
	}

	private InvalidInputException error(final int position, final String subject, final String problem) {
		return new InvalidInputException("constraint '" + text + "', character " + (position + 1) + ": " + subject + " "
			+ problem);
	}
}
