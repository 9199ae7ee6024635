# A simulator for InferJ: save it and give its path to Plugins > InferJ > InferJ Train...
# Predators and prey, counted in 21 years (units: thousand pelts).
from math import exp

name = "predator_and_prey"


def positive(prior):
    return {"prior": prior, "transform": "log"}


parameters = {
    "alpha": positive("truncated_normal(1, 0.5, 0, Infinity)"),
    "beta": positive("truncated_normal(0.05, 0.05, 0, Infinity)"),
    "gamma": positive("truncated_normal(1, 0.5, 0, Infinity)"),
    "delta": positive("truncated_normal(0.05, 0.05, 0, Infinity)"),
    "hare0": "log_normal(2.302585092994046, 1)",
    "lynx0": "log_normal(2.302585092994046, 1)",
    "sigma_hare": "log_normal(-1, 1)",
    "sigma_lynx": "log_normal(-1, 1)",
}
data = {"hare": {"size": 21, "transform": "log"}, "lynx": {"size": 21, "transform": "log"}}

steps_per_year = 100
smallest = 1e-200


def simulate(theta, rng):
    alpha, beta, gamma, delta = theta.alpha, theta.beta, theta.gamma, theta.delta
    x, y = theta.hare0, theta.lynx0
    hare, lynx = [x], [y]
    h = 1 / steps_per_year
    for year in range(1, 21):
        for i in range(steps_per_year):
            kx1, ky1 = (alpha - beta * y) * x, (delta * x - gamma) * y
            x2, y2 = x + h / 2 * kx1, y + h / 2 * ky1
            kx2, ky2 = (alpha - beta * y2) * x2, (delta * x2 - gamma) * y2
            x3, y3 = x + h / 2 * kx2, y + h / 2 * ky2
            kx3, ky3 = (alpha - beta * y3) * x3, (delta * x3 - gamma) * y3
            x4, y4 = x + h * kx3, y + h * ky3
            kx4, ky4 = (alpha - beta * y4) * x4, (delta * x4 - gamma) * y4
            x = max(smallest, x + h / 6 * (kx1 + 2 * (kx2 + kx3) + kx4))
            y = max(smallest, y + h / 6 * (ky1 + 2 * (ky2 + ky3) + ky4))
        hare.append(x)
        lynx.append(y)
    return {
        "hare": [count * exp(theta.sigma_hare * rng.normal()) for count in hare],
        "lynx": [count * exp(theta.sigma_lynx * rng.normal()) for count in lynx],
    }
