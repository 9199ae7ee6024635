// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/**
 * ONNX Runtime's one environment per process. While it starts, ONNX Runtime 1.29 searches the
 * process's command line with a recursive regular expression, and a class path of a few thousand
 * characters overflows the 1 MB stack of a Java thread (the process dies without a message). So it is
 * started on a thread with a large stack. Its telemetry is switched off.
 */
final class Environment {

	private static final long STACK_BYTES = 256L << 20;
	private static OrtEnvironment instance;

	private Environment() {}

	static synchronized OrtEnvironment get() {
		if (instance == null) instance = start();
		return instance;
	}

	private static OrtEnvironment start() {
		final FutureTask<OrtEnvironment> starting = new FutureTask<>(() -> {
			final OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
			environment.setTelemetry(false);
			return environment;
		});
		final Thread thread = new Thread(null, starting, "InferJ starts ONNX Runtime", STACK_BYTES);
		thread.start();
		try {
			return Waiting.uninterrupted(starting);
		}
		catch (final ExecutionException exc) {
			throw new IllegalStateException("ONNX Runtime could not start on this machine: " + exc.getCause(), exc.getCause());
		}
	}
}
