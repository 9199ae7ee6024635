// SPDX-License-Identifier: BSD-2-Clause
/** Tables of rows and named columns, whatever they hold, and the one reader of CSV files. */
package io.github.inferj.table;
