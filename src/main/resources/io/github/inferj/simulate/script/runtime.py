# SPDX-License-Identifier: BSD-2-Clause
def _inferj_runtime():
    import builtins
    import sys

    allowed = ("abc", "array", "bisect", "cmath", "collections", "copy", "dataclasses", "decimal", "enum", "fractions",
               "functools", "heapq", "itertools", "math", "numbers", "operator", "re", "statistics", "string", "typing",
               "__future__")
    unrestricted = builtins.__import__

    def guarded(name, globals=None, locals=None, fromlist=(), level=0):
        from_script = globals is None or globals.get("__name__") == "__main__"
        if from_script and name.partition(".")[0] not in allowed:
            if name == "random" or name == "secrets" or name.startswith("numpy"):
                remedy = "draw random numbers from rng, such as rng.uniform()"
            else:
                remedy = "a simulator can import " + ", ".join(allowed[:-1])
            raise ImportError("module " + name + " is not available: " + remedy)
        return unrestricted(name, globals, locals, fromlist, level)

    class NoRandom(type(sys)):
        def __getattr__(self, name):
            raise AttributeError("module random is not available: draw random numbers from rng, such as rng.uniform()")

    builtins.__import__ = guarded
    sys.modules["random"] = NoRandom("random")

    class Named:
        def __getattr__(self, name):
            raise AttributeError("%s has no %s: it has %s" % (type(self).__name__.lower(), name, ", ".join(self.__dict__)))

        def __getitem__(self, name):
            if name in self.__dict__:
                return self.__dict__[name]
            raise KeyError("%s has no %s: it has %s" % (type(self).__name__.lower(), name, ", ".join(self.__dict__)))

        def __iter__(self):
            return iter(self.__dict__)

        def __len__(self):
            return len(self.__dict__)

        def keys(self):
            return self.__dict__.keys()

        def __repr__(self):
            return repr(self.__dict__)

    class Theta(Named):
        pass

    class Times(Named):
        pass

    def whole(value):
        return int(value) if value == value and abs(value) != float("inf") else value

    class Rng:
        def __init__(self, draw):
            def draw_or_raise(distribution, a, b):
                value = draw(distribution, a, b)
                if isinstance(value, str):
                    raise ValueError(str(value))
                return value

            self.__dict__["_draw"] = draw_or_raise

        def __setattr__(self, name, value):
            raise AttributeError("rng cannot be changed")

        def __getattr__(self, name):
            known = ", ".join(n for n in dir(type(self)) if not n.startswith("_"))
            raise AttributeError("rng has no %s: it has %s" % (name, known))

        def uniform(self, lower=0.0, upper=1.0):
            return self._draw("uniform", lower, upper)

        def normal(self, mean=0.0, sd=1.0):
            return self._draw("normal", mean, sd)

        def lognormal(self, mean_of_log=0.0, sd_of_log=1.0):
            return self._draw("lognormal", mean_of_log, sd_of_log)

        def exponential(self, mean=1.0):
            return self._draw("exponential", mean, 0.0)

        def gamma(self, shape, scale=1.0):
            return self._draw("gamma", shape, scale)

        def beta(self, alpha, beta):
            return self._draw("beta", alpha, beta)

        def poisson(self, mean):
            return whole(self._draw("poisson", mean, 0.0))

        def binomial(self, trials, probability):
            return whole(self._draw("binomial", trials, probability))

        def bernoulli(self, probability=0.5):
            return whole(self._draw("bernoulli", probability, 0.0))

        def integer(self, n):
            return whole(self._draw("integer", n, 0.0))

    def reader(kind, declared_names, declared_sizes, declared_lists):
        layout = list(zip([str(name) for name in declared_names], [int(size) for size in declared_sizes],
                          [bool(is_list) for is_list in declared_lists]))

        def read(values):
            named = kind()
            fields = named.__dict__
            position = 0
            for name, size, is_list in layout:
                if is_list:
                    fields[name] = [float(values[position + i]) for i in range(size)]
                else:
                    fields[name] = float(values[position])
                position += size
            return named

        return read

    def runner(draw, names, sizes, lists, functions, places):
        theta = reader(Theta, names, sizes, lists)
        times = reader(Times, functions, places, [True] * len(functions))
        has_times = len(functions) > 0
        rng = Rng(draw)

        def run(simulate, values, at):
            return simulate(theta(values), rng, times(at)) if has_times else simulate(theta(values), rng)

        return run

    return runner


_inferj_runtime()
