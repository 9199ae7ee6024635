// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;

import io.github.inferj.InvalidInputException;

/**
 * An ONNX model, compiled by ONNX Runtime and ready to run. Its threads sleep while they wait for work, so that they leave the
 * processor to those of other sessions. Results are reproducible on one machine. Denormal numbers are flushed to zero on ONNX
 * Runtime's own threads but not on the caller's, where graphs should avoid them. May be run from several threads at once, each
 * with its own tensors.
 */
public final class Session implements AutoCloseable {

	/** Names a file prefix to which ONNX Runtime then writes its profile. */
	private static final String PROFILE_PROPERTY = "inferj.profile";

	private final OrtSession session;
	private final Device device;

	/**
	 * Compiles a model for the CPU.
	 *
	 * @param model the ONNX protobuf
	 * @param threads number of threads one run uses
	 */
	public Session(final byte[] model, final int threads) {
		this(model, threads, Device.CPU);
	}

	/**
	 * Compiles a model. ONNX Runtime is started first: without it, 1.29 ends the process when it cannot load CUDA.
	 *
	 * @param model the ONNX protobuf
	 * @param threads number of CPU threads one run uses
	 * @param device where to run
	 * @throws InvalidInputException if the device is not there
	 * @throws IllegalStateException if ONNX Runtime refuses the model
	 */
	public Session(final byte[] model, final int threads, final Device device) {
		this.device = device;
		Environment.get();
		try (SessionOptions options = new SessionOptions()) {
			options.setIntraOpNumThreads(threads);
			options.setInterOpNumThreads(1);
			options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
			options.addConfigEntry("session.set_denormal_as_zero", "1");
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			if (device == Device.CUDA) addCuda(options);
			final String profile = System.getProperty(PROFILE_PROPERTY);
			if (profile != null) options.enableProfiling(profile);
			session = create(model, options);
		}
		catch (final OrtException exc) {
			throw new IllegalStateException("ONNX Runtime cannot use the model: " + exc.getMessage(), exc);
		}
	}

	private static void addCuda(final SessionOptions options) {
		if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) throw new InvalidInputException(
			"device cuda: this ONNX Runtime was built for the CPU alone; replace onnxruntime by onnxruntime_gpu, or use cpu");
		try {
			options.addCUDA(0);
		}
		catch (final OrtException exc) {
			throw new InvalidInputException("device cuda: it cannot be used here (" + exc.getMessage().lines().findFirst().orElse("")
				+ "); check the GPU's driver, CUDA and cuDNN, or use cpu", exc);
		}
	}

	/**
	 * Creates a session in a thread of its own: that thread is left treating denormal numbers as zero, which must not happen to
	 * the caller's.
	 */
	private static OrtSession create(final byte[] model, final SessionOptions options) throws OrtException {
		final FutureTask<OrtSession> task = new FutureTask<>(() -> Environment.get().createSession(model, options));
		final Thread thread = new Thread(task, "InferJ session");
		thread.start();
		try {
			return Waiting.uninterrupted(task);
		}
		catch (final ExecutionException exc) {
			if (exc.getCause() instanceof OrtException cause) throw cause;
			throw new IllegalStateException(exc.getCause().getMessage(), exc.getCause());
		}
	}

	/** @return where it runs */
	public Device device() {
		return device;
	}

	/** @return the names of the model's inputs */
	public Set<String> inputNames() {
		return session.getInputNames();
	}

	/**
	 * Runs the model. Results are written straight into the given tensors, which must have the right
	 * shapes and must not be among the inputs.
	 *
	 * @param inputs a tensor for every input of the model, by name
	 * @param outputs a tensor for every wanted output, by name
	 */
	public void run(final Map<String, Tensor> inputs, final Map<String, Tensor> outputs) {
		run(new Bindings(inputs, outputs));
	}

	/** As {@link #run(Map, Map)}, with bindings made once for many runs. */
	public void run(final Bindings bindings) {
		try {
			session.run(bindings.inputs, Set.of(), bindings.outputs).close();
		}
		catch (final OrtException exc) {
			throw new IllegalStateException("ONNX Runtime failed: " + exc.getMessage(), exc);
		}
	}

	@Override
	public void close() {
		try {
			if (System.getProperty(PROFILE_PROPERTY) != null) session.endProfiling();
			session.close();
		}
		catch (final OrtException exc) {
			throw new IllegalStateException("ONNX Runtime could not close a session: " + exc.getMessage(), exc);
		}
	}

	/** The tensors of one kind of run, by name, in ONNX Runtime's terms. */
	public static final class Bindings {

		private final Map<String, OnnxTensor> inputs;
		private final Map<String, OnnxTensor> outputs;

		/** As the arguments of {@link Session#run(Map, Map)}. */
		public Bindings(final Map<String, Tensor> inputs, final Map<String, Tensor> outputs) {
			this.inputs = onnx(inputs);
			this.outputs = onnx(outputs);
		}

		private static Map<String, OnnxTensor> onnx(final Map<String, Tensor> tensors) {
			final Map<String, OnnxTensor> result = new LinkedHashMap<>();
			tensors.forEach((name, tensor) -> result.put(name, tensor.onnx()));
			return result;
		}
	}
}
