// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.Menus;
import ij.macro.Interpreter;
import net.imagej.patcher.EssentialLegacyHooks;
import net.imagej.patcher.LegacyInjector;

/**
 * Runs macro text in a real ImageJ, headless, and answers its {@code run(leaf, options)} with the
 * SciJava commands of a context, the way Fiji does: the leaf finds the command, and
 * {@link MacroInputs} gives it the options.
 */
final class MacroRunner implements AutoCloseable {

	/**
	 * What a macro did.
	 *
	 * @param aborted whether an error stopped it
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

	/** Runs macro text; {@code argument} is what its {@code getArgument()} gives. */
	Result run(final String text, final String argument) throws InterruptedException {
		final Interpreter interpreter = new Interpreter();
		final String[] value = new String[1];
		final Thread thread = new Thread(() -> {
			try {
				value[0] = interpreter.run(text, argument);
			}
			catch (final RuntimeException exc) {
				if (!interpreter.wasError()) exc.printStackTrace();
			}
		}, "test_Macro$");
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final PrintStream out = System.out;
		final PrintStream err = System.err;
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
		return new Result(interpreter.wasError(), value[0], bytes.toString(StandardCharsets.UTF_8));
	}

	/** @return what the commands run in */
	Context context() {
		return context;
	}

	@Override
	public void close() {
		context.dispose();
	}

	private final class Hooks extends EssentialLegacyHooks {

		@Override
		public Object interceptRunPlugIn(final String className, final String argument) {
			final CommandService commands = context.service(CommandService.class);
			final CommandInfo info = commands.getCommand(className);
			if (info == null) return super.interceptRunPlugIn(className, argument);
			try {
				return commands.run(info, true).get();
			}
			catch (final ExecutionException exc) {
				exc.printStackTrace();
				return info;
			}
			catch (final InterruptedException exc) {
				throw new IllegalStateException(exc);
			}
		}

		@Override
		public Iterable<Thread> getThreadAncestors() {
			final ThreadService threads = context.service(ThreadService.class);
			final List<Thread> ancestors = new ArrayList<>();
			for (Thread t = threads.getParent(null); t != null && !ancestors.contains(t); t = threads.getParent(t))
				ancestors.add(t);
			return ancestors;
		}
	}
}
