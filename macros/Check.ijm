// Checks a model of two moons on 50 fresh simulations: how often do its intervals hold the true parameters?
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// A good two_moons.onnx in that folder is used; the one that is trained here, far too briefly, only shows how to ask.
model = folder + "two_moons.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=two_moons simulations=100 steps=20 batchsize=64 modelfile=[" + model + "]");
run("InferJ Check...", "simulator=two_moons modelfile=[" + model + "] simulations=50 seed=2 checkfile=[" + folder
	+ "check.csv] plotfile=[" + folder + "check.png] overwrite=true");
