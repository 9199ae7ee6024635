// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.reflect.Field;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.prefs.PrefService;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.github.inferj.runtime.Device;

class DeviceCommandTest {

	@TempDir
	Path folder;

	private final Context context = new Context();
	private final PrefService preferences = context.service(PrefService.class);
	private final String kept = preferences.get(DeviceCommand.class, "device");
	private final String property = System.getProperty(Device.PROPERTY);

	@BeforeEach
	void forget() {
		preferences.remove(DeviceCommand.class, "device");
		System.clearProperty(Device.PROPERTY);
	}

	@AfterEach
	void putBack() {
		forget();
		if (kept != null) preferences.put(DeviceCommand.class, "device", kept);
		if (property != null) System.setProperty(Device.PROPERTY, property);
		context.close();
	}

	@Test
	void aChoiceHoldsAtOnceAndAfterARestart() throws Exception {
		assertFalse(Commands.run(context, "InferJ Device...", "device", "cpu").isCanceled());
		assertEquals("cpu", System.getProperty(Device.PROPERTY));
		System.clearProperty(Device.PROPERTY);
		DeviceCommand.restore(preferences);
		assertEquals("cpu", System.getProperty(Device.PROPERTY));
	}

	@Test
	void theDialogShowsTheChoiceOfAnEarlierSession() throws Exception {
		preferences.put(DeviceCommand.class, "device", "cuda");
		final DeviceCommand command = new DeviceCommand();
		context.inject(command);
		command.initialize();
		final Field shown = DeviceCommand.class.getDeclaredField("device");
		shown.setAccessible(true);
		assertEquals("cuda", shown.get(command));
	}

	@Test
	void whatJavaWasStartedWithComesFirst() {
		preferences.put(DeviceCommand.class, "device", "cuda");
		System.setProperty(Device.PROPERTY, "cpu");
		DeviceCommand.restore(preferences);
		assertEquals(Device.CPU, Device.preferred());
		System.clearProperty(Device.PROPERTY);
		DeviceCommand.restore(preferences);
		assertEquals(Device.CUDA, Device.preferred());
	}

	@Test
	void aDeviceThatIsNotThereIsRefusedAndNotKept() throws Exception {
		assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "built with -Pgpu");
		final CommandModule module = Commands.run(context, "InferJ Device...", "device", "cuda");
		assertTrue(module.isCanceled());
		assertEquals("InferJ Device: device cuda: this ONNX Runtime was built for the CPU alone; replace onnxruntime by "
			+ "onnxruntime_gpu, or use cpu", module.getCancelReason());
		assertNull(System.getProperty(Device.PROPERTY));
		assertNull(preferences.get(DeviceCommand.class, "device"));
	}

	@Test
	void trainingAndQuestionsRunOnTheChosenDevice() throws Exception {
		assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "built with -Pgpu");
		System.setProperty(Device.PROPERTY, "cuda");
		final CommandModule module = Commands.run(context, "InferJ Train...", "simulator", "two_moons", "simulations", "30", "steps",
			"2", "modelfile", folder.resolve("m.onnx").toFile());
		assertTrue(module.isCanceled());
		assertTrue(module.getCancelReason().startsWith("InferJ Train: device cuda: "), module.getCancelReason());
	}
}
