// SPDX-License-Identifier: BSD-2-Clause
/** Tables in and out, summaries and plots. Nothing here needs a screen. */
package io.github.inferj.report;
