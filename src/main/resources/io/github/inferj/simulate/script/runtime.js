// SPDX-License-Identifier: BSD-2-Clause
(function () {
	"use strict";

	function fix(object, name, value) {
		Object.defineProperty(object, name, { value: value, writable: false, enumerable: false, configurable: false });
	}

	function refuse(what, remedy) {
		throw new Error(what + " differs from run to run: " + remedy);
	}

	const clock = "a simulation may depend on theta and rng only";
	fix(Math, "random", () => refuse("Math.random()", "draw from rng, such as rng.uniform()"));
	const ClockDate = Date;
	function FixedDate(...parts) {
		if (new.target === undefined || parts.length === 0) refuse("The current date", clock);
		return Reflect.construct(ClockDate, parts, new.target);
	}
	FixedDate.prototype = ClockDate.prototype;
	fix(ClockDate.prototype, "constructor", FixedDate);
	fix(FixedDate, "UTC", ClockDate.UTC);
	fix(FixedDate, "parse", ClockDate.parse);
	fix(FixedDate, "now", () => refuse("Date.now()", clock));
	fix(globalThis, "Date", FixedDate);
	for (const name of ["WeakRef", "FinalizationRegistry", "SharedArrayBuffer", "Atomics"]) delete globalThis[name];

	function strict(kind, names) {
		return new Proxy(Object.prototype, {
			get(target, key) {
				if (typeof key === "symbol" || key in target || key === "toJSON") return target[key];
				throw new Error(kind + " has no " + key + ": it has " + names.join(", "));
			}
		});
	}

	function generator(drawOrRefuse) {
		function draw(distribution, a, b) {
			const value = drawOrRefuse(distribution, a, b);
			if (typeof value === "string") throw new RangeError(value);
			return value;
		}
		const methods = {
			uniform: (lower = 0, upper = 1) => draw("uniform", lower, upper),
			normal: (mean = 0, sd = 1) => draw("normal", mean, sd),
			lognormal: (meanOfLog = 0, sdOfLog = 1) => draw("lognormal", meanOfLog, sdOfLog),
			exponential: (mean = 1) => draw("exponential", mean, 0),
			gamma: (shape, scale = 1) => draw("gamma", shape, scale),
			beta: (alpha, beta) => draw("beta", alpha, beta),
			poisson: (mean) => draw("poisson", mean, 0),
			binomial: (trials, probability) => draw("binomial", trials, probability),
			bernoulli: (probability = 0.5) => draw("bernoulli", probability, 0),
			integer: (n) => draw("integer", n, 0)
		};
		return Object.freeze(Object.assign(Object.create(strict("rng", Object.keys(methods))), methods));
	}

	function reader(kind, declaredNames, declaredSizes, isList) {
		const names = Array.from(declaredNames);
		const sizes = Array.from(declaredSizes);
		const prototype = strict(kind, names);
		return function (values) {
			const object = Object.create(prototype);
			let next = 0;
			for (let i = 0; i < names.length; i++) {
				if (!isList(i)) object[names[i]] = values[next++];
				else {
					const vector = new Array(sizes[i]);
					for (let j = 0; j < vector.length; j++) vector[j] = values[next++];
					object[names[i]] = vector;
				}
			}
			return object;
		};
	}

	return function (draw, names, sizes, lists, functions, places) {
		const areLists = Array.from(lists);
		const theta = reader("theta", names, sizes, i => areLists[i]);
		const times = reader("times", functions, places, () => true);
		const hasTimes = Array.from(functions).length > 0;
		const rng = generator(draw);
		return (simulate, values, at) => hasTimes ? simulate(theta(values), rng, times(at)) : simulate(theta(values), rng);
	};
})()
