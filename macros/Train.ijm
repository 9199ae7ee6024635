// Simulates two moons 300 times and trains a model on them, far too briefly to be good:
// leave steps and batchsize out for the usual training.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

run("InferJ Train...", "simulator=two_moons simulations=300 simulationfolder=[" + folder + "training simulations] seed=1"
	+ " steps=20 batchsize=64 modelfile=[" + folder + "two_moons.onnx] overwrite=true");
