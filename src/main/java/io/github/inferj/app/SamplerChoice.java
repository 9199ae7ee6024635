// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.DefaultSolver;
import io.github.inferj.model.JointModel;
import io.github.inferj.runtime.Device;
import io.github.inferj.sample.EulerMaruyama;

/** How the benchmark draws from a network. */
enum SamplerChoice {
	/** As queries do unless asked otherwise. */
	DEFAULT {

		@Override
		ConditionalSampler create(final JointModel model) {
			return new ConditionalSampler(model);
		}

		@Override
		int evaluations(final JointModel model) {
			return new DefaultSolver(model).evaluations();
		}
	},
	/** 500 steps of Euler and Maruyama's method, what the network has to give. */
	EULER500 {

		@Override
		ConditionalSampler create(final JointModel model) {
			return new ConditionalSampler(model, new EulerMaruyama(model.noise().grid(evaluations(model))), Runtime.getRuntime()
				.availableProcessors(), Device.preferred());
		}

		@Override
		int evaluations(final JointModel model) {
			return 500;
		}
	};

	/** @return a new sampler, to be closed */
	abstract ConditionalSampler create(JointModel model);

	/** @return evaluations of the network for each draw */
	abstract int evaluations(JointModel model);
}
