# A simulator for InferJ: save it and give its path to Plugins > InferJ > InferJ Train...
from math import cos, pi, sin, sqrt

name = "two_moons"
parameters = {"theta": {"prior": "uniform(-1, 1)", "size": 2, "parents": []}}
data = {"x": {"size": 2, "parents": ["theta"]}}


def simulate(theta, rng):
    t1, t2 = theta.theta
    angle = pi * (rng.uniform() - 0.5)
    radius = 0.1 + 0.01 * rng.normal()
    return {"x": [radius * cos(angle) + 0.25 - abs(t1 + t2) / sqrt(2),
                  radius * sin(angle) + (t2 - t1) / sqrt(2)]}
