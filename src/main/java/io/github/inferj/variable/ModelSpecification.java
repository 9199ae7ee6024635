// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.inferj.InvalidInputException;

/**
 * The variables of a model and how they depend on each other. The components of all variables, first
 * the parameters and then the data, each in the order declared, are the columns of every table and
 * the tokens of the network. Embedded variables have no columns: all their values are one node of the model,
 * which is given or not, and one token. The nodes of a model are its columns, and then its embedded variables. Immutable.
 */
public final class ModelSpecification {

	/** Names that stand for variables in questions. */
	private static final Set<String> RESERVED = Set.of("parameters", "data", "none");

	private final String name;
	private final List<Variable> variables;
	private final List<Component> components;
	private final Map<String, Integer> indices = new HashMap<>();
	private final int parameterCount;
	private final int[] functionColumns;
	private final List<Variable> embedded;
	private final List<List<String>> exchangeable;

	/**
	 * @param name name of the model
	 * @param variables at least one parameter and one data variable, in any order
	 * @throws InvalidInputException if names clash, a parent is unknown, the dependencies form a cycle,
	 *           or parameters or data are missing
	 */
	public ModelSpecification(final String name, final List<Variable> variables) {
		this(name, variables, List.of());
	}

	private ModelSpecification(final String name, final List<Variable> variables, final List<List<String>> exchangeable) {
		this.name = Objects.requireNonNull(name, "name");
		final List<Variable> ordered = new ArrayList<>();
		for (final Role role : Role.values()) {
			final List<Variable> ofRole = variables.stream().filter(v -> v.role() == role).toList();
			if (ofRole.isEmpty()) throw new InvalidInputException("model " + name + " declares no "
				+ (role == Role.PARAMETER ? "parameters" : "data") + ": it needs at least one of each");
			ordered.addAll(ofRole);
		}
		this.variables = List.copyOf(ordered);
		this.embedded = this.variables.stream().filter(Variable::isEmbedded).toList();
		final List<Component> list = new ArrayList<>();
		for (final Variable variable : columnVariables())
			for (int i = 0; i < variable.size(); i++) {
				final Component component = new Component(variable, i);
				if (indices.put(component.name(), list.size()) != null) throw new InvalidInputException("model " + name
					+ " has two columns named " + component.name() + ": rename a variable");
				list.add(component);
			}
		this.components = List.copyOf(list);
		this.parameterCount = (int) list.stream().filter(c -> c.variable().role() == Role.PARAMETER).count();
		this.functionColumns = IntStream.range(0, list.size()).filter(c -> list.get(c).variable().isFunction()).toArray();
		requireOwnNames();
		requireAcyclic();
		this.exchangeable = exchangeable.stream().map(List::copyOf).toList();
		requireExchangeable();
	}

	private void requireOwnNames() {
		final Set<String> names = new HashSet<>();
		for (final Variable variable : variables) {
			if (RESERVED.contains(variable.name())) throw new InvalidInputException("model " + name + " has a variable named " + variable
				.name() + ", which stands for all variables of a kind or for none: rename it");
			if (!names.add(variable.name())) throw new InvalidInputException("model " + name + " has two variables named " + variable.name()
				+ ": rename one");
		}
		final Set<String> taken = new HashSet<>(indices.keySet());
		for (final Variable variable : embedded) if (!taken.add(variable.name())) throw new InvalidInputException("model " + name
			+ " has two variables or columns named " + variable.name() + ": rename one");
	}

	/** Convenience for {@link #ModelSpecification(String, List)}. */
	public static ModelSpecification of(final String name, final Variable... variables) {
		return new ModelSpecification(name, Arrays.asList(variables));
	}

	/** @return the name of the model */
	public String name() {
		return name;
	}

	/** @return the variables: parameters first, then data */
	public List<Variable> variables() {
		return variables;
	}

	/** @return all components in column order */
	public List<Component> components() {
		return components;
	}

	/** @return the column names, parameters first */
	public List<String> columnNames() {
		return components.stream().map(Component::name).toList();
	}

	/** @return names to ask for columns by: those of scalars and of the components of vectors, and those of whole functions */
	public List<String> names() {
		return Stream.concat(components.stream().map(c -> c.variable().isFunction() ? c.variable().name() : c.name()).distinct(),
			embedded.stream().map(Variable::name)).toList();
	}

	/** @return the variables that have columns: all that are not embedded, in the order of their columns */
	public List<Variable> columnVariables() {
		return variables.stream().filter(v -> !v.isEmbedded()).toList();
	}

	/** @return the embedded variables, in the order declared */
	public List<Variable> embedded() {
		return embedded;
	}

	/** @return number of nodes: columns and embedded variables */
	public int nodeCount() {
		return size() + embedded.size();
	}

	/** @return names of the nodes: of the columns, then of the embedded variables */
	public List<String> nodeNames() {
		return Stream.concat(columnNames().stream(), embedded.stream().map(Variable::name)).toList();
	}

	/** @return number of components in all */
	public int size() {
		return components.size();
	}

	/** @return number of parameter components; they are the first columns */
	public int parameterCount() {
		return parameterCount;
	}

	/** @return number of data components; they are the last columns */
	public int dataCount() {
		return size() - parameterCount;
	}

	/** @return the columns of function-valued variables, ascending */
	public int[] functionColumns() {
		return functionColumns.clone();
	}

	/**
	 * @return number of values in a row of a simulation: one for each column, then the index (such as the
	 *         time) of each function column in the order of {@link #functionColumns()}, then all values of
	 *         the embedded variables
	 */
	public int rowSize() {
		return embeddedOffset(embedded.size());
	}

	/** @return a row of which nothing is known: {@link #rowSize()} times NaN */
	public double[] latentRow() {
		final double[] row = new double[rowSize()];
		Arrays.fill(row, Double.NaN);
		return row;
	}

	/** @return for each column of a function where in a row its index (such as its time) is; 0 for other columns */
	public int[] placesInRow() {
		final int[] places = new int[size()];
		for (int k = 0; k < functionColumns.length; k++) places[functionColumns[k]] = size() + k;
		return places;
	}

	/** @return where in a row the values of an embedded variable begin, numbered from 0; the row's end for one beyond the last */
	public int embeddedOffset(final int number) {
		return size() + functionColumns.length + embedded.subList(0, number).stream().mapToInt(Variable::size).sum();
	}

	/**
	 * @param number of an embedded variable, from 0
	 * @return the number of its first scale of standardisation: columns have one each, then signals one and sets one
	 *         for each value of a member; the number of all scales for a number beyond the last
	 */
	public int scaleOf(final int number) {
		return size() + embedded.subList(0, number).stream().mapToInt(v -> v.embedding().orElseThrow().each()).sum();
	}

	/** @return names of the values of a row; the index of {@code prey_1} is {@code prey_1.time} */
	public List<String> rowNames() {
		final List<String> names = new ArrayList<>(columnNames());
		for (final int c : functionColumns) names.add(components.get(c).name() + "." + components.get(c).variable().index()
			.orElseThrow().name());
		for (final Variable variable : embedded) IntStream.range(0, variable.size()).mapToObj(variable::componentName).forEach(
			names::add);
		return names;
	}

	/** @return the unit of each value of a row, empty where there is none */
	public List<String> rowUnits() {
		final List<String> units = new ArrayList<>(components.stream().map(component -> component.variable().unit()).toList());
		for (final int c : functionColumns) units.add(components.get(c).variable().index().orElseThrow().unit());
		for (final Variable variable : embedded) units.addAll(Collections.nCopies(variable.size(), variable.unit()));
		return units;
	}

	/**
	 * @param places numbers of places of some or all functions, and of members of sets, by name
	 * @return this model with its functions at other numbers of places, and its sets with other numbers of members
	 */
	public ModelSpecification withPlaces(final Map<String, Integer> places) {
		return new ModelSpecification(name, variables.stream().map(v -> {
			final Integer wanted = places.get(v.name());
			if (wanted == null) return v;
			if (v.isSet()) return v.withMembers(wanted);
			return v.isFunction() ? v.over(v.index().orElseThrow(), wanted) : v;
		}).toList(), exchangeable);
	}

	/** @return this model with at most so many places of each function */
	public ModelSpecification withAtMostPlaces(final int places) {
		final Map<String, Integer> fewer = new HashMap<>(places());
		fewer.replaceAll((function, all) -> Math.min(all, places));
		return withPlaces(fewer);
	}

	/** @return the number of places of each function, by name */
	public Map<String, Integer> places() {
		return variables.stream().filter(Variable::isFunction).collect(Collectors.toMap(Variable::name, Variable::size));
	}

	/**
	 * Declares variables of which the joint distribution stays the same when they change places, such as
	 * repeated measurements of the same. Training then sees them in all orders.
	 *
	 * @param names of at least two variables alike in all but their names
	 * @return this model with these variables exchangeable, besides those that already are
	 * @throws InvalidInputException if there is no such variable, one is exchangeable already, or they differ
	 */
	public ModelSpecification withExchangeable(final String... names) {
		final List<List<String>> groups = new ArrayList<>(exchangeable);
		groups.add(List.of(names));
		return new ModelSpecification(name, variables, groups);
	}

	/** @return groups of names of variables that may change places with each other, each in one group at most */
	public List<List<String>> exchangeable() {
		return exchangeable;
	}

	private void requireExchangeable() {
		final Set<String> seen = new HashSet<>();
		for (final List<String> group : exchangeable) {
			if (group.size() < 2) throw new InvalidInputException("exchangeable " + group + ": it takes at least two variables");
			final Variable first = exchangeable(group.get(0));
			for (final String each : group) {
				if (!seen.add(each)) throw new InvalidInputException("exchangeable " + group + ": " + each
					+ " is there twice; name each variable once");
				final Variable other = exchangeable(each);
				if (other.isFunction()) throw new InvalidInputException("exchangeable " + group + ": " + each
					+ " is a function, of which the values have places of their own; leave it out");
				if (other.isEmbedded()) throw new InvalidInputException("exchangeable " + group + ": " + each
					+ " is embedded, each with a network of its own; leave it out");
				if (!first.equals(other.named(first.name()))) throw new InvalidInputException("exchangeable " + group + ": " + each
					+ " differs from " + first.name() + " in size, prior, transform, unit or parents; declare them alike");
			}
		}
	}

	private Variable exchangeable(final String variable) {
		return variables.stream().filter(v -> v.name().equals(variable)).findFirst().orElseThrow(() -> new InvalidInputException(
			"exchangeable " + variable + ": the model has no such variable; it has " + String.join(", ", variables.stream().map(
				Variable::name).toList())));
	}

	/** @return the column of that name, or -1 */
	public int indexOf(final String column) {
		return indices.getOrDefault(column, -1);
	}

	/** @return the columns of a role, ascending */
	public int[] columnsOf(final Role role) {
		return role == Role.PARAMETER ? range(0, parameterCount) : range(parameterCount, size());
	}

	/**
	 * Finds the columns meant by names of variables or of single components; {@code parameters} and
	 * {@code data} stand for all of that role.
	 *
	 * @return the columns, ascending, each once
	 * @throws InvalidInputException naming the unknown name and listing the known ones, or naming an embedded
	 *           variable, which has no columns
	 */
	public int[] columnsOf(final List<String> names) {
		final int[] nodes = nodesOf(names);
		for (final int node : nodes) if (node >= size()) throw new InvalidInputException("variable " + nodeNames().get(node)
			+ " of model " + name + " is embedded, one token for all its values: it can be given as a whole, but not drawn; name "
			+ "other variables");
		return nodes;
	}

	/**
	 * Finds the nodes meant by names of variables or of single components; {@code parameters} and {@code data}
	 * stand for all of that role.
	 *
	 * @return the columns and the numbers of embedded variables, which follow the columns; ascending, each once
	 * @throws InvalidInputException naming the unknown name and listing the known ones
	 */
	public int[] nodesOf(final List<String> names) {
		final Set<Integer> nodes = new TreeSet<>();
		for (final String given : names) nodes.addAll(nodesOf(given.trim()));
		return nodes.stream().mapToInt(Integer::intValue).toArray();
	}

	private List<Integer> nodesOf(final String given) {
		final List<Integer> found = new ArrayList<>();
		for (int e = 0; e < embedded.size(); e++) if (given.equals("data") || given.equals(embedded.get(e).name())) found.add(
			size() + e);
		for (int i = 0; i < size(); i++) {
			final Component component = components.get(i);
			final boolean isRole = switch (given) {
				case "parameters" -> component.variable().role() == Role.PARAMETER;
				case "data" -> component.variable().role() == Role.DATA;
				default -> false;
			};
			if (isRole || component.name().equals(given) || component.variable().name().equals(given)) found.add(i);
		}
		if (found.isEmpty()) throw new InvalidInputException("model " + name + " has no variable '" + given
			+ "': it has " + String.join(", ", names()));
		return found;
	}

	/** @return whether every variable declares its parents, so that the graph is known */
	public boolean declaresDependencies() {
		return variables.stream().allMatch(v -> v.parents().isPresent());
	}

	/**
	 * The directed graph of direct dependencies between nodes, with functions at even places. Data
	 * variables that declare no parents depend on every variable before them; parameters that declare none
	 * have none. Components of one data variable, and of one parameter the simulator draws, depend on those
	 * before them as their {@link Memory} says.
	 *
	 * @return {@code [child][parent]}, true where the child depends directly on the parent; acyclic
	 * @see Dependencies for functions at other places
	 */
	public boolean[][] dependencies() {
		final double[] places = new double[nodeCount()];
		int column = 0;
		for (final Variable variable : columnVariables()) {
			if (variable.isFunction()) System.arraycopy(variable.index().orElseThrow().even(variable.size()), 0, places, column, variable
				.size());
			column += variable.size();
		}
		final BitSet all = new BitSet();
		all.set(0, nodeCount());
		final DependencyGraph graph = new Dependencies(this).at(places, all);
		final boolean[][] parents = new boolean[nodeCount()][nodeCount()];
		for (int i = 0; i < nodeCount(); i++) for (final int parent : graph.parents(i).stream().toArray()) parents[i][parent] = true;
		return parents;
	}

	private void requireAcyclic() {
		final Map<String, Variable> byName = new HashMap<>();
		for (final Variable variable : variables) byName.put(variable.name(), variable);
		for (final Variable variable : variables)
			for (final String parent : variable.parents().orElse(List.of()))
				if (!byName.containsKey(parent)) throw new InvalidInputException("variable " + variable.name()
					+ " depends on '" + parent + "', which model " + name + " does not have: name one of its variables");
		final Set<Variable> done = new HashSet<>();
		for (final Variable variable : variables) visit(variable, byName, new HashSet<>(), done);
	}

	private void visit(final Variable variable, final Map<String, Variable> byName, final Set<Variable> path,
		final Set<Variable> done)
	{
		if (done.contains(variable)) return;
		if (!path.add(variable)) throw new InvalidInputException("the dependencies of model " + name
			+ " run in a circle through " + variable.name() + ": remove one of them");
		for (final String parent : variable.parents().orElse(List.of())) visit(byName.get(parent), byName, path, done);
		path.remove(variable);
		done.add(variable);
	}

	private static int[] range(final int from, final int to) {
		final int[] range = new int[to - from];
		Arrays.setAll(range, i -> from + i);
		return range;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof ModelSpecification model && name.equals(model.name) && variables.equals(model.variables)
			&& exchangeable.equals(model.exchangeable);
	}

	@Override
	public int hashCode() {
		return Objects.hash(name, variables);
	}

	@Override
	public String toString() {
		return name + variables;
	}
}
