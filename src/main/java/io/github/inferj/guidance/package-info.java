// SPDX-License-Identifier: BSD-2-Clause
/** Sampling under constraints: guidance as denoisers that wrap denoisers, and its correction by particles. */
package io.github.inferj.guidance;
