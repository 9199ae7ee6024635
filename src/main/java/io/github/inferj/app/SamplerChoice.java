// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.runtime.Device;
import io.github.inferj.sample.EulerMaruyama;

/** How the benchmark draws from a network. */
enum SamplerChoice {
	/** As queries do unless asked otherwise. */
	DEFAULT(ConditionalSampler.EVALUATIONS) {

		@Override
		ConditionalSampler create(final JointModel model) {
			return new ConditionalSampler(model);
		}
	},
	/** 500 steps of Euler and Maruyama's method, what the network has to give. */
	EULER500(500) {

		@Override
		ConditionalSampler create(final JointModel model) {
			return new ConditionalSampler(model, new EulerMaruyama(model.noise().grid(evaluations())), Runtime.getRuntime()
				.availableProcessors(), Device.preferred());
		}
	};

	private final int evaluations;

	SamplerChoice(final int evaluations) {
		this.evaluations = evaluations;
	}

	/** @return a new sampler, to be closed */
	abstract ConditionalSampler create(JointModel model);

	/** @return evaluations of the network for each draw */
	int evaluations() {
		return evaluations;
	}
}
