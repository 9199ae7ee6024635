// Masses of two black holes from the gravitational wave that two detectors saw, 8,192 samples each: given both, and given
// each alone. The wave is simulated, with masses of 36 and 20 solar masses.
var folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder with chirp.onnx, for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// Copy the model that comes with InferJ into the folder; this one is trained far too briefly to be good.
model = folder + "chirp.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=chirp simulations=100 steps=2 batchsize=16 modelfile=[" + model + "]");

masses = folder + "masses.csv";
File.saveString("mass1,mass2\n36,20\n", masses);
waves = folder + "waves.csv";
run("InferJ Predictive...", "simulator=chirp tablefile=[" + masses + "] seed=7 predictivefile=[" + waves + "] overwrite=true");

ask("both detectors", "detector1, detector2");
ask("first detector", "detector1");
ask("second detector", "detector2");

function ask(name, given) {
	run("InferJ Conditional...", "modelfile=[" + model + "] tablefile=[" + waves + "] given=[" + given
		+ "] wanted=parameters draws=5000 seed=1 posteriorfile=[" + folder + name + ".csv] plotfile=[" + folder + name
		+ ".png] overwrite=true");
}
