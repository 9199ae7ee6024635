// Parameters of a neuron from seven statistics of its voltage, and besides from its energy being in the lowest 10 % of
// what the statistics leave possible; then the simulator is run on the draws. The statistics were simulated with
// C = 1.2, gNa = 90, gK = 18, gL = 0.2, ENa = 55, EK = -85 and EL = -72, which takes an energy of 3599.
var folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder with hodgkin_huxley.onnx, for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// Copy the model that comes with InferJ into the folder; this one is trained far too briefly to be good.
model = folder + "hodgkin_huxley.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=hodgkin_huxley simulations=100 steps=2 batchsize=32 modelfile=[" + model + "]");

statistics = "spikes, rest_mean, rest_sd, pulse_mean, pulse_variance, pulse_skewness, pulse_kurtosis";
table = folder + "voltage.csv";
File.saveString(statistics + "\n9,-71.115,0.02788,-58.401,564.72,3.1871,13.3305\n", table);
query = "modelfile=[" + model + "] tablefile=[" + table + "] given=[" + statistics
	+ "] wanted=[parameters, energy] draws=500 seed=1 overwrite=true";

run("InferJ Conditional...", query + " posteriorfile=[" + folder + "any energy.csv] plotfile=[" + folder + "any energy.png]");
limit = lowest(folder + "any energy.csv", 0.1);
run("InferJ Interval...", query + " intervals=[energy<" + limit + "] posteriorfile=[" + folder
	+ "lowest energy.csv] plotfile=[" + folder + "lowest energy.png]");

// What the simulator says: run on the draws, how often is its energy as low?
print("Runs of the simulator with an energy below " + limit + ":");
print("  " + below("any energy", limit) + " % on draws without the condition, " + below("lowest energy", limit) + " % with it");

function below(name, limit) {
	runs = folder + name + " runs.csv";
	run("InferJ Predictive...", "simulator=hodgkin_huxley tablefile=[" + folder + name + ".csv] seed=1 predictivefile=[" + runs
		+ "] overwrite=true");
	energies = lastColumn(runs);
	count = 0;
	for (i = 0; i < energies.length; i++)
		if (energies[i] < limit) count++;
	return d2s(100 * count / energies.length, 1);
}

// The quantile of the last column of a CSV file.
function lowest(file, share) {
	energies = lastColumn(file);
	Array.sort(energies);
	return d2s(energies[floor(share * energies.length)], 3);
}

function lastColumn(file) {
	lines = split(File.openAsString(file), "\n");
	column = newArray(lines.length - 1);
	for (i = 1; i < lines.length; i++) {
		cells = split(lines[i], ",");
		column[i - 1] = parseFloat(cells[cells.length - 1]);
	}
	return column;
}
