// SPDX-License-Identifier: BSD-2-Clause
/**
 * Is the posterior any good? Two-sample tests against a reference, simulation-based calibration and
 * expected coverage.
 */
package io.github.inferj.diagnose;
