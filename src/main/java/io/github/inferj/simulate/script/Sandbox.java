// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.io.InputStream;
import java.time.ZoneOffset;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Where scripts run: GraalVM contexts that reach no host class, file, network, environment, process,
 * thread, native code or other language. All contexts share one engine, so that each script is parsed,
 * and compiled where the Java virtual machine can, once.
 */
final class Sandbox {

	private Sandbox() {}

	static Engine engine() {
		return Shared.ENGINE;
	}

	static Context newContext(final ScriptLanguage language) {
		final Context.Builder builder = Context.newBuilder(language.id()).engine(engine()).allowHostAccess(HostAccess.NONE)
			.allowHostClassLoading(false).allowHostClassLookup(null).allowPolyglotAccess(PolyglotAccess.NONE).allowIO(
				IOAccess.NONE).allowEnvironmentAccess(EnvironmentAccess.NONE).allowCreateProcess(false).allowCreateThread(false)
			.allowNativeAccess(false).allowValueSharing(false).timeZone(ZoneOffset.UTC).in(InputStream.nullInputStream());
		if (language == ScriptLanguage.JAVASCRIPT) builder.option("js.strict", "true").option("js.load", "false").option(
			"js.graal-builtin", "false").option("js.intl-402", "false");
		return builder.build();
	}

	private static final class Shared {

		private static final Engine ENGINE = Engine.newBuilder("js", "python").option("engine.WarnInterpreterOnly", "false")
			.build();
	}
}
