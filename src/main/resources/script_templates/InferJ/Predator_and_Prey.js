// A simulator for InferJ: save it and give its path to Plugins > InferJ > InferJ Train...
// Predators and prey, counted in 21 years (units: thousand pelts).
const name = "predator_and_prey";
const positive = prior => ({ prior: prior, transform: "log" });
const parameters = {
	alpha: positive("truncated_normal(1, 0.5, 0, Infinity)"),
	beta: positive("truncated_normal(0.05, 0.05, 0, Infinity)"),
	gamma: positive("truncated_normal(1, 0.5, 0, Infinity)"),
	delta: positive("truncated_normal(0.05, 0.05, 0, Infinity)"),
	hare0: "log_normal(2.302585092994046, 1)",
	lynx0: "log_normal(2.302585092994046, 1)",
	sigma_hare: "log_normal(-1, 1)",
	sigma_lynx: "log_normal(-1, 1)"
};
const data = { hare: { size: 21, transform: "log" }, lynx: { size: 21, transform: "log" } };

const stepsPerYear = 100;
const smallest = 1e-200;

function simulate(theta, rng) {
	const { alpha, beta, gamma, delta } = theta;
	const hare = [theta.hare0], lynx = [theta.lynx0];
	const h = 1 / stepsPerYear;
	let x = theta.hare0, y = theta.lynx0;
	for (let year = 1; year < 21; year++) {
		for (let i = 0; i < stepsPerYear; i++) {
			const kx1 = (alpha - beta * y) * x, ky1 = (delta * x - gamma) * y;
			const x2 = x + h / 2 * kx1, y2 = y + h / 2 * ky1;
			const kx2 = (alpha - beta * y2) * x2, ky2 = (delta * x2 - gamma) * y2;
			const x3 = x + h / 2 * kx2, y3 = y + h / 2 * ky2;
			const kx3 = (alpha - beta * y3) * x3, ky3 = (delta * x3 - gamma) * y3;
			const x4 = x + h * kx3, y4 = y + h * ky3;
			const kx4 = (alpha - beta * y4) * x4, ky4 = (delta * x4 - gamma) * y4;
			x = Math.max(smallest, x + h / 6 * (kx1 + 2 * (kx2 + kx3) + kx4));
			y = Math.max(smallest, y + h / 6 * (ky1 + 2 * (ky2 + ky3) + ky4));
		}
		hare.push(x);
		lynx.push(y);
	}
	return {
		hare: hare.map(count => count * Math.exp(theta.sigma_hare * rng.normal())),
		lynx: lynx.map(count => count * Math.exp(theta.sigma_lynx * rng.normal()))
	};
}
