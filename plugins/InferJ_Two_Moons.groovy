#@ CommandService commands
#@ File (label = "Folder for the results", style = "directory", persist = false) folder
#@ String (label = "Simulations", value = "10000", persist = false) simulations
#@ String (label = "Training steps (empty: automatic)", value = "", required = false, persist = false) steps
#@ String (label = "Draws", value = "10000", persist = false) draws

// Simulates two moons, trains a model on the simulations and infers the parameters for the
// observation (0, 0): simulations, model, draws and plot are kept in the folder.

def run = { String command, Map<String, Object> inputs ->
	def module = commands.run("io.github.inferj.command." + command, true, inputs).get()
	if (module.isCanceled()) throw new IllegalStateException(module.getCancelReason())
	module
}

def simulated = new File(folder, "simulations")
def model = new File(folder, "two_moons.onnx")
def observed = new File(folder, "observed.csv")
def posterior = new File(folder, "two_moons_posterior.csv")
observed.text = "x_1,x_2\n0,0\n"

run("SimulateCommand", [simulator: "two_moons", simulations: simulations, simulationfolder: simulated])
run("TrainCommand", [simulator: "two_moons", simulations: simulations, simulationfolder: simulated, steps: steps,
	modelfile: model, overwrite: true])
run("PosteriorCommand", [modelfile: model, tablefile: observed, draws: draws, posteriorfile: posterior,
	plotfile: new File(folder, "two_moons_posterior.png"), overwrite: true])
println "The posterior is in " + posterior
