// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts that try to get out. Python is tried twice: through the list of modules a simulator may
 * import, and past it, in a bare context, as a script that finds a way round the list would be.
 */
class SandboxTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "load('SECRET')", "read('SECRET')", "readFully('SECRET')", "Java.type('java.lang.System')",
		"java.lang.System.exit(0)", "Packages.java.io.File", "require('fs')", "process.env", "Polyglot.eval('python', '1')",
		"Polyglot.import('x')", "Graal.versionGraalVM", "new Worker('1')", "fetch('http://127.0.0.1')",
		"new XMLHttpRequest()", "$EXEC('ls')", "$ENV.HOME", "quit()", "exit()", "setTimeout(() => 1, 1)", "rng.getClass()",
		"rng.class.forName('java.lang.System')", "rng.normal.constructor('return Java')().type('java.lang.System')",
		"new SharedArrayBuffer(8)", "performance.now()", "crypto.getRandomValues(new Uint8Array(1))",
		"new WeakRef({})" })
	void javaScriptStaysInside(final String attempt) throws Exception {
		final Path secret = Files.writeString(folder.resolve("secret.js"), "42");
		final String message = ScriptFiles.failure(ScriptFiles.returning(folder, ScriptLanguage.JAVASCRIPT, attempt.replace(
			"SECRET", secret.toString().replace("\\", "/"))));
		assertTrue(message.contains("line 4"), message);
	}

	@Test
	void javaScriptModulesAreNotRead() throws Exception {
		final Path secret = Files.writeString(folder.resolve("secret.mjs"), "export default 42");
		try (Context context = Sandbox.newContext(ScriptLanguage.JAVASCRIPT)) {
			final Value state = context.eval("js", "let state = 'pending'; import('" + secret.toString().replace("\\", "/") +
				"').then(m => { state = 'read ' + m.default }, e => { state = 'refused' }); () => state");
			assertEquals("refused", state.execute().asString());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "open('SECRET').read()", "open('SECRET', 'w')", "__import__('os')", "__import__('java')",
		"__import__('polyglot')", "__import__('socket')", "__import__('subprocess')", "__import__('threading')",
		"__import__('ctypes')", "__import__('importlib')", "input()", "eval('__import__(\"posix\")')", "rng._draw.getClass()" })
	void pythonStaysInside(final String attempt) throws Exception {
		final Path secret = Files.writeString(folder.resolve("secret.txt"), "42");
		final String message = ScriptFiles.failure(ScriptFiles.returning(folder, ScriptLanguage.PYTHON, attempt.replace(
			"SECRET", secret.toString().replace("\\", "/"))));
		assertTrue(message.contains("line 4"), message);
		assertEquals("42", Files.readString(secret));
	}

	@Test
	void pythonStaysInsidePastTheListOfModules() throws Exception {
		final Path secret = Files.writeString(folder.resolve("secret.txt"), "42");
		final String path = secret.toString().replace("\\", "/");
		try (Context context = Sandbox.newContext(ScriptLanguage.PYTHON); ServerSocket server = new ServerSocket(0)) {
			for (final String attempt : List.of("open('" + path + "').read()", "open('" + path + "', 'w')",
				"__import__('posix').open('" + path + "', 0)", "__import__('os').listdir('/')", "__import__('os').remove('" + path +
					"')", "__import__('os').mkdir('" + path + "2')", "__import__('os').environ['PATH']",
				"__import__('os').system('echo')", "__import__('subprocess').run(['echo'])", "__import__('os').execv('/bin/sh', [])",
				"__import__('_thread').start_new_thread(print, ())", "__import__('java.lang').lang.System.exit(0)",
				"__import__('java').type('java.lang.System')", "__import__('polyglot').eval(language='js', string='1')",
				"__import__('ctypes').CDLL(None)", "__import__('socket').create_connection(('127.0.0.1', " + server
					.getLocalPort() + "))", "__import__('urllib.request').request.urlopen('file://" + path + "').read()"))
			{
				final PolyglotException exc = assertThrows(PolyglotException.class, () -> context.eval("python", attempt), attempt);
				assertFalse(exc.isHostException(), attempt + ": " + exc.getMessage());
			}
			server.setSoTimeout(50);
			assertThrows(SocketTimeoutException.class, server::accept);
			assertEquals("42", Files.readString(secret));
			assertEquals(1, Files.list(folder).count());
		}
	}
}
