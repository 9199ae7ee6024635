// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.network.Grouping;
import io.github.inferj.simulate.task.Slcp;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class TrainingSettingsTest {

	private static final Variable PARAMETER = Variable.parameter("a", Prior.normal(0, 1));

	private static ModelSpecification scalars(final int tokens) {
		return ModelSpecification.of("test", Stream.concat(Stream.of(PARAMETER), IntStream.range(1, tokens).mapToObj(i -> Variable.data("x_"
			+ i))).toArray(Variable[]::new));
	}

	@ParameterizedTest
	@CsvSource({ "4,10000,32000", "4,1000000,32000", "4,1000,12739", "13,10000,25384", "13,1000,12739", "20,10000,16500", "20,1000,12739",
		"30,1000,11000", "200,10000,3000", "4,20,3000" })
	void stepsFallWithTokensAndWithFewerSimulations(final int tokens, final int simulations, final int steps) {
		assertEquals(steps, TrainingSettings.defaults(scalars(tokens), simulations).steps());
	}

	@ParameterizedTest
	@CsvSource({ "1,0.004", "12000,0.004", "48000,0.002", "32000,0.00244949" })
	void theLearningRateFallsWithLongerTraining(final int steps, final double rate) {
		final TrainingSettings settings = TrainingSettings.defaults(scalars(4)).withSteps(steps);
		assertEquals(rate, settings.learningRate(), 1e-8);
		assertEquals(0.01, settings.withLearningRate(0.01).learningRate(), 0, "as asked for");
		assertEquals(0.01, settings.withLearningRate(0.01).withSteps(100_000).learningRate(), 0, "whatever the length");
	}

	@Test
	void vectorsCostMoreThanScalars() {
		assertEquals(330_000 / (5 + 4 + 2), TrainingSettings.defaults(new Slcp().specification()).steps());
	}

	@Test
	void edgeMasksGiveLongVectorsATokenForEachComponent() {
		final ModelSpecification trace = ModelSpecification.of("test", PARAMETER.dependsOn(), Variable.data("trace", 38).dependsOn("a"));
		assertEquals(32_000, TrainingSettings.defaults(trace, 10_000).steps());
		final TrainingSettings undirected = TrainingSettings.defaults(trace, 10_000, EdgeMasks.UNDIRECTED);
		assertEquals(330_000 / 39, undirected.steps());
		assertEquals(EdgeMasks.UNDIRECTED, undirected.edgeMasks());
	}

	@Test
	void aLongSignalCostsLikeManyTokens() {
		final ModelSpecification trace = ModelSpecification.of("test", PARAMETER, Variable.data("trace", 8192).signal());
		assertEquals(330_000 / 34, TrainingSettings.defaults(trace).steps());
		final ModelSpecification cells = ModelSpecification.of("test", PARAMETER, Variable.data("cells", 2).set(20));
		assertEquals(TrainingSettings.defaults(scalars(2)).steps(), TrainingSettings.defaults(cells).steps());
	}

	@ParameterizedTest
	@CsvSource({ "4,799,true", "4,800,false", "13,2599,true", "13,2600,false", "20,2999,true", "20,3000,false", "100,10000,false" })
	void fewSimulationsOfManyTokensAreLearnedInParts(final int tokens, final int simulations, final boolean inParts) {
		assertEquals(inParts ? MarginalTraining.SUBSETS : MarginalTraining.NONE, TrainingSettings.defaults(scalars(tokens), simulations)
			.conditionals().marginals());
	}

	@Test
	void whatIsLearnedInPartsIsNotAskedInParts() {
		assertEquals(Set.of(), MarginalTraining.SUBSETS.groupings());
		assertEquals(Set.of(Grouping.SUBSETS), new MarginalTraining(0.25, 0, 0).groupings());
	}

	@Test
	void withoutANumberTheyAreForTenThousandSimulations() {
		final ModelSpecification specification = scalars(6);
		final TrainingSettings settings = TrainingSettings.defaults(specification);
		assertEquals(TrainingSettings.defaults(specification, 10_000).steps(), settings.steps());
		assertTrue(settings.noise().largest() >= 5);
		assertEquals(0.5, settings.patience(), "of a schedule whose middle is noisy");
	}
}
