// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;

import io.github.inferj.Progress;
import io.github.inferj.runtime.Device;

/** Chooses where networks are trained and executed, now and after a restart. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"), @Menu(
	label = "InferJ Device...", weight = 8) }, description = "Chooses where networks are trained and executed")
public class DeviceCommand extends InferJCommand {

	private static final String KEY = "device";

	@Parameter(label = "Run networks on", choices = { "cpu", "cuda" }, required = false, persist = false,
		description = "The processor, or an NVIDIA GPU with CUDA, which needs the GPU build of ONNX Runtime")
	private String device = "cpu";

	/** Shows the present choice in the dialog. */
	public void initialize() {
		restore(preferences());
		device = System.getProperty(Device.PROPERTY, device);
	}

	@Override
	void work(final Progress progress) {
		final Device chosen = Device.of(device);
		chosen.require();
		System.setProperty(Device.PROPERTY, chosen.key());
		preferences().put(DeviceCommand.class, KEY, chosen.key());
		messages().info("networks run on " + (chosen == Device.CPU ? "the CPU" : "the GPU, with CUDA") + " from now on");
	}

	/** Makes the choice of an earlier session the present one, unless {@link Device#PROPERTY} was set when Java started. */
	static void restore(final PrefService preferences) {
		final String kept = preferences.get(DeviceCommand.class, KEY);
		if (kept != null && System.getProperty(Device.PROPERTY) == null) System.setProperty(Device.PROPERTY, kept);
	}
}
