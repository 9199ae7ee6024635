// SPDX-License-Identifier: BSD-2-Clause
/**
 * What is known about variables short of their values: intervals, and inequalities between expressions
 * of them, in the variables' own units.
 */
package io.github.inferj.constraint;
