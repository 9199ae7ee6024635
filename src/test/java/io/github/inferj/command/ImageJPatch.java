// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import net.imagej.patcher.LegacyInjector;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Patches ImageJ as Fiji does, before any test loads one of its classes: only then can
 * {@link MacroRunner} answer the {@code run(...)} of a macro.
 */
public final class ImageJPatch implements LauncherSessionListener {

	@Override
	public void launcherSessionOpened(final LauncherSession session) {
		LegacyInjector.preinit(ImageJPatch.class.getClassLoader());
	}
}
