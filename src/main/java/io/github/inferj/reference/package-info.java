// SPDX-License-Identifier: BSD-2-Clause
/**
 * What the built-in tasks imply exactly: their joint densities, and draws from every conditional of
 * them. Measures how good an approximation is.
 */
package io.github.inferj.reference;
