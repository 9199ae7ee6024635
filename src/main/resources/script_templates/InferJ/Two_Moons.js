// A simulator for InferJ: save it and give its path to Plugins > InferJ > InferJ Train...
const name = "two_moons";
const parameters = {
	theta: { prior: "uniform(-1, 1)", size: 2, parents: [] }
};
const data = {
	x: { size: 2, parents: ["theta"] }
};

function simulate(theta, rng) {
	const [t1, t2] = theta.theta;
	const angle = Math.PI * (rng.uniform() - 0.5);
	const radius = 0.1 + 0.01 * rng.normal();
	return { x: [
		radius * Math.cos(angle) + 0.25 - Math.abs(t1 + t2) / Math.sqrt(2),
		radius * Math.sin(angle) + (t2 - t1) / Math.sqrt(2)] };
}
