// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.ModuleItem;

import ij.IJ;
import ij.Macro;
import ij.Menus;
import net.imagej.patcher.EssentialLegacyHooks;
import net.imagej.patcher.LegacyInjector;

/**
 * Runs macro text in a real ImageJ, headless, and answers its {@code run(leaf, options)} with the
 * SciJava commands of a context, the way Fiji does: the leaf finds the command, each input takes the
 * option of its field's name, converted by SciJava.
 */
final class MacroRunner implements AutoCloseable {

	/**
	 * What a macro did.
	 *
	 * @param aborted whether it was stopped before its end
	 * @param value what it returned, or null
	 * @param output all that was printed meanwhile, of both streams
	 */
	record Result(boolean aborted, String value, String output) {}

	private final Context context = new Context();

	/** Puts every command with a menu path into ImageJ's table of commands. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	MacroRunner() {
		LegacyInjector.installHooks(IJ.class.getClassLoader(), new Hooks());
		IJ.runMacro("");
		final Hashtable table = Menus.getCommands();
		for (final CommandInfo info : context.service(CommandService.class).getCommands()) {
			if (!info.getMenuPath().isEmpty()) table.put(info.getMenuPath().getLeaf().getName(), info.getDelegateClassName());
		}
	}

	/** @return the context whose commands are run */
	Context context() {
		return context;
	}

	/** Runs macro text; {@code argument} is what its {@code getArgument()} gives. */
	Result run(final String text, final String argument) throws InterruptedException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final String[] value = new String[1];
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final Thread thread = new Thread(() -> value[0] = IJ.runMacro(text, argument), "test_Macro$");
		try (PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
			System.setOut(stream);
			System.setErr(stream);
			thread.start();
			thread.join();
		}
		finally {
			System.setOut(out);
			System.setErr(err);
		}
		final boolean aborted = "[aborted]".equals(value[0]);
		return new Result(aborted, aborted ? null : value[0], bytes.toString(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		context.dispose();
	}

	private final class Hooks extends EssentialLegacyHooks {

		@Override
		public Object interceptRunPlugIn(final String className, final String argument) {
			final CommandInfo info = context.service(CommandService.class).getCommand(className);
			if (info == null) return super.interceptRunPlugIn(className, argument);
			try {
				return context.service(CommandService.class).run(info, true, inputs(info, Macro.getOptions())).get()
					.getDelegateObject();
			}
			catch (final ExecutionException exc) {
				exc.printStackTrace();
				return info;
			}
			catch (final InterruptedException exc) {
				throw new IllegalStateException(exc);
			}
		}

		private Map<String, Object> inputs(final CommandInfo info, final String options) {
			final Map<String, Object> inputs = new HashMap<>();
			if (options == null) return inputs;
			for (final ModuleItem<?> item : info.inputs()) {
				final String value = Macro.getValue(options, item.getName(), null);
				if (value != null) inputs.put(item.getName(), context.service(ConvertService.class).convert(value, item.getType()));
			}
			return inputs;
		}
	}
}
